import assert from "node:assert/strict";
import { Client, labelOf } from "../support/lsp-client";

const URI = "file:///w/typed.py";
const FINISHED = `import keras
from keras import layers

inputs = keras.Input((32, 32, 3))
x = layers.Conv2D(16, 3)(inputs)
`;
const TYPED = `x = layers.MaxPooling2D()(x)

def block(t, units):
    y = layers.Dense(units)(t)
    return layers.Dense(units)(y)

x = layers.Flatten()(x)
features = block(x, 8)
heads = [layers.Dense(n)(features) for n in (1, 2)]
if features is not None:
    extra = layers.Dense(5)(
        features,
    )
else:
    extra = features
s = f"{features.shape} and 'more'"
`;
const AFTER = `
other = keras.Input((7,))
result = layers.Dense(3)(other)
model = keras.Model(other, result)
`;

describe("hints while a model is typed, key by key", () => {
	it("of lines that are not touched never move nor vanish", async () => {
		const client = await new Client({ pull: true }).start();
		client.open(URI, FINISHED + AFTER);
		const expected = (await client.inlayHints(URI)).map((hint) => labelOf(hint));
		assert.equal(expected.length, 5);
		const faults: string[] = [];
		for (let length = 0; length < TYPED.length; length += 1) {
			const before = FINISHED + TYPED.slice(0, length);
			const at = client.document(URI).positionAt(before.length);
			client.change(URI, { start: at, end: at }, TYPED[length] ?? "");
			const lines = (before + (TYPED[length] ?? "")).split("\n");
			const typedFrom = FINISHED.split("\n").length - 1;
			const shown = (await client.inlayHints(URI))
				.filter(({ position: { line } }) => line < typedFrom || line >= lines.length)
				.map((hint) => labelOf(hint));
			if (JSON.stringify(shown) !== JSON.stringify(expected))
				faults.push(`${JSON.stringify(lines.at(-1))}: ${JSON.stringify(shown)}`);
		}
		assert.deepEqual(faults, []);
		assert.equal(await client.stop(), 0);
	}).timeout(120_000);

	it("stay while a line in the middle is taken away and typed again", async () => {
		const client = await new Client({ pull: true }).start();
		const text = FINISHED + TYPED + AFTER;
		client.open(URI, text);
		const line = "x = layers.MaxPooling2D()(x)";
		const number = text.slice(0, text.indexOf(line)).split("\n").length - 1;
		const others = async (): Promise<string> =>
			(await client.inlayHints(URI))
				.filter((hint) => hint.position.line !== number)
				.map((hint) => `${hint.position.line}:${hint.position.character}${labelOf(hint)}`)
				.join("\n");
		const expected = await others();
		const replace = (from: number, to: number, newText: string): void => {
			const start = { line: number, character: from };
			client.change(URI, { start, end: { line: number, character: to } }, newText);
		};
		const faults: string[] = [];
		const check = async (typed: string): Promise<void> => {
			if ((await others()) !== expected) faults.push(typed);
		};
		for (let length = line.length - 1; length > "x = ".length; length -= 1) {
			replace(length, length + 1, "");
			await check(line.slice(0, length));
		}
		for (let length = "x = ".length + 1; length < line.length; length += 1) {
			replace(length, length, line[length] ?? "");
			await check(line.slice(0, length + 1));
		}
		assert.deepEqual(faults, []);
		assert.equal(await others(), expected);
		assert.equal(await client.stop(), 0);
	}).timeout(120_000);
});
