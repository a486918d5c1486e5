import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../server/src/domain";
import { type LibraryModel, signature, toText } from "../server/src/interpreter/api";
import type { ApplicationModel } from "../server/src/keras/applications/application";
import { APPLICATIONS } from "../server/src/keras/applications/applications";
import { type ApplicationRecord, answer, applicationFamilies, readApplications } from "./support/applications";

interface Judged {
	readonly program: string;
	/** Why our answer is wrong. */
	readonly wrong?: string;
	/** Why it is `?`, where Keras gives a model. */
	readonly vague?: string;
}

function judge(record: ApplicationRecord, letter: "a" | "b"): Judged {
	const program = record.program.join("; ");
	const ours = answer(record.program, letter, record.model?.lines !== undefined);
	if ("vague" in ours) return record.raises ? { program } : { program, vague: ours.vague };
	if ("raises" in ours) {
		const real = record.raises?.exception;
		return ours.raises === real ? { program } : { program, wrong: `raises ${ours.raises}, Keras ${real ?? "nothing"}` };
	}
	if (record.raises) return { program, wrong: `is silent, Keras raises ${record.raises.exception}` };
	try {
		assert.deepEqual(ours.model, record.model);
		const next = record.next?.map((name, index) => (ours.next[index] === "?" ? "?" : name));
		assert.deepEqual(ours.next, next);
		return { program };
	} catch (error) {
		return { program, wrong: (error as Error).message };
	}
}

const SHOWN = 10;

/** keras.applications as a whole: every builder, with the layers that it makes and the names that they get. */
describe("keras.applications, compared with real Keras", function () {
	this.timeout(120_000);
	for (const letter of ["a", "b"] as const) {
		for (const family of applicationFamilies(letter)) {
			it(`${family}, world ${letter}`, () => {
				const judged = readApplications(letter, family).map((record) => judge(record, letter));
				const bad = judged.filter(({ wrong, vague }) => wrong !== undefined || vague !== undefined);
				const text = bad.slice(0, SHOWN).map((each) => `${each.program}: ${each.wrong ?? `? (${each.vague})`}`);
				assert.equal(bad.length, 0, text.join("\n"));
			});
		}
	}
});

interface RecordedParameter {
	readonly name: string;
	readonly kind: string;
	readonly default?: string;
}

const isApplication = (model: LibraryModel): model is ApplicationModel =>
	model.kind === "function" && "signatures" in model;

describe("signatures of keras.applications", () => {
	for (const [letter, world] of [
		["a", "keras2"],
		["b", "keras3"],
	] as const satisfies readonly (readonly ["a" | "b", World])[]) {
		const path = join(__dirname, "golden", "signatures", `${letter}.json`);
		const recorded = JSON.parse(readFileSync(path, "utf8")).signatures as Readonly<
			Record<string, { readonly function: readonly RecordedParameter[] }>
		>;
		for (const model of APPLICATIONS) {
			if (!isApplication(model) || model.worlds?.includes(world) === false) continue;
			it(`${model.name} (${world}) has Keras's own arguments and defaults`, () => {
				const real = recorded[model.name]?.function ?? [];
				const named = real.filter(({ kind }) => kind !== "var_keyword");
				const ours = signature(model.signatures[world]);
				assert.deepEqual(
					ours.parameters.map((each) => `${each.name}=${each.default && toText(each.default, true)}`),
					named.map((each) => `${each.name}=${each.default}`),
				);
				assert.equal(ours.kwarg !== undefined, named.length < real.length);
			});
		}
		it(`${world} has no other`, () => {
			const known = APPLICATIONS.filter((each) => each.worlds?.includes(world) !== false).map(({ name }) => name);
			const missing = Object.keys(recorded).filter(
				(name) => name.startsWith("keras.applications.") && !known.includes(name),
			);
			assert.deepEqual(missing, []);
		});
	}
});
