import assert from "node:assert/strict";
import type { CodeAction, Range, TextEdit } from "vscode-languageserver-protocol";
import { Client, type ClientOptions } from "../support/lsp-client";

const URI = "file:///w/model.py";
const BOOK = "file:///w/book.ipynb";
const WHOLE: Range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const INVOKED = 1;
const AUTOMATIC = 2;

describe("code actions over the wire", () => {
	let client: Client;
	const start = async (text: string, options: Partial<ClientOptions> = {}): Promise<void> => {
		client = await new Client({ pull: true, ...options }).start();
		client.open(URI, text);
	};
	afterEach(async () => {
		if (client.process.exitCode === null) await client.stop();
	});
	const at = (uri: string, text: string): Range => {
		const document = client.document(uri);
		const position = document.positionAt(document.getText().indexOf(text));
		return { start: position, end: position };
	};
	const titles = (actions: readonly CodeAction[]): readonly string[] => actions.map(({ title }) => title);

	describe("what is only for who asks", () => {
		const TEXT = "import keras\ndef f(x):\n    return x\n\ny = f(keras.Input((4,)))\n";
		const COPIES = { initializationOptions: { copies: true } };

		it("is not there for the light bulb", async () => {
			await start(TEXT, COPIES);
			assert.deepEqual(await client.codeActions(URI, at(URI, "def f"), [], undefined, AUTOMATIC), []);
			assert.deepEqual(await client.codeActions(URI, at(URI, "y ="), [], undefined, AUTOMATIC), []);
			assert.deepEqual(titles(await client.codeActions(URI, at(URI, "def f"), [], undefined, INVOKED)), [
				"Write the spec of f in a comment",
			]);
		});

		it("is copied by a command of the client's", async () => {
			await start(TEXT, COPIES);
			const title = "Copy tf.TensorSpec([None, 4], tf.float32)";
			const [action, ...others] = await client.codeActions(URI, at(URI, "y ="), [], ["refactor"], INVOKED);
			assert.deepEqual(others, []);
			assert.deepEqual(action, {
				title,
				kind: "refactor",
				command: { title, command: "keraspec.copyText", arguments: ["tf.TensorSpec([None, 4], tf.float32)"] },
			});
			assert.deepEqual(await client.codeActions(URI, at(URI, "y ="), [], ["refactor.rewrite"], INVOKED), []);
			assert.deepEqual(await client.codeActions(URI, at(URI, "y ="), [], ["quickfix"], INVOKED), []);
		});

		it("is not copied where the client cannot", async () => {
			await start(TEXT);
			assert.deepEqual(await client.codeActions(URI, at(URI, "y ="), []), []);
			const [comment] = await client.codeActions(URI, at(URI, "def f"), []);
			client.apply(URI, comment ?? assert.fail());
			assert.match(client.document(URI).getText(), /^# spec: \(None, 4\) float32 -> \(None, 4\) float32\ndef f/m);
			assert.deepEqual(await client.codeActions(URI, at(URI, "def f"), []), []);
		});
	});

	it("insert an Input that ends the offer", async () => {
		await start(
			"import keras\nimport numpy as np\nm = keras.Sequential([keras.layers.Dense(3)])\nm.build((None, 4))\n",
		);
		const [insert] = await client.codeActions(URI, at(URI, "keras.Sequential"), [], ["refactor"], INVOKED);
		client.apply(URI, insert ?? assert.fail());
		assert.match(client.document(URI).getText(), /\[keras\.Input\(shape=\(4,\)\), keras\.layers\.Dense/);
		assert.deepEqual(titles(await client.codeActions(URI, at(URI, "keras.Sequential"), [], ["refactor.rewrite"])), [
			"Write a serving function for m",
		]);
		assert.deepEqual(await client.diagnostics(URI), []);
	});

	it("prefer no fix that is not safe", async () => {
		await start(
			"import keras\nx = keras.Input((8, 8, 3))\ny = keras.layers.Reshape((8 * 8 * 3 / 2, 2))(x)\nz = keras.layers.LSTM(4)(keras.layers.LSTM(4)(keras.Input((3, 2))))\n",
		);
		const diagnostics = await client.diagnostics(URI);
		const actions = await client.codeActions(URI, WHOLE, diagnostics, ["quickfix"]);
		assert.ok(titles(actions).includes("Return the whole sequence"), titles(actions).join("; "));
		assert.deepEqual(
			actions.filter(({ isPreferred }) => isPreferred).map(({ title }) => title),
			[],
		);
		assert.deepEqual(await client.codeActions(URI, WHOLE, diagnostics, ["source.fixAll.keraspec"]), []);
	});

	it("rewrite only what runs as before", async () => {
		const program = (body: string): string =>
			`import tensorflow as tf\n@tf.function\ndef k(x):\n    return ${body}\nk(tf.ones((2, 3, 4)))\nk(tf.ones((3, 3, 4)))\n`;
		const offered = async (body: string): Promise<readonly string[]> => {
			await start(program(body));
			const at = client.rangeOf(URI, program(body).indexOf("def k"), program(body).indexOf("def k"));
			return titles(await client.codeActions(URI, at, [], ["refactor.rewrite"]));
		};
		const title = "Write the input_signature that fits the calls of k";
		assert.ok((await offered("x * 2")).includes(title));
		await client.stop();
		assert.ok(!(await offered("tf.reshape(x, (x.shape[0], -1))")).includes(title));
	});

	it("mend on save one cell of a notebook, until nothing is left there", async () => {
		client = await new Client({ pull: true, notebooks: true }).start();
		const cell = "n = x.shape.as_list() + x.shape.as_list()\nm = x.shape.as_list()";
		const [first, second] = client.openNotebook(BOOK, [`import keras\nx = keras.Input((3, 4))\n${cell}`, cell]);
		assert(first && second);
		for (let round = 0; round < 5; round += 1) {
			const [all, ...others] = await client.codeActions(second, WHOLE, [], ["source.fixAll.keraspec"]);
			assert.deepEqual(others, []);
			if (!all) break;
			const changes = all.edit?.documentChanges ?? [];
			assert.deepEqual(
				changes.map((each) => "textDocument" in each && each.textDocument.uri),
				[second],
			);
			const edits = changes.flatMap((each) => ("edits" in each ? (each.edits as readonly TextEdit[]) : []));
			const offset = ({ range }: TextEdit): number => client.document(second).offsetAt(range.start);
			for (const { range, newText } of [...edits].sort((a, b) => offset(b) - offset(a)))
				client.changeCell(BOOK, second, range, newText);
		}
		assert.deepEqual(await client.diagnostics(second), []);
		assert.equal((await client.diagnostics(first)).length, 3);
	});
});
