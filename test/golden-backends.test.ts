import assert from "node:assert/strict";
import { type Judged, tally, VERDICTS } from "./support/golden";
import { backendNames, judgeBackend } from "./support/golden-backends";

/** On another backend we may not know, and say nothing of what TensorFlow raises; what we say is right. */
const ALLOWED: ReadonlySet<string> = new Set(["exact", "vague", "missed"]);

/** Share of `?` among the specs of a backend. */
const MAX_VAGUE = 0.25;

const describeJudged = ({ record, verdict, ours }: Judged): string =>
	`${verdict}: ${record.code}\n   real ${JSON.stringify({ ...record, code: undefined })}\n   ours ${ours}`;

describe("Keras 3 on other backends", function () {
	this.timeout(300_000);
	for (const name of backendNames()) {
		it(`${name}: nothing wrong, and no exception that it does not raise`, () => {
			const judged = judgeBackend(name);
			const counts = tally(judged);
			console.log(`      ${VERDICTS.map((verdict) => `${verdict} ${counts[verdict]}`).join(", ")}`);
			const bad = judged.filter(({ verdict }) => !ALLOWED.has(verdict));
			assert.equal(bad.length, 0, bad.map(describeJudged).join("\n"));
			assert.ok(judged.length >= 300, `only ${judged.length} records`);
			assert.ok(counts.vague / (counts.vague + counts.exact) <= MAX_VAGUE, `${counts.vague} are vague`);
		});
	}
});
