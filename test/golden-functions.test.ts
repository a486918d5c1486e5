import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Judged, tally, VERDICTS, type WorldLetter } from "./support/golden";
import { functionScores } from "./support/golden-functions";
import { functionsReport, type Score } from "./support/golden-report";
import { unknownFunctionsPage } from "./support/golden-unknown";

/** Shares of `?` where real TensorFlow gives a value, and of silence where it raises. */
const MAX_VAGUE = 0.01;
const MAX_MISSED = 0.003;

/** Expressions that we say raise another exception than the real one, and why. The list only shrinks. */
const OF_ANOTHER_CLASS: ReadonlyMap<string, string> = new Map([
	[
		"(lambda m: m(np.float32(3)))(keras.Sequential([keras.Input((4,)), layers.Dense(2)]))",
		"a Sequential of Keras 2 writes its mask on what it is called on, which a scalar of NumPy refuses",
	],
]);

const describeJudged = ({ record, verdict, ours }: Judged): string =>
	`${verdict}: ${record.code}\n   real ${JSON.stringify(record.raises ?? record.spec ?? record.specs ?? record.value)}\n   ours ${ours}`;

describe("tf.* and tf.keras.backend.* against real Keras", function () {
	this.timeout(300_000);
	const scores: Record<WorldLetter, readonly Score[]> = { a: [], b: [] };

	for (const world of ["a", "b"] satisfies readonly WorldLetter[]) {
		describe(`world ${world}`, () => {
			const judged: Judged[] = [];

			before(() => {
				scores[world] = functionScores(world);
				judged.push(...scores[world].flatMap((each) => each.judged));
			});

			it("has no wrong value and no wrong verdict", () => {
				const isKnown = ({ record, verdict }: Judged): boolean =>
					verdict === "wrong-class" && OF_ANOTHER_CLASS.has(record.code);
				const bad = judged.filter((each) => !["exact", "vague", "missed"].includes(each.verdict) && !isKnown(each));
				assert.equal(bad.length, 0, `${bad.length} differ:\n${bad.slice(0, 20).map(describeJudged).join("\n")}`);
			});

			it("knows most of what Keras knows", () => {
				const counts = tally(judged);
				console.log(`      ${VERDICTS.map((verdict) => `${verdict} ${counts[verdict]}`).join(", ")}`);
				assert.ok(judged.length > 35_000, `only ${judged.length} records`);
				assert.ok(counts.vague / judged.length <= MAX_VAGUE);
				assert.ok(counts.missed / judged.length <= MAX_MISSED);
			});
		});
	}

	describe("pages", () => {
		it("has its pages in docs/tensorflow", () => {
			const written = (name: string): string => readFileSync(join(__dirname, "..", "docs", "tensorflow", name), "utf8");
			assert.equal(written("README.md"), functionsReport(scores), "stale: run npm run report");
			assert.equal(written("unknown.md"), unknownFunctionsPage(scores), "stale: run npm run report");
		});
	});
});
