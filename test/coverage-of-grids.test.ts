import assert from "node:assert/strict";
import { gaps } from "./support/coverage";

/** Layers that no record can call, and why. */
const NOT_CALLED: Readonly<Record<string, string>> = {
	AbstractRNNCell: "has no call of its own",
};

/** Layers whose records leave something out. This list only shrinks. */
const OPEN: Readonly<Record<"a" | "b", readonly string[]>> = { a: [], b: [] };

describe("coverage of the grids", function () {
	this.timeout(60_000);
	for (const world of ["a", "b"] as const) {
		it(`has a record of every argument, rank and dtype of every layer (world ${world})`, () => {
			const left = [...gaps(world)].filter(([name]) => !OPEN[world].includes(name) && !(name in NOT_CALLED));
			const lines = left.map(([name, each]) => `${name}: ${each?.join("; ") ?? "no record"}`);
			assert.equal(lines.length, 0, `${lines.length} layers:\n${lines.join("\n")}`);
		});

		it(`lists no layer that is covered (world ${world})`, () => {
			const covered = OPEN[world].filter((name) => !gaps(world).has(name));
			assert.deepEqual(covered, []);
		});
	}
});
