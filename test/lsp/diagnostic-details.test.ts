import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver-protocol";
import { homepage } from "../../package.json";
import { RULES } from "../../server/src/rules/index.generated";
import { Client, type ClientOptions } from "../support/lsp-client";

const URI = "file:///w/model.py";
const SHAPES = "import keras\nx = keras.Input((3, 4))\nn = x.shape.as_list()\nm = x.shape.as_list()\n";
const FULL = {
	relatedInformation: true,
	tagSupport: { valueSet: [1, 2] },
	codeDescriptionSupport: true,
	dataSupport: true,
};

describe("pages of rules", () => {
	it("are there for each code that a diagnostic can have", () => {
		for (const { code } of RULES) assert.ok(existsSync(join(__dirname, "..", "..", "docs", "rules", `${code}.md`)));
	});
});

for (const pull of [false, true]) {
	describe(`what a diagnostic holds, ${pull ? "pulled" : "pushed"}`, () => {
		let client: Client;
		const start = async (options: Partial<ClientOptions> = {}): Promise<Client> => {
			const textDocument = pull ? { diagnostic: FULL } : { publishDiagnostics: { versionSupport: true, ...FULL } };
			client = await new Client({ pull, textDocument, ...options }).start();
			return client;
		};
		const found = async (text: string): Promise<readonly Diagnostic[]> => {
			client.open(URI, text);
			return client.diagnostics(URI);
		};
		afterEach(async () => {
			if (client.process.exitCode === null) await client.stop();
		});

		it("leads to the page of its rule", async () => {
			await start();
			const [first] = await found(SHAPES);
			assert.equal(first?.codeDescription?.href, `${homepage}/blob/main/docs/rules/shape-is-a-tuple.md`);
		});

		it("greys out what hides nothing", async () => {
			await start();
			const [first] = await found("import keras\nx = keras.Input((3,))  # keraspec: ignore\n");
			assert.deepEqual([first?.code, first?.severity, first?.tags], ["unused-suppression", 4, [1]]);
		});

		it("is kept short for clients that understand no more", async () => {
			await start({ textDocument: pull ? { diagnostic: {}, publishDiagnostics: {} } : { publishDiagnostics: {} } });
			const [first] = await found(
				"import keras\nx = keras.Input((None,)) # keraspec: ignore\ny = keras.layers.Dense(1)(x)\n",
			);
			assert.deepEqual(Object.keys(first ?? {}).sort(), ["code", "message", "range", "severity", "source"]);
		});

		it("tells of the layers on the way, and why sizes are open", async () => {
			await start();
			const [first] = await found(
				"import keras\nx = keras.Input((None, 4))\nh = keras.layers.Dense(3)(x)\ny = keras.layers.Conv2D(1, 2)(h)\n",
			);
			assert.deepEqual(
				first?.relatedInformation?.map(({ location, message }) => `${location.range.start.line}: ${message}`),
				[
					"2: Dense: (None, None, 4) -> (None, None, 3)",
					"1: InputLayer gives (None, None, 4)",
					"1: Input leaves axis 0 of shape open",
				],
			);
		});

		it("carries its fixes, so that they outlive the analysis", async () => {
			await start();
			const diagnostics = await found(SHAPES);
			const [first] = diagnostics;
			assert(first);
			client.close(URI);
			// The client's own document is the same again.
			const other = await new Client({ pull: false, initializationOptions: { quarantined: [URI] } }).start();
			try {
				other.open(URI, SHAPES);
				const [fix, ...others] = await other.codeActions(URI, first.range, [first], ["quickfix"]);
				assert.ok(fix?.isPreferred);
				assert.equal(others.length, 2);
				other.apply(URI, fix);
				assert.ok(other.document(URI).getText().includes("n = list(x.shape)"));
				assert.deepEqual(await other.codeActions(URI, first.range, [first], ["quickfix"]), []);
			} finally {
				await other.stop();
			}
		});

		it("has each of its actions once, and none that is for another version", async () => {
			await start();
			const diagnostics = await found(SHAPES);
			const [first] = diagnostics;
			assert(first);
			const titles = (await client.codeActions(URI, first.range, [first], ["quickfix"])).map(({ title }) => title);
			assert.equal(new Set(titles).size, titles.length);
			assert.equal(titles.length, 3);
			client.edit(URI, "n = x", "\n\nn = x");
			const late = await client.codeActions(URI, first.range, [first], ["quickfix"]);
			assert.deepEqual(late, []);
		});

		it("leads into the files that the program imports", async () => {
			const folder = mkdtempSync(join(tmpdir(), "keraspec-lsp-"));
			try {
				const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
				writeFileSync(join(folder, "parts.py"), "import keras\n\nx = keras.Input((None,))\n");
				await start({ folders: [pathToFileURL(folder).href] });
				const uri = uriOf("main.py");
				client.open(uri, "import keras\nfrom parts import x\ny = keras.layers.Dense(1)(x)\n");
				const [first] = await client.diagnostics(uri);
				assert.equal(first?.code, "undefined-dimension");
				const location = first.relatedInformation?.[0]?.location;
				assert.equal(location?.uri, uriOf("parts.py"));
				assert.deepEqual(location.range.start, { line: 2, character: 4 });
			} finally {
				rmSync(folder, { recursive: true, force: true });
			}
		});

		it("is mended on save until nothing is left", async () => {
			await start();
			client.open(URI, `${SHAPES}k = x.shape.as_list() + x.shape.as_list()\n`);
			for (let round = 0; round < 5; round += 1) {
				const whole = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
				const [all, ...others] = await client.codeActions(URI, whole, [], ["source.fixAll.keraspec"]);
				assert.deepEqual(others, []);
				if (!all) break;
				client.apply(URI, all);
			}
			assert.deepEqual(await client.diagnostics(URI), []);
			assert.doesNotMatch(client.document(URI).getText(), /as_list/);
		});
	});
}

describe("the action that copies a spec", () => {
	it("is there for those who ask, where the client has a clipboard", async () => {
		const client = await new Client({ pull: true, initializationOptions: { copies: true } }).start();
		try {
			client.open(URI, "import keras\nx = keras.Input((3, 4))\n");
			const position = { line: 1, character: 0 };
			const ask = (triggerKind: number): Promise<readonly { title: string; command?: { arguments?: unknown[] } }[]> =>
				client.connection.sendRequest("textDocument/codeAction", {
					textDocument: { uri: URI },
					range: { start: position, end: position },
					context: { diagnostics: [], triggerKind },
				});
			const [copy] = await ask(1);
			assert.deepEqual(copy?.command?.arguments, ["tf.TensorSpec([None, 3, 4], tf.float32)"]);
			assert.deepEqual(await ask(2), []);
		} finally {
			await client.stop();
		}
	});
});
