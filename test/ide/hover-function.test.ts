import assert from "node:assert/strict";
import { hoverAt } from "../../server/src/ide/hover";
import { analyseText } from "../support/analyse";

const PRELUDE = "import tensorflow as tf\n";

/** The hover at the `|` in the program. */
function code(program: string): readonly string[] | undefined {
	const text = PRELUDE + program;
	return hoverAt(analyseText(text.replace("|", "")), text.indexOf("|"))?.code;
}

const SIGNED = `@tf.function(input_signature=[tf.TensorSpec([None, 4]), {"n": tf.TensorSpec([], tf.int32)}])
def scale(x, options):
    return x * tf.cast(options["n"], tf.float32)
`;

describe("hover of a tf.function", () => {
	it("shows what it takes at the name of its def, called or not", () => {
		const head = 'tf.function scale(x: (None, 4) float32, options: {"n": () int32})';
		assert.deepEqual(code(SIGNED.replace("def scale", "def sc|ale")), [head, "# -> (None, 4) float32"]);
		const used = `${SIGNED}y = scale(tf.zeros((2, 4)), {"n": 2})\n`;
		assert.deepEqual(code(used.replace("def scale", "def |scale"))?.at(0), head);
		assert.deepEqual(code(used.replace("y = scale", "y = scal|e"))?.at(0), head);
	});

	it("shows the spec of a parameter, as the body sees it", () => {
		const used = `${SIGNED}y = scale(tf.zeros((2, 4)), {"n": 2})\n`;
		assert.deepEqual(code(used.replace("scale(x,", "scale(|x,")), ["x: Tensor (None, 4) float32"]);
		assert.deepEqual(code(SIGNED.replace("scale(x,", "scale(|x,")), ["x: Tensor (None, 4) float32"]);
	});

	it("shows what it was traced for without a signature", () => {
		const program =
			"@tf.function\ndef f|(x, n=2):\n    return x * n\na = f(tf.zeros((2, 3)))\nb = f(tf.zeros((4, 3)), n=2)\n";
		assert.deepEqual(code(program), [
			"tf.function f(x, n)",
			"# traced for (2, 3) float32",
			"# -> (2, 3) float32",
			"# -> (4, 3) float32",
		]);
		const method =
			"class M(tf.Module):\n    @tf.function\n    def go|(self, x):\n        return x\nM().go(tf.zeros(2))\n";
		assert.deepEqual(code(method), ["tf.function go(x)", "# traced for (2,) float32", "# -> (2,) float32"]);
	});

	it("shows of a name that means several functions the one that is called there, and else none", () => {
		const first = "@tf.function\ndef f(x):\n    return x\nf(tf.zeros(1))\n";
		const second = "@tf.function\ndef f(x):\n    return x\n";
		assert.deepEqual(code(`${first}${second}y = f|(tf.zeros(2))\n`), [
			"tf.function f(x)",
			"# traced for (2,) float32",
			"# -> (2,) float32",
		]);
		assert.equal(code(`${first}${second}g = f|\n`), undefined);
	});
});
