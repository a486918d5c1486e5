import assert from "node:assert/strict";
import { type Judged, tally, VERDICTS } from "./support/golden";
import { judgeOp, opNames } from "./support/golden-ops";

/** Share of `?` among all records. */
const MAX_VAGUE = 0.01;

const describeJudged = ({ record, verdict, ours }: Judged): string =>
	`${verdict}: ${record.code}\n   real ${JSON.stringify(record.raises ?? record.spec ?? record.specs ?? record.value)}\n   ours ${ours}`;

describe("keras.ops and keras.random against real Keras", function () {
	this.timeout(300_000);
	const judged: Judged[] = [];

	before(() => {
		for (const name of opNames()) judged.push(...judgeOp(name));
	});

	it("has no wrong spec and no wrong verdict", () => {
		const bad = judged.filter(({ verdict }) => verdict !== "exact" && verdict !== "vague");
		assert.equal(bad.length, 0, `${bad.length} differ:\n${bad.slice(0, 20).map(describeJudged).join("\n")}`);
	});

	it("knows nearly all that Keras knows", () => {
		const counts = tally(judged);
		console.log(`      ${VERDICTS.map((verdict) => `${verdict} ${counts[verdict]}`).join(", ")}`);
		assert.ok(judged.length >= 9000, `only ${judged.length} records`);
		assert.ok(counts.vague / judged.length <= MAX_VAGUE, `${counts.vague} are vague`);
	});
});
