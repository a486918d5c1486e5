import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Client, labelOf } from "../support/lsp-client";

const URI = "file:///w/my%20%28new%29/model.py";
const TEXT = `import keras
from keras import layers

def block(x, units):
    return layers.Dense(units)(x)

x = keras.Input((None, 3))
n = x.shape[1]
y = block(x, 4)
z = block(keras.Input((5,)), 6)
`;

describe("hovers over the wire", () => {
	let client: Client;
	let folder: string | undefined;
	const start = async (options: object = {}): Promise<void> => {
		client = await new Client({ pull: true, ...options }).start();
	};
	const hover = async (uri: string, at: string): Promise<string> =>
		(await client.hoverOn(uri, at))?.contents.value ?? "";
	afterEach(async () => {
		if (client.process.exitCode === null) await client.stop();
		if (folder) rmSync(folder, { recursive: true });
		folder = undefined;
	});

	it("link each None to the place that it comes from, and a layer to its page", async () => {
		await start();
		client.open(URI, TEXT);
		assert.equal(
			await hover(URI, "n = x"),
			`\`\`\`python
n: None  # axis 1 of (None, None, 3)
\`\`\`
- None \\(axis 1\\)\\: Input leaves axis 0 of shape open ([line 7](${URI}#L7,5))`,
		);
		assert.match(
			await hover(URI, "Dense(units)"),
			/\n\n\[Dense\]\(https:\/\/github\.com\/[\w./-]+\/docs\/layers\/Dense\.md\)$/,
		);
	});

	it("name the lines of calls", async () => {
		await start();
		client.open(URI, TEXT);
		assert.match(await hover(URI, "block(x, units)"), /units=4\) -> \(None, None, 4\) float32 {2}# called on line 9\n/);
	});

	it("are plain text for clients that know no other, with the address in full", async () => {
		await start({ textDocument: { hover: { contentFormat: ["plaintext"] } } });
		client.open(URI, TEXT);
		const text = await hover(URI, "Dense(units)");
		assert.match(text, /None \(axis 0\): the batch size is not fixed by this Input \(line 7\)\n/);
		assert.match(text, /\nhttps:\/\/\S+\/Dense\.md$/);
		assert.doesNotMatch(text, /[`\\]/);
	});

	it("are in the right place behind wide characters, surrogate pairs, CRLF and a BOM", async () => {
		await start();
		const wide = TEXT.replace("n = x.shape[1]", 'label = "模型🤖𝕏"; n = x.shape[1]').replaceAll("\n", "\r\n");
		client.open(URI, `\ufeff${wide}`);
		assert.match(await hover(URI, "n = x"), /^```python\nn: None {2}# axis 1/);
		assert.match(await hover(URI, "block(x, 4)"), /^```python\nblock\(x: \(None, None, 3\) float32\) ->/);
		const found = await client.hoverOn(URI, "n = x");
		assert.ok(found?.range && client.text(URI, found.range) === "n");
		const hints = await client.inlayHints(URI);
		const lines = client.document(URI).getText().split("\r\n");
		const shown = hints.map(({ position }) => lines[position.line]?.slice(0, position.character));
		assert.deepEqual(shown, ["def block(x", "def block(x, units)", "    return layers.Dense(units)(x)", "x", "y", "z"]);
	});

	it("name lines of other cells in plain words: a link to a line of a cell leads nowhere", async () => {
		await start({ notebooks: true });
		const [, second] = client.openNotebook("file:///w/book.ipynb", [
			"import keras\nx = keras.Input((None, 3))",
			"y = keras.layers.Dense(2)(x)",
		]) as unknown as readonly string[];
		const text = await hover(second as string, "y = ");
		assert.match(text, /\(cell 1, line 2\)/);
		assert.doesNotMatch(text, /#L/);
	});

	it("lead into other files, and hints do", async () => {
		folder = mkdtempSync(join(tmpdir(), "keraspec-"));
		const uriOf = (name: string): string => pathToFileURL(join(folder ?? "", name)).toString();
		const parts = uriOf("parts.py");
		writeFileSync(join(folder, "parts.py"), "import keras\nx = keras.Input((None, 3))\n");
		await start({ folders: [pathToFileURL(folder).toString()] });
		const main = uriOf("main.py");
		client.open(main, "import keras\nfrom parts import x\ny = keras.layers.Dense(2)(x)\n");
		assert.ok((await hover(main, "y = ")).includes(`([parts\\.py, line 2](${parts}#L2,5))`));
		const [hint] = await client.inlayHints(main);
		assert.equal(hint && labelOf(hint), ": (None, None, 2) float32");
		const label = Array.isArray(hint?.label) ? hint.label : [];
		const none = label.find((part) => part.value === "None");
		assert.equal(none?.location?.uri, parts);
		assert.equal(none?.location?.range.start.line, 1);
		assert.equal(hint?.textEdits, undefined);
	});
});
