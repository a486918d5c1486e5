import assert from "node:assert/strict";
import { type Judged, tally, VERDICTS, type WorldLetter } from "./support/golden";
import { functionFamilies, judgeFunctions } from "./support/golden-functions";

/** Shares of `?` where real Keras gives a value, and of silence where it raises. */
const MAX_VAGUE = 0.055;
const MAX_MISSED = 0.012;

const describeJudged = ({ record, verdict, ours }: Judged): string =>
	`${verdict}: ${record.code}\n   real ${JSON.stringify(record.raises ?? record.spec ?? record.specs ?? record.value)}\n   ours ${ours}`;

describe("tf.* and tf.keras.backend.* against real Keras", function () {
	this.timeout(300_000);

	for (const world of ["a", "b"] satisfies readonly WorldLetter[]) {
		describe(`world ${world}`, () => {
			const judged: Judged[] = [];

			before(() => {
				for (const family of functionFamilies(world)) judged.push(...judgeFunctions(world, family));
			});

			it("has no wrong value and no wrong verdict", () => {
				const bad = judged.filter(({ verdict }) => !["exact", "vague", "missed"].includes(verdict));
				assert.equal(bad.length, 0, `${bad.length} differ:\n${bad.slice(0, 20).map(describeJudged).join("\n")}`);
			});

			it("knows most of what Keras knows", () => {
				const counts = tally(judged);
				console.log(`      ${VERDICTS.map((verdict) => `${verdict} ${counts[verdict]}`).join(", ")}`);
				assert.ok(judged.length > 4000, `only ${judged.length} records`);
				assert.ok(counts.vague / judged.length <= MAX_VAGUE);
				assert.ok(counts.missed / judged.length <= MAX_MISSED);
			});
		});
	}
});
