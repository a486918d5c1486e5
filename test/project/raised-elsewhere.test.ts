import assert from "node:assert/strict";
import type { Analysis } from "../../server/src/ide/analysis";
import { analyseProject } from "../support/project";

const BLOCKS = `from keras import layers

def block(x, filters):
    y = layers.Conv2D(filters, 3, padding="same")(x)
    return layers.Add()([x, y])

def twice(x, filters):
    return block(block(x, 4), filters)

class Head(layers.Layer):
    def call(self, x):
        return layers.Flatten()(x) + block(x, 9)
`;

const MAIN = "from blocks import Head, block, twice\nx = keras.Input((8, 8, 4))\n";

/** The code that each finding of the program stands under, its rule, and what its related places are. */
const findingsOf = (files: Record<string, string>): readonly (readonly [string, string, readonly string[]])[] => {
	const analysis: Analysis = analyseProject(files, "/p/main.py", { roots: ["/p"] });
	return analysis.findings.map(({ origin, code, related }) => [
		analysis.file.text.slice(origin.start, origin.end),
		code,
		related.filter(({ message }) => message.endsWith(" here")).map((each) => `${each.message}: ${each.origin.path}`),
	]);
};

describe("what raises in another file", () => {
	it("is found at the call that leads there", () => {
		assert.deepEqual(findingsOf({ "/p/blocks.py": BLOCKS, "/p/main.py": `${MAIN}block(x, 4)\nblock(x, 5)\n` }), [
			["block(x, 5)", "merge-shape-mismatch", ["raised here: /p/blocks.py"]],
		]);
	});

	it("is found at the innermost call of the program, with the calls after it", () => {
		const main = `${MAIN}def f(x):\n    return twice(x, 5)\nf(x)\n`;
		assert.deepEqual(findingsOf({ "/p/blocks.py": BLOCKS, "/p/main.py": main }), [
			[
				"twice(x, 5)",
				"merge-shape-mismatch",
				["raised here: /p/blocks.py", "called here: /p/blocks.py", "called here: /p/main.py"],
			],
		]);
	});

	it("is found at the call of a layer", () => {
		assert.deepEqual(
			findingsOf({ "/p/blocks.py": BLOCKS, "/p/main.py": `${MAIN}Head()(x)\n` }).map(([text]) => text),
			["Head()(x)"],
		);
	});

	it("is not told twice of what the other file raises by itself", () => {
		const blocks = `${BLOCKS}layers.Dense(-1)\n`;
		assert.deepEqual(findingsOf({ "/p/blocks.py": blocks, "/p/main.py": `${MAIN}block(x, 4)\n` }), []);
	});
});
