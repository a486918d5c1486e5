import assert from "node:assert/strict";
import type { World } from "../server/src/domain";
import { RULES } from "../server/src/rules/index.generated";
import { OPS_TABLE } from "../server/src/rules/ops-table";
import type { Rule, Sample } from "../server/src/rules/rule";
import { convertCall } from "./support/convert-call";
import { OPS_CALLS } from "./support/ops-calls";
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
	assert(
		!rule.fix || (finding && finding.fixes.length > 0) || rule.samples || OFTEN_WITHOUT.has(rule.code),
		"the sample shows no fix",
	);
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

/** Every quick fix that a rule shows: real Keras judges the program before and after. */
describe("samples of fixes", () => {
	for (const world of WORLDS) {
		const records = readRecord<Records>("rules", `${letterOf(world)}.json`);
		for (const { rule, sample } of samplesIn(world)) {
			it(`${rule.code}: ${sample.what} (${world})`, () => {
				const recorded = records[`${rule.code}: ${sample.what}`];
				assert(recorded, "the oracle has not judged this sample");
				const analysis = analyseIn(world, sample.bad);
				const [finding, ...others] = errorsOf(analysis);
				assert.deepEqual(
					others.map(({ message }) => message),
					[],
					"one mistake makes one finding",
				);
				assert.equal(finding?.code, rule.code);
				assert.equal(finding.exception, recorded.bad.raises?.exception);
				const mended = finding.fixes.map((fix) => applyEdits(sample.bad, fix.edits));
				assert(mended.includes(sample.good), `the fixes make:\n${mended.join("\n")}`);
				assert.equal(recorded.good.raises, null);
				assert.deepEqual(errorsOf(analyseIn(world, sample.good)), []);
			});
		}
	}
});

function samplesIn(world: World): readonly { readonly rule: Rule; readonly sample: Sample }[] {
	return RULES.flatMap((rule) =>
		(rule.samples ?? [])
			.filter((sample) => (sample.worlds ?? rule.worlds ?? WORLDS).includes(world))
			.map((sample) => ({ rule, sample })),
	);
}

/** What the quick fix makes of a call gives the same values and dtypes, and the same shape on KerasTensors. */
describe("the table of operations", () => {
	const { differences } = readRecord<
		Record<"ops-table", { readonly differences: Readonly<Record<string, string | null>> }>
	>("rules", "b.json")["ops-table"];

	it("gives what TensorFlow's functions give", () => {
		const odd = Object.entries(differences).filter(
			([, difference]) => difference !== null && !OTHER_INT.test(difference),
		);
		assert.deepEqual(odd, []);
	});

	it("is asked entry by entry", () => {
		const names = OPS_CALLS.map((call) => call.slice(0, call.indexOf("(")));
		const asked = new Set(names.map((name) => name.replace(/^K\./, "keras.backend.").replace(/^tf\./, "")));
		assert.deepEqual(
			Object.keys(OPS_TABLE).filter((name) => !asked.has(name)),
			[],
		);
		for (const call of OPS_CALLS) assert(call in differences && convertCall(call, "keras"), `${call} is not judged`);
	});
});

/** Positions are int32 in Keras; the fix says so. */
const OTHER_INT = /^int64 and int32$/;

interface Mended {
	readonly what: string;
	readonly world: World;
	readonly bad: string;
	readonly good: string;
}

/** One line each, after the imports: how it is mended. */
const MENDED: readonly Mended[] = [
	{
		what: "from_tensor with a name",
		world: "keras3",
		bad: "s = tf.TensorSpec.from_tensor(x, name='a')",
		good: "s = tf.TensorSpec(x.shape, x.dtype, name='a')",
	},
	{
		what: "type_spec_from_value",
		world: "keras2",
		bad: "s = tf.type_spec_from_value(x)",
		good: "s = tf.TensorSpec(x.shape, x.dtype)",
	},
	{
		what: "a KerasTensor as a shape",
		world: "keras3",
		bad: "s = tf.TensorSpec(shape=x, dtype=x.dtype)",
		good: "s = tf.TensorSpec(shape=x.shape, dtype=x.dtype)",
	},
	{
		what: "-1 for an open size",
		world: "keras3",
		bad: "s = tf.TensorSpec(shape=[-1, 28, -1])",
		good: "s = tf.TensorSpec(shape=[None, 28, None])",
	},
	{
		what: "a division in a shape",
		world: "keras2",
		bad: "s = tf.TensorSpec((56 / 2, 28))",
		good: "s = tf.TensorSpec((56 // 2, 28))",
	},
	{
		what: "a division in an argument",
		world: "keras3",
		bad: "y = keras.layers.Dense(64 / 4)(x)",
		good: "y = keras.layers.Dense(64 // 4)(x)",
	},
	{
		what: "a list and a shape",
		world: "keras3",
		bad: "s = tf.TensorSpec([4] + x.shape[1:], x.dtype)",
		good: "s = tf.TensorSpec([4] + list(x.shape[1:]), x.dtype)",
	},
	{ what: "a shape and a list", world: "keras3", bad: "s = x.shape + [3]", good: "s = list(x.shape) + [3]" },
	{ what: "the rank of a shape", world: "keras3", bad: "r = x.shape.rank + 1", good: "r = len(x.shape) + 1" },
	{
		what: "as_list() of a slice",
		world: "keras3",
		bad: "s = [4] + x.shape[1:].as_list()",
		good: "s = [4] + list(x.shape[1:])",
	},
	{
		what: "a function of TensorFlow",
		world: "keras3",
		bad: "y = tf.concat([x, x], axis=-1)",
		good: "y = keras.ops.concatenate([x, x], axis=-1)",
	},
];

describe("fixes", () => {
	const prelude = "import keras\nimport tensorflow as tf\n\nx = keras.Input((28, 28), batch_size=4)\n";
	for (const { what, world, bad, good } of MENDED) {
		it(what, () => {
			const [finding, ...others] = errorsOf(analyseIn(world, `${prelude}${bad}\n`));
			assert.deepEqual(others, []);
			const [fix] = finding?.fixes ?? [];
			assert(finding && fix, "there is no fix");
			assert.equal(applyEdits(`${prelude}${bad}\n`, fix.edits), `${prelude}${good}\n`);
			assert.deepEqual(errorsOf(analyseIn(world, `${prelude}${good}\n`)), []);
		});
	}
});
