import assert from "node:assert/strict";
import { Client, type ClientOptions, labelOf } from "../support/lsp-client";

const URI = "file:///w/model.py";
const BAD = `import keras
from keras import layers

x = keras.Input((None,))
y = layers.Dense(10)(x)
`;

for (const pull of [false, true]) {
	describe(`the language server, diagnostics ${pull ? "pulled" : "pushed"}`, () => {
		let client: Client;
		const start = async (options: Partial<ClientOptions> = {}): Promise<Client> => {
			client = await new Client({ pull, ...options }).start();
			return client;
		};
		afterEach(async () => {
			if (client.process.exitCode === null) assert.equal(await client.stop(), 0);
		});

		it("says what it can", async () => {
			const { capabilities } = (await start()).result ?? {};
			assert.equal(capabilities?.positionEncoding, "utf-16");
			assert.equal(capabilities?.diagnosticProvider !== undefined, pull);
			assert.deepEqual(capabilities?.codeActionProvider, {
				codeActionKinds: ["quickfix", "refactor.rewrite", "source.fixAll.keraspec"],
			});
		});

		it("finds, and sees the finding go when the text is mended", async () => {
			await start();
			client.open(URI, BAD);
			const [found, ...others] = await client.diagnostics(URI);
			assert.ok(found);
			assert.equal(others.length, 0);
			assert.equal(found.code, "undefined-dimension");
			assert.equal(found.source, "keraspec");
			assert.equal(found.severity, 1);
			assert.match(String(found.message), /^ValueError: Dense/);
			assert.equal(client.text(URI, found.range), "layers.Dense(10)(x)");
			assert.equal(found.relatedInformation?.[0]?.location.range.start.line, 3);
			client.edit(URI, "None,", "16,");
			assert.deepEqual(await client.diagnostics(URI), []);
		});

		it("never pushes to a client that pulls", async () => {
			await start();
			client.open(URI, BAD);
			await client.diagnostics(URI);
			await client.hoverOn(URI, "y");
			assert.equal(client.published.length > 0, !pull);
		});

		it("offers to ignore the finding, and the edit makes it go", async () => {
			await start();
			client.open(URI, BAD);
			const diagnostics = await client.diagnostics(URI);
			const [found] = diagnostics;
			assert.ok(found);
			const actions = await client.codeActions(URI, found.range, diagnostics);
			const ignore = actions.find((action) => action.title.startsWith("Ignore undefined-dimension"));
			assert.ok(ignore);
			assert.deepEqual(ignore.diagnostics, [found]);
			client.apply(URI, ignore);
			assert.match(client.document(URI).getText(), /Dense\(10\)\(x\) {2}# keraspec: ignore\[undefined-dimension\]\n/);
			assert.deepEqual(await client.diagnostics(URI), []);
		});

		it("mends what can be mended, one finding or all at once", async () => {
			await start();
			const text = "import keras\nx = keras.Input((3, 4))\nn = x.shape.as_list()\nm = x.shape.as_list()\n";
			client.open(URI, text);
			const diagnostics = await client.diagnostics(URI);
			assert.deepEqual(
				diagnostics.map((each) => each.code),
				["shape-is-a-tuple", "shape-is-a-tuple"],
			);
			const [found] = diagnostics;
			assert.ok(found);
			const [fix] = await client.codeActions(URI, found.range, diagnostics, ["quickfix"]);
			assert.ok(fix?.isPreferred);
			assert.deepEqual(fix.diagnostics, [found]);
			client.apply(URI, fix);
			assert.equal((await client.diagnostics(URI)).length, 1);
			const [all, ...others] = await client.codeActions(URI, found.range, [], ["source.fixAll"]);
			assert.ok(all);
			assert.equal(all.kind, "source.fixAll.keraspec");
			assert.deepEqual(others, []);
			client.apply(URI, all);
			assert.deepEqual(await client.diagnostics(URI), []);
			assert.deepEqual(await client.codeActions(URI, found.range, [], ["source.fixAll.keraspec"]), []);
			assert.deepEqual(await client.codeActions(URI, found.range, [], ["refactor"]), []);
		});

		it("keeps utf-16 positions through wide characters, surrogate pairs and CRLF", async () => {
			await start();
			const text = BAD.replace("\n\n", '\nlabel = "模型🤖🤖é"; from keras import layers\n').replaceAll("\n", "\r\n");
			client.open(URI, text);
			client.edit(URI, "模型", "模型型𝕏");
			client.edit(URI, "🤖🤖", "🤖𝕏🤖");
			const [found] = await client.diagnostics(URI);
			assert.ok(found);
			assert.equal(client.text(URI, found.range), "layers.Dense(10)(x)");
			client.edit(URI, 'é"; ', 'é"; 🤖 = keras.Input((None,)); z = layers.Dense(1)(x); ');
			client.edit(URI, "🤖 = ", "w = ");
			const after = await client.diagnostics(URI);
			assert.ok(after.some((each) => client.text(URI, each.range) === "layers.Dense(10)(x)"));
			assert.equal(
				(await client.hoverOn(URI, "w = "))?.contents.value.split("\n")[1],
				"w: KerasTensor (None, None) float32",
			);
		});

		it("ends a hundred rapid edits with the result of the last", async () => {
			await start();
			client.open(URI, BAD);
			for (let units = 10; units < 110; units += 1) {
				client.edit(URI, `Dense(${units})`, `Dense(${units + 1})`);
				if (pull) void client.pull(URI).catch(() => undefined);
			}
			const [found] = await client.diagnostics(URI);
			assert.ok(found);
			assert.equal(client.text(URI, found.range), "layers.Dense(110)(x)");
			const [, y] = await client.inlayHints(URI);
			assert.equal(y && labelOf(y), ": (None, 110) float32");
			// Fewer results than edits: those that were overtaken are never computed.
			if (!pull) assert.ok(client.published.length < 50, `${client.published.length} results`);
			const versions = client.published.map((each) => each.version ?? 0);
			assert.deepEqual(
				versions,
				[...versions].sort((a, b) => a - b),
			);
		});

		it("asks for settings and follows their changes", async () => {
			await start({ settings: { kerasVersion: "2.15.0", inlayHints: { enabled: false } } });
			client.open(URI, BAD.replace("Dense(10)(x)", "Dense(10)(x) # keraspec: ignore"));
			assert.deepEqual(await client.diagnostics(URI), []);
			assert.deepEqual(await client.inlayHints(URI), []);
			client.configure({ inlayHints: { enabled: true, dtypes: false } });
			await client.until(() => (client.refreshes.includes("workspace/inlayHint/refresh") ? true : undefined));
			assert.equal(client.refreshes.includes("workspace/diagnostic/refresh"), pull);
			assert.deepEqual((await client.inlayHints(URI)).map(labelOf), [": (None, None)", ": (None, 10)"]);
		});

		it("leaves other languages alone, and findings in old sides of comparisons", async () => {
			await start();
			client.open("file:///w/a.txt", BAD, "plaintext");
			client.open("git:/w/model.py?HEAD", BAD);
			client.open(URI, BAD);
			assert.equal((await client.diagnostics(URI)).length, 1);
			assert.deepEqual(await client.diagnostics("git:/w/model.py?HEAD"), []);
			assert.equal(await client.hoverOn("file:///w/a.txt", "y = "), null);
			assert.match((await client.hoverOn("git:/w/model.py?HEAD", "y = "))?.contents.value ?? "", /float32/);
		});

		it("forgets a document that is closed", async () => {
			await start();
			client.open(URI, BAD);
			await client.diagnostics(URI);
			client.close(URI);
			if (!pull) {
				const cleared = await client.until(() => client.published.find((each) => each.diagnostics.length === 0));
				assert.equal(cleared.uri, URI);
			}
			client.open(URI, BAD);
			assert.equal((await client.diagnostics(URI)).length, 1);
		});

		it("does not analyse what the client has quarantined", async () => {
			await start({ initializationOptions: { quarantined: [URI] } });
			client.open(URI, BAD);
			client.open("untitled:Untitled-1", BAD);
			assert.equal((await client.diagnostics("untitled:Untitled-1")).length, 1);
			assert.deepEqual(await client.diagnostics(URI), []);
		});
	});
}

describe("the language server", () => {
	let client: Client;
	afterEach(async () => {
		if (client.process.exitCode === null) await client.stop();
	});

	it("answers an unchanged pull in short", async () => {
		client = await new Client({ pull: true }).start();
		client.open(URI, BAD);
		const first = await client.pull(URI);
		assert.equal(first.kind, "full");
		assert.deepEqual(await client.pull(URI, first.resultId), { kind: "unchanged", resultId: first.resultId });
	});

	it("hovers in markdown, or in plain text for clients that have no other", async () => {
		client = await new Client({ pull: true }).start();
		client.open(URI, BAD.replace("Dense(10)", 'Dense(10, name="a`````b")').replace("None,", "3,"));
		const { contents, range } = (await client.hoverOn(URI, "y = ")) ?? { contents: undefined };
		assert.equal(
			contents?.value,
			[
				"``````python",
				"y: KerasTensor (None, 10) float32",
				'# Dense "a`````b": (None, 3) float32 -> (None, 10) float32, 40 parameters',
				"``````",
				`- None \\(axis 0\\)\\: the batch size is not fixed by this Input ([line 4](${URI}#L4,5))`,
			].join("\n"),
		);
		assert.ok(range && client.text(URI, range) === "y");
		await client.stop();
		client = await new Client({ pull: true, textDocument: { hover: { contentFormat: ["plaintext"] } } }).start();
		client.open(URI, BAD);
		const plain = await client.hoverOn(URI, "x = ");
		assert.equal(plain?.contents.kind, "plaintext");
		assert.match(plain?.contents.value ?? "", /^x: KerasTensor \(None, None\) float32\n\nNone \(axis 0\): /);
	});

	it("gives inlay hints with places, and their tooltips late", async () => {
		client = await new Client({ pull: true }).start();
		client.open(URI, BAD.replace("None,", "None, 3"));
		const hints = await client.inlayHints(URI);
		assert.deepEqual(hints.map(labelOf), [": (None, None, 3) float32", ": (None, None, 10) float32"]);
		const [first] = hints;
		assert.ok(first && Array.isArray(first.label));
		const none = first.label.find((part) => part.value === "None");
		assert.ok(none?.location && client.text(URI, none.location.range).startsWith("keras.Input("));
		assert.equal(first.tooltip, undefined);
		const resolved = await client.connection.sendRequest<typeof first>("inlayHint/resolve", first);
		assert.deepEqual(resolved.label, first.label);
		assert.match(JSON.stringify(resolved.tooltip), /x: KerasTensor \(None, None, 3\)/);
	});

	it("survives texts that are no programs", async () => {
		client = await new Client({ pull: true }).start();
		for (const [index, text] of [
			"\u0000\ud800",
			"(".repeat(20_000),
			"\u000cx = 1\r\rdef",
			"\ufeffimport keras",
		].entries()) {
			const uri = `file:///w/${index}.py`;
			client.open(uri, text);
			assert.deepEqual(await client.diagnostics(uri), []);
			await client.inlayHints(uri);
		}
	});

	it("exits with 1 when it was not shut down, and 0 when it was", async () => {
		client = await new Client({ pull: true }).start();
		await client.connection.sendNotification("exit");
		assert.equal(await client.exited, 1);
		client = await new Client({ pull: true, args: [] }).start();
		assert.equal(await client.stop(), 0);
	});

	it("goes on when its client registers nothing", async () => {
		client = await new Client({ pull: false, folders: ["file:///w"], refusesRegistrations: true }).start();
		client.open(URI, BAD);
		assert.equal((await client.diagnostics(URI)).length, 1);
		client.edit(URI, "None,", "16,");
		assert.deepEqual(await client.diagnostics(URI), []);
	});

	it("ends when its client is gone", async () => {
		client = await new Client({ pull: true }).start();
		client.process.stdin?.end();
		assert.equal(await client.exited, 1);
	});
});
