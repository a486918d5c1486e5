import assert from "node:assert/strict";
import { Client, labelOf } from "../support/lsp-client";

const BOOK = "file:///ws/book.ipynb";
const CELLS = [
	"import keras\nn = 3",
	"%%time\nx = keras.Input((n, None))",
	"!pip install keras\ny = keras.layers.Dense(2)(x)\nkeras.Input((n,))",
];

describe("the cells of a notebook", () => {
	let client: Client;
	const start = async (pull: boolean): Promise<readonly [string, string, string]> => {
		client = await new Client({ pull, notebooks: true }).start();
		return client.openNotebook(BOOK, CELLS) as unknown as readonly [string, string, string];
	};
	afterEach(async () => {
		if (client.process.exitCode === null) await client.stop();
	});
	const hover = async (cell: string, text: string): Promise<string> =>
		(await client.hoverOn(cell, text))?.contents.value ?? "";

	it("are one program, with hovers and hints in their places", async () => {
		const [, second, third] = await start(true);
		assert.match(await hover(second, "x"), /^```python\nx: KerasTensor \(None, 3, None\) float32/);
		assert.match(await hover(third, "keras.Input"), /\(None, 3\)/);
		const hints = await client.inlayHints(second);
		assert.deepEqual(
			hints.map((hint) => [hint.position.line, hint.position.character, labelOf(hint)]),
			[[1, 1, ": (None, 3, None) float32"]],
		);
	});

	it("have findings once, in the cell where they are, and say where in others they come from", async () => {
		const [first, second, third] = await start(true);
		assert.deepEqual([await client.diagnostics(first), await client.diagnostics(second)], [[], []]);
		const [found, ...rest] = await client.diagnostics(third);
		assert.deepEqual(rest, []);
		assert.equal(client.text(third, found?.range ?? assert.fail()), "keras.layers.Dense(2)(x)");
		const [related] = found?.relatedInformation ?? [];
		assert.equal(related?.location.uri, second);
		assert.equal(client.text(second, related?.location.range ?? assert.fail()), "keras.Input((n, None))");
	});

	it("have none in the interactive window, whose cells come from a file", async () => {
		client = await new Client({ pull: true, notebooks: true }).start();
		const [, , third] = client.openNotebook("untitled:Interactive-1.interactive", CELLS, "interactive");
		assert.deepEqual(await client.diagnostics(third ?? assert.fail()), []);
		assert.match(await hover(third ?? assert.fail(), "keras.Input"), /\(None, 3\)/);
	});

	it("follow edits in other cells", async () => {
		const [first, second, third] = await start(true);
		assert.match(await hover(second, "x"), /\(None, 3, None\)/);
		client.editCell(BOOK, first, "3", "44");
		assert.match(await hover(second, "x"), /\(None, 44, None\)/);
		client.editCell(BOOK, second, "None", "5");
		assert.deepEqual(await client.diagnostics(third), []);
		assert.match(await hover(third, "y"), /\(None, 44, 2\)/);
	});

	it("follow cells that come, go and move", async () => {
		const [first, second] = await start(true);
		const uri = second.replace("#W1", "#W9");
		client.changeNotebook(BOOK, {
			structure: {
				array: { start: 1, deleteCount: 0, cells: [{ kind: 2, document: uri }] },
				didOpen: [{ uri, languageId: "python", version: 1, text: "n = n + 4" }],
			},
		});
		assert.match(await hover(second, "x"), /\(None, 7, None\)/);
		client.changeNotebook(BOOK, {
			structure: { array: { start: 1, deleteCount: 1 }, didClose: [{ uri }] },
		});
		assert.match(await hover(second, "x"), /\(None, 3, None\)/);
		client.changeNotebook(BOOK, {
			structure: {
				array: {
					start: 0,
					deleteCount: 2,
					cells: [second, first].map((document) => ({ kind: 2, document })),
				},
			},
		});
		assert.doesNotMatch(await hover(second, "x"), /\(None, 3, None\)/);
	});

	it("have their findings pushed, too", async () => {
		const [, second, third] = await start(false);
		await client.until(() =>
			client.published.findLast(({ uri, diagnostics }) => uri === third && diagnostics.length === 1),
		);
		client.editCell(BOOK, second, "None", "5");
		await client.until(() => {
			const last = client.published.findLast(({ uri }) => uri === third);
			return last?.diagnostics.length === 0 ? last : undefined;
		});
	});

	it("have actions that stay in their cell", async () => {
		const [, , third] = await start(true);
		const diagnostics = await client.diagnostics(third);
		const range = diagnostics[0]?.range ?? assert.fail();
		const actions = await client.codeActions(third, range, diagnostics);
		const ignore = actions.find(({ title }) => title.startsWith("Ignore")) ?? assert.fail();
		const [edit] = ignore.edit?.documentChanges ?? [];
		assert.ok(edit && "edits" in edit);
		assert.equal(edit.textDocument.uri, third);
		assert.equal(edit.edits[0]?.range.start.line, 1);
	});
});
