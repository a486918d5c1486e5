import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Judged, WorldLetter } from "./support/golden";
import { report, type Score, scoresOf, specCount, totalOf } from "./support/golden-report";
import { unknownPage } from "./support/golden-unknown";
import { KNOWN_DIFFERENCES } from "./support/known-differences";

/** Share of `?` where real Keras gives a spec. */
const MAX_VAGUE = 0.005;

const describeJudged = ({ record, verdict, ours }: Judged): string =>
	`${verdict}: ${record.code}\n   real ${JSON.stringify(record.raises ?? record.spec ?? record.specs ?? record.value)}\n   ours ${ours}`;

describe("records of real Keras", function () {
	this.timeout(300_000);
	const byWorld: Partial<Record<WorldLetter, readonly Score[]>> = {};
	const differing = (world: WorldLetter): readonly Judged[] =>
		(byWorld[world] ?? []).flatMap(({ judged }) =>
			judged.filter(({ verdict }) => verdict !== "exact" && verdict !== "vague"),
		);
	const isKnown = (world: WorldLetter, code: string): boolean => code in KNOWN_DIFFERENCES[world];

	for (const world of ["a", "b"] as const) {
		describe(`world ${world}`, () => {
			before(() => {
				byWorld[world] = scoresOf(world);
			});

			it("has at least 5,000 layer records", () => {
				const count = (byWorld[world] ?? []).reduce((sum, { judged }) => sum + judged.length, 0);
				assert.ok(count >= 5000, `only ${count}`);
			});

			it("has no wrong spec and no wrong verdict", () => {
				const bad = differing(world).filter(
					({ record, verdict }) => verdict !== "missed" || !isKnown(world, record.code),
				);
				assert.equal(bad.length, 0, `${bad.length} differ:\n${bad.slice(0, 20).map(describeJudged).join("\n")}`);
			});

			it("lists no difference that is gone", () => {
				const codes = new Set(differing(world).map(({ record }) => record.code));
				assert.deepEqual(
					Object.keys(KNOWN_DIFFERENCES[world]).filter((code) => !codes.has(code)),
					[],
				);
			});

			it("says ? for at most 0.5 % of what Keras knows", () => {
				const scores = byWorld[world] ?? [];
				const share = totalOf(scores).vague / specCount(scores);
				console.log(`      ${(100 * share).toFixed(2)} % vague of ${specCount(scores)} specs`);
				assert.ok(share <= MAX_VAGUE, `${(100 * share).toFixed(2)} %`);
			});
		});
	}

	// A suite of its own: mocha runs tests before the suites beside them.
	describe("the committed table", () => {
		it("is the one that these records give", () => {
			const page = readFileSync(join(__dirname, "..", "docs", "layers", "README.md"), "utf8");
			assert.equal(page, report({ a: byWorld.a ?? [], b: byWorld.b ?? [] }), "stale: run npm run report");
			const unknown = readFileSync(join(__dirname, "..", "docs", "layers", "unknown.md"), "utf8");
			assert.equal(unknown, unknownPage({ a: byWorld.a ?? [], b: byWorld.b ?? [] }), "stale: run npm run report");
		});
	});
});
