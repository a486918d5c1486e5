import assert from "node:assert/strict";
import { historyOf } from "../server/src/keras/versions/names";
import { parseRelease } from "../server/src/keras/versions/release";
import { analyseText } from "./support/analyse";

const HEAD = "import keras\nfrom keras import layers\nx = keras.Input((8,))\n";

/** Code and message of each finding of a program below `import keras` and an input `x`. */
const findingsAt = (keras: string, text: string): readonly string[] =>
	analyseText(HEAD + text, keras).findings.map(({ code, message }) => `${code}: ${message}`);

/** That a program is right for one version, and what is found for another. */
function assertSince(text: string, right: string, wrong: string, finding: string): void {
	assert.deepEqual(findingsAt(right, text), []);
	assert.deepEqual(findingsAt(wrong, text), [finding]);
}

describe("the version of Keras that a program is checked for", () => {
	it("says when a layer came", () => {
		assertSince(
			"layers.RMSNormalization()(x)",
			"3.9.0",
			"3.3.0",
			"unknown-library-name: keras.layers 3.3.0 has no RMSNormalization: it came with Keras 3.9",
		);
	});

	it("says so for an import", () => {
		assertSince(
			"from keras.layers import RMSNormalization",
			"3.15.0",
			"3.8.0",
			"unknown-library-name: keras.layers 3.8.0 has no RMSNormalization: it came with Keras 3.9",
		);
	});

	it("says when an argument came, and never proposes the same name", () => {
		assertSince(
			"layers.Dense(4, lora_alpha=2)(x)",
			"3.10.0",
			"3.3.0",
			"unknown-layer-argument: Dense of Keras 3.3 has no argument lora_alpha: it came with 3.10",
		);
		assert.deepEqual(findingsAt("3.3.0", "layers.Dense(4, unit=2)"), [
			"unknown-layer-argument: Dense has no argument unit; did you mean units?",
		]);
	});

	it("knows the functions of keras.ops and their arguments", () => {
		assertSince(
			"keras.ops.argpartition(x, 1)",
			"3.4.0",
			"3.3.0",
			"unknown-library-name: keras.ops 3.3.0 has no argpartition: it came with Keras 3.4",
		);
		assertSince(
			"keras.ops.nan_to_num(x, nan=1.0)",
			"3.3.0",
			"3.2.0",
			"unknown-library-name: ops.nan_to_num of Keras 3.2 has no argument nan: it came with 3.3",
		);
	});

	it("knows the activations that a name may stand for", () => {
		assertSince(
			'layers.Dense(4, activation="celu")(x)',
			"3.7.0",
			"3.6.0",
			'invalid-layer-argument: "celu" is not an activation of Keras 3.6.0: it came with 3.7',
		);
	});

	it("raises what that version raises", () => {
		const program =
			"class Block(layers.Layer):\n    def call(self, x):\n        return layers.Dense(0)(x) + layers.Reshape((3,))(x)\nBlock()(x)";
		const exceptions = (keras: string) => analyseText(HEAD + program, keras).findings.map(({ exception }) => exception);
		assert.deepEqual(exceptions("3.3.0"), ["RuntimeError"]);
		assert.deepEqual(exceptions("3.4.0"), ["ValueError"]);
	});

	it("lets an except clause in a traced call take what was raised there", () => {
		const program = [
			"class Block(layers.Layer):",
			"    def call(self, x):",
			"        try:",
			"            return layers.Reshape((3,))(x)",
			"        except ValueError:",
			"            return x",
			"try:",
			"    y = Block()(x)",
			"except RuntimeError:",
			"    y = layers.Dense(0)(x)",
		].join("\n");
		assert.deepEqual(findingsAt("3.3.0", program), []);
	});

	it("tells names that went from names that came", () => {
		const at = (version: string) => historyOf("keras.layers.RMSNormalization", "keras3", parseRelease(version));
		assert.equal(at("3.8.0"), "it came with Keras 3.9");
		assert.equal(at("3.9.0"), undefined);
	});
});
