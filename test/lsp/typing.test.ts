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

/** Sixty lines as people write them, with all that is open for a while: brackets, blocks, strings, decorators. */
const MODEL = `import tensorflow as tf


class Block(layers.Layer):
    """Two convolutions and a shortcut."""

    def __init__(self, filters, strides=1, **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.first = layers.Conv2D(filters, 3, strides=strides, padding="same")
        self.norm = layers.BatchNormalization()
        self.second = layers.Conv2D(filters, 3, padding="same")
        self.short = layers.Conv2D(filters, 1, strides=strides)

    def call(self, inputs, training=None):
        x = self.norm(self.first(inputs), training=training)
        x = tf.nn.relu(x)
        return tf.nn.relu(self.second(x) + self.short(inputs))


def stem(t, width=16):
    t = layers.Conv2D(width, 7, strides=2, padding="same")(t)
    t = layers.Activation("relu", name=f"relu_{width}")(t)
    return layers.MaxPooling2D(3, 2, padding="same")(t)


WIDTHS = [16, 32]
images = keras.Input(
    shape=(64, 64, 3),
    name="images",
)
y = stem(images)
for index, width in enumerate(WIDTHS):
    y = Block(width, strides=2 if index else 1)(y)
pooled = layers.GlobalAveragePooling2D()(y)
if len(WIDTHS) > 1:
    pooled = layers.Dropout(0.3)(pooled)
else:
    pooled = layers.Dense(8)(pooled)
outputs = {
    "label": layers.Dense(10, activation="softmax")(pooled),
    "box": layers.Dense(4)(pooled),
}
detector = keras.Model(images, outputs)
head = keras.Sequential([
    layers.Dense(32, activation="relu"),
    layers.Dense(2),
])
scores = head(pooled)
batch, *rest = y.shape


@tf.function(input_signature=[tf.TensorSpec([None, 64, 64, 3])])
def serve(data):
    return detector(data)["label"]


detector.compile("adam", {"label": "sparse_categorical_crossentropy", "box": "mse"})
print(f"{detector.name}: {scores.shape[-1]:>4d}")
`;

/** Types a text behind the finished one and looks at the hints of all other lines after each key. */
async function typed(text: string): Promise<void> {
	const client = await new Client({ pull: true }).start();
	client.open(URI, FINISHED + AFTER);
	const expected = (await client.inlayHints(URI)).map((hint) => labelOf(hint));
	assert.equal(expected.length, 5);
	const faults: string[] = [];
	let before = FINISHED;
	// An editor indents a new line by itself.
	for (const key of text.match(/\n *|./gs) ?? []) {
		const at = client.document(URI).positionAt(before.length);
		client.change(URI, { start: at, end: at }, key);
		before += key;
		const lines = before.split("\n");
		const typedFrom = FINISHED.split("\n").length - 1;
		const shown = (await client.inlayHints(URI))
			.filter(({ position: { line } }) => line < typedFrom || line >= lines.length)
			.map((hint) => labelOf(hint));
		if (JSON.stringify(shown) !== JSON.stringify(expected))
			faults.push(`${JSON.stringify(lines.at(-1))}: ${JSON.stringify(shown)}`);
	}
	assert.deepEqual(faults, []);
	assert.equal(await client.stop(), 0);
}

describe("hints while a model is typed, key by key", () => {
	it("of lines that are not touched never move nor vanish", async () => {
		await typed(TYPED);
	}).timeout(120_000);

	it("of lines around sixty that are typed never move nor vanish", async () => {
		await typed(MODEL);
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
