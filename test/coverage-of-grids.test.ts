import assert from "node:assert/strict";
import { gaps } from "./support/coverage";

/** Layers whose records cannot be like those of the others, and why. */
const NOT_CALLED: Readonly<Record<string, string>> = {
	AbstractRNNCell: "a base class, which has no call",
	DenseFeatures: "takes a dict of features for feature columns",
	FlaxLayer: "wraps a module of flax",
	InputLayer: "is not called; its arguments are asked of keras.Input",
	JaxLayer: "wraps a function of jax",
	TFSMLayer: "loads a model from the disk",
	TorchModuleWrapper: "wraps a module of torch",
};

/** Layers whose records still leave something out, by world. These lists only shrink. */
const OPEN: Readonly<Record<"a" | "b", readonly string[]>> = {
	a: [],
	b: [],
};

describe("coverage of the grids", function () {
	this.timeout(60_000);
	for (const world of ["a", "b"] as const) {
		it(`has a record of every argument, rank and dtype of every layer (world ${world})`, () => {
			const left = [...gaps(world)].filter(([name]) => !OPEN[world].includes(name) && !(name in NOT_CALLED));
			const lines = left.map(([name, each]) => `${name}: ${each?.join("; ") ?? "no record"}`);
			assert.equal(lines.length, 0, `${lines.length} layers:\n${lines.join("\n")}`);
		});

		it(`lists no layer that is covered (world ${world})`, () => {
			const left = gaps(world);
			const covered = OPEN[world].filter((name) => !left.has(name));
			assert.deepEqual(covered, []);
		});
	}
});
