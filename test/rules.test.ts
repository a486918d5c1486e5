import assert from "node:assert/strict";
import { RULES } from "../server/src/rules/index.generated";
import type { Rule } from "../server/src/rules/rule";
import {
	analyseIn,
	applyEdits,
	errorsOf,
	letterOf,
	lineOf,
	type RecordedRaise,
	readRecord,
	standsAt,
	WORLDS,
} from "./support/records";

type Records = Readonly<Record<string, Readonly<Record<"bad" | "good", { readonly raises: RecordedRaise | null }>>>>;

/** Every rule's samples, judged by real Keras, and every fix, applied. */
describe("rules", () => {
	for (const world of WORLDS) {
		describe(world, () => {
			const records = readRecord<Records>("rules", `${letterOf(world)}.json`);
			for (const rule of RULES.filter(({ worlds }) => !worlds || worlds.includes(world))) {
				const recorded = records[rule.code];
				it(`${rule.code}: the bad sample is found as real Keras raises`, () => {
					assert(recorded, "the oracle has not judged this rule");
					const analysis = analyseIn(world, rule.bad);
					const [finding] = analysis.findings;
					assert.equal(analysis.findings.length, 1, "one mistake makes one finding");
					assert(finding);
					assert.equal(finding.code, rule.code);
					assert.equal(finding.exception, recorded.bad.raises?.exception);
					const line = recorded.bad.raises?.line;
					if (line !== undefined) assert(standsAt(finding, analysis, rule.bad, line), `not on line ${line}`);
				});
				it(`${rule.code}: the good sample is silent, as real Keras is`, () => {
					assert.equal(recorded?.good.raises, null);
					assert.deepEqual(
						analyseIn(world, rule.good).findings.map(({ code, message }) => `${code}: ${message}`),
						[],
					);
				});
				it(`${rule.code}: fixes remove the finding`, () => checkFixes(rule, world));
			}
		});
	}
});

function checkFixes(rule: Rule, world: "keras2" | "keras3"): void {
	const [finding] = errorsOf(analyseIn(world, rule.bad));
	assert(!rule.fix || (finding && finding.fixes.length > 0) || OFTEN_WITHOUT.has(rule.code), "the sample shows no fix");
	for (const fix of finding?.fixes ?? []) {
		const mended = applyEdits(rule.bad, fix.edits);
		const left = analyseIn(world, mended).findings.map(
			({ code, origin }) => `${code} on line ${lineOf(mended, origin.start)}`,
		);
		assert.deepEqual(left, [], `after "${fix.title}":\n${mended}`);
	}
}

/** Rules whose fix is for a part of what they find. */
const OFTEN_WITHOUT = new Set<string>(["invalid-layer-argument"]);
