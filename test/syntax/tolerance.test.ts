import assert from "node:assert/strict";
import { parsePython } from "../../server/src/syntax/parse";
import { fixtures, fixtureText } from "./fixtures";
import { applyEdit, MUTATIONS, measureKept, seededRandom } from "./mutants";

const ROUNDS = 4;
const KINDS = ["calls", "statements"] as const;

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean shares of calls and statements kept, over the mutants of the fixtures that one edit makes. */
function meanKept(name: string): number[] {
	const mutate = MUTATIONS[name];
	assert.ok(mutate);
	const shares: Record<(typeof KINDS)[number], number[]> = { calls: [], statements: [] };
	for (const [index, fixture] of fixtures.filter(({ newline }) => newline === "\n").entries()) {
		const text = fixtureText(fixture);
		const { module } = parsePython(text);
		for (let round = 0; round < ROUNDS; round++) {
			const subject = { text, module, random: seededRandom(index * 1000 + round) };
			const edit = mutate(subject);
			if (!edit) continue;
			const counts = measureKept(subject, edit, parsePython(applyEdit(text, edit)).module);
			for (const kind of KINDS) {
				if (counts[kind].total > 0) shares[kind].push(counts[kind].kept / counts[kind].total);
			}
		}
	}
	return KINDS.map((kind) => mean(shares[kind]));
}

/** The fixtures are dense: what is lost of one long line weighs more here than in the libraries of `corpus.md`. */
describe("outside the damaged statement, 99 % is kept", () => {
	for (const [prefix, meaning] of [
		["M", "of half-typed code"],
		["H", "after other damage"],
	] as const) {
		it(meaning, () => {
			const names = Object.keys(MUTATIONS).filter((name) => name.startsWith(prefix) && name !== "M8");
			const means = names.map(meanKept).filter((shares) => !shares.some(Number.isNaN));
			for (const [index, kind] of KINDS.entries()) {
				const share = mean(means.map((shares) => shares[index] ?? 0));
				assert.ok(share >= 0.99, `${kind}: ${share}`);
			}
		});
	}

	it("even after quotes that open a long string", () => {
		const [calls = 0, statements = 0] = meanKept("M8");
		assert.ok(calls > 0.8 && statements > 0.8, `${calls} ${statements}`);
	});
});
