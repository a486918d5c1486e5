import assert from "node:assert/strict";
import { parsePython } from "../../server/src/syntax/parse";
import { fixtures, fixtureText } from "./fixtures";
import { applyEdit, MUTATIONS, measureKept, seededRandom } from "./mutants";

const ROUNDS = 4;

/** Mean share of nodes kept over the mutants of the fixtures that one edit makes. */
function meanKept(name: string, kind: "calls" | "statements"): number {
	const mutate = MUTATIONS[name];
	assert.ok(mutate);
	const shares: number[] = [];
	for (const [index, fixture] of fixtures.filter(({ newline }) => newline === "\n").entries()) {
		const text = fixtureText(fixture);
		const { module } = parsePython(text);
		for (let round = 0; round < ROUNDS; round++) {
			const subject = { text, module, random: seededRandom(index * 1000 + round) };
			const edit = mutate(subject);
			if (!edit) continue;
			const counts = measureKept(subject, edit, parsePython(applyEdit(text, edit)).module)[kind];
			if (counts.total > 0) shares.push(counts.kept / counts.total);
		}
	}
	return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function mean(prefix: string, kind: "calls" | "statements"): number {
	const names = Object.keys(MUTATIONS).filter((name) => name.startsWith(prefix) && name !== "M8");
	const values = names.map((name) => meanKept(name, kind)).filter((value) => !Number.isNaN(value));
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("outside the damaged statement", () => {
	for (const kind of ["calls", "statements"] as const) {
		it(`half-typed code keeps 99 % of the ${kind}`, () => assert.ok(mean("M", kind) >= 0.99, `${mean("M", kind)}`));
		it(`other damage keeps 99 % of the ${kind}`, () => assert.ok(mean("H", kind) >= 0.99, `${mean("H", kind)}`));
	}
});
