import assert from "node:assert/strict";
import type { Analysis } from "../../server/src/ide/analysis";
import { functionContextsOf, isCalled } from "../../server/src/ide/function-contexts";
import { walk } from "../../server/src/ide/nodes";
import { printSnapshot } from "../../server/src/ide/print";
import type { FunctionDef } from "../../server/src/syntax/ast";
import { analyseText } from "../support/analyse";

const PRELUDE = "import keras\nfrom keras import layers\n";

function functionNamed(analysis: Analysis, name: string): FunctionDef {
	let found: FunctionDef | undefined;
	walk(analysis.file.module, (node) => {
		if (node.type === "FunctionDef" && node.name === name) found = node;
	});
	assert.ok(found);
	return found;
}

/** `a: spec, n: 3 -> spec` for each context of `f`. */
function contexts(program: string): readonly string[] {
	const analysis = analyseText(PRELUDE + program);
	return functionContextsOf(analysis, functionNamed(analysis, "f")).map(({ parameters, returned, unknown }) => {
		const parts = parameters.map(({ name, snapshot, constant }) => {
			const value = constant && "value" in constant ? String(constant.value) : constant?.kind;
			return `${name}: ${snapshot ? printSnapshot(snapshot) : value}`;
		});
		return `${parts.join(", ")} -> ${returned ? printSnapshot(returned) : unknown?.text}`;
	});
}

describe("contexts of a function", () => {
	it("are its parameters and what comes out, once for calls that are alike", () => {
		const program = `def f(x, units, flag=None):
    x = layers.Dense(units)(x)
    return x
a = f(keras.Input((3,)), 4)
b = f(keras.Input((3,)), 4)
c = f(keras.Input((5,)), units=4)
`;
		assert.deepEqual(contexts(program), [
			"x: (None, 3) float32, units: 4, flag: none -> (None, 4) float32",
			"x: (None, 5) float32, units: 4, flag: none -> (None, 4) float32",
		]);
		const analysis = analyseText(PRELUDE + program);
		const sites = functionContextsOf(analysis, functionNamed(analysis, "f")).map(({ sites }) =>
			sites.map(({ start, end }) => analysis.file.text.slice(start, end)),
		);
		assert.deepEqual(sites, [
			["f(keras.Input((3,)), 4)", "f(keras.Input((3,)), 4)"],
			["f(keras.Input((5,)), units=4)"],
		]);
	});

	it("leave out self, and know methods, static methods and nested functions", () => {
		const method = "class M:\n    def f(self, x):\n        return x\nM().f(keras.Input((3,)))\n";
		assert.deepEqual(contexts(method), ["x: (None, 3) float32 -> (None, 3) float32"]);
		const fixed = "class M:\n    @staticmethod\n    def f(x):\n        return [x, x]\nM.f(keras.Input((3,)))\n";
		assert.deepEqual(contexts(fixed), ["x: (None, 3) float32 -> [(None, 3) float32, (None, 3) float32]"]);
		const nested = "def g():\n    def f(x):\n        return (x,)\n    return f(keras.Input((3,)))\ng()\n";
		assert.deepEqual(contexts(nested), ["x: (None, 3) float32 -> ((None, 3) float32,)"]);
	});

	it("tell why what comes out is not known", () => {
		assert.deepEqual(contexts("def f(x):\n    return helper(x)\nf(keras.Input((3,)))\n"), [
			"x: (None, 3) float32 -> result of a call that is not followed",
		]);
	});

	it("are none where no tensor is about, and say whether the program makes the call", () => {
		assert.deepEqual(contexts("def f(x):\n    return x + 1\nf(2)\n"), []);
		const uncalled = "import tensorflow as tf\ndef f(x: tf.Tensor):\n    return tf.zeros((2, 3))\n";
		const analysis = analyseText(uncalled);
		const node = functionNamed(analysis, "f");
		const [context] = functionContextsOf(analysis, node);
		assert.ok(context);
		assert.equal(isCalled(node, context), false);
	});

	it("are sixteen at most", () => {
		const program = "def f(x):\n    return x\nfor n in range(1, 40):\n    f(keras.Input((n,)))\n";
		assert.equal(contexts(program).length, 16);
	});
});
