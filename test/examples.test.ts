import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
	analyseIn,
	errorsOf,
	letterOf,
	lineOf,
	type RecordedRaise,
	readRecord,
	standsAt,
	WORLDS,
} from "./support/records";

const EXAMPLES = join(__dirname, "..", "docs", "examples");

interface Recorded {
	readonly raises: RecordedRaise | null;
}

/** The programs under docs/examples, judged by real Keras in both worlds. */
describe("examples", () => {
	for (const name of readdirSync(EXAMPLES).filter((each) => each.endsWith(".py"))) {
		const text = readFileSync(join(EXAMPLES, name), "utf8");
		for (const world of WORLDS) {
			it(`${name} ends in ${world} as we say`, () => {
				const { raises } = readRecord<Recorded>("examples", letterOf(world), `${name.slice(0, -3)}.json`);
				const analysis = analyseIn(world, text);
				const [first] = errorsOf(analysis);
				assert.equal(first?.exception, raises?.exception);
				if (first && raises) assert(standsAt(first, analysis, text, raises.line), `not on line ${raises.line}`);
			});
		}
	}

	for (const world of WORLDS) {
		const partial = (name: string) => {
			const text = readFileSync(join(EXAMPLES, name), "utf8");
			return analyseIn(world, text, "fully-defined")
				.findings.filter(({ code }) => code === "partial-tensorspec")
				.map(({ severity, origin }) => ({
					severity,
					source: (text.split("\n")[lineOf(text, origin.start)] ?? "").trim(),
				}));
		};
		it(`where specs must be fully defined, ${world} warns of those that come from a model only`, () => {
			assert.deepEqual(partial("01-static-and-symbolic.py"), [
				{ severity: "warning", source: "features_spec = tf.TensorSpec(shape=features.shape, dtype=features.dtype)" },
			]);
			assert.deepEqual(partial("02-none-written-by-hand.py"), [
				{ severity: "warning", source: "scores_spec = tf.TensorSpec(shape=open_shape, dtype=scores.dtype)" },
			]);
			assert.deepEqual(partial("03-input-signature.py"), []);
		});
	}
});
