import assert from "node:assert/strict";
import { type Judged, tally, type Verdict } from "./support/golden";
import { judgeUnchanged, judgeVersion, readVersions } from "./support/golden-versions";

/** Every how many records that the newest Keras answers alike one is judged, from another one on for each version. */
const EVERY = 40;
/** Every how many answers that differ. */
const EVERY_CHANGED = 4;

/**
 * Shares of the answers that differ which may yet be judged so: what is left are odd arguments, and what TensorFlow of
 * that time said. No version may get worse.
 */
const MOST_CHANGED: Partial<Record<Verdict, number>> = {
	wrong: 0.001,
	"false-alarm": 0,
	"wrong-class": 0.018,
	missed: 0.05,
	vague: 0.022,
};
/** The same of answers that are those of the newest Keras. */
const MOST_UNCHANGED: Partial<Record<Verdict, number>> = {
	wrong: 0,
	"false-alarm": 0.002,
	"wrong-class": 0.004,
	missed: 0.004,
	vague: 0.02,
};

const show = ({ record, verdict, ours }: Judged): string =>
	`${verdict}: ${record.code}\n   real ${JSON.stringify(record.raises ?? record.spec ?? record.specs ?? record.value)}\n   ours ${ours}`;

function assertShares(judged: readonly Judged[], most: Partial<Record<Verdict, number>>): void {
	const counts = tally(judged);
	assert.equal(counts.crash, 0);
	for (const [verdict, share] of Object.entries(most) as [Verdict, number][]) {
		const bad = judged.filter((each) => each.verdict === verdict);
		// One is allowed of the rare ones, of which a share is less than one.
		const limit = share === 0 ? 0 : Math.max(1, Math.ceil(share * judged.length));
		assert.ok(bad.length <= limit, `${bad.length} ${verdict}, not ${limit}:\n${bad.slice(0, 10).map(show).join("\n")}`);
	}
}

describe("records of earlier versions of Keras", function () {
	this.timeout(120_000);

	for (const world of ["a", "b"] as const) {
		const { versions } = readVersions(world);

		it(`are there for world ${world}`, () => {
			assert.ok(versions.length >= (world === "a" ? 3 : 15), versions.join(", "));
		});

		for (const [at, version] of versions.entries()) {
			it(`Keras ${version}: what it answers otherwise than the newest`, () => {
				assertShares(judgeVersion(world, version, [], { every: EVERY_CHANGED, start: at }), MOST_CHANGED);
			});

			it(`Keras ${version}: what it answers as the newest does`, () => {
				assertShares(judgeUnchanged(world, version, EVERY, at * 7), MOST_UNCHANGED);
			});
		}
	}
});
