import assert from "node:assert/strict";
import { type Direction, flowOf, nextNode } from "../../client/views/moves";

type Place = readonly [id: string, x: number, y: number, inputs?: string];

function graph(places: readonly Place[], turned = false) {
	return places.map(([id, x, y, inputs = ""]) => ({
		id,
		inputs: [...inputs],
		outputs: places.filter(([, , , before = ""]) => before.includes(id)).map(([other]) => other),
		box: { x: turned ? y : x, y: turned ? x : y, width: 40, height: 20 },
	}));
}

/**
 *     a
 *    / \
 *   b   c     f
 *    \ / \
 *     d   e
 */
const PLACES: readonly Place[] = [
	["a", 100, 0],
	["b", 50, 100, "a"],
	["c", 150, 100, "a"],
	["d", 100, 200, "bc"],
	["e", 200, 200, "c"],
	["f", 300, 100],
];

describe("arrow keys in a graph", () => {
	const walk = (from: string, ...directions: readonly Direction[]): string =>
		directions.reduce((at, direction) => nextNode(graph(PLACES), at, direction) ?? "none", from);

	it("follow the edges with the flow", () => {
		assert.equal(walk("a", "down"), "b");
		assert.equal(walk("a", "down", "down"), "d");
		assert.equal(walk("d", "up"), "b");
		assert.equal(walk("e", "up"), "c");
	});

	it("go to the nearest beside, across the flow", () => {
		assert.equal(walk("b", "right"), "c");
		assert.equal(walk("c", "right"), "f");
		assert.equal(walk("f", "left"), "c");
		assert.equal(walk("d", "right"), "e");
		// Nothing is level with it: the nearest on that side.
		assert.equal(walk("a", "right"), "c");
	});

	it("stop at the ends", () => {
		for (const [from, direction] of [
			["a", "up"],
			["d", "down"],
			["f", "down"],
			["f", "right"],
		] as const)
			assert.equal(nextNode(graph(PLACES), from, direction), undefined, `${from} ${direction}`);
	});

	it("turn with the drawing", () => {
		const turned = graph(PLACES, true);
		assert.equal(flowOf(turned), "x");
		assert.equal(nextNode(turned, "a", "right"), "b");
		assert.equal(nextNode(turned, "b", "down"), "c");
	});

	it("reach every node from the first", () => {
		const nodes = graph(PLACES);
		const reached = new Set(["a"]);
		for (const id of reached)
			for (const direction of ["up", "down", "left", "right"] as const) {
				const next = nextNode(nodes, id, direction);
				if (next) reached.add(next);
			}
		assert.deepEqual([...reached].sort(), ["a", "b", "c", "d", "e", "f"]);
	});
});
