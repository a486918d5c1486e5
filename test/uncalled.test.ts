import assert from "node:assert/strict";
import { analyseText } from "./support/analyse";
import { specOf } from "./support/project";

describe("functions that nothing calls", () => {
	it("leave their variables to the functions that they define", () => {
		const text = [
			"import keras",
			"def block(filters=4, stride=None):",
			"    if stride is None:",
			"        stride = 2",
			"    def apply():",
			"        units = filters * stride",
			"        def inner():",
			"            return keras.layers.Conv2D(units, 3, strides=stride)(keras.Input((9, 9, 3)))",
			"        return inner",
			"    return apply",
			"def other(n=5):",
			"    return keras.Input((n,))",
		];
		const analysis = analyseText(text.join("\n"));
		assert.deepEqual(analysis.findings, []);
		const call = "keras.layers.Conv2D(units, 3, strides=stride)(keras.Input((9, 9, 3)))";
		assert.equal(specOf(analysis, call), "(None, 4, 4, 8) float32");
		assert.equal(specOf(analysis, "keras.Input((n,))"), "(None, 5) float32");
	});
});
