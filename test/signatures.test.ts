import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../server/src/domain";
import { type Parameter, signature, toText } from "../server/src/interpreter/api";
import { LAYER_MODELS } from "../server/src/keras/layers/index.generated";

interface RecordedParameter {
	readonly name: string;
	readonly kind: string;
	readonly default?: string;
}

interface Recorded {
	readonly constructor: readonly RecordedParameter[];
	readonly call?: readonly RecordedParameter[] | undefined;
}

const readSignatures = (letter: "a" | "b"): Readonly<Record<string, Recorded | null>> =>
	JSON.parse(readFileSync(join(__dirname, "golden", "signatures", `${letter}.json`), "utf8")).signatures;

const isVariadic = ({ kind }: RecordedParameter): boolean => kind === "var_positional" || kind === "var_keyword";

/** `name=default`, as far as a default is a literal. */
const printReal = (parameter: RecordedParameter): string =>
	parameter.default === undefined ? parameter.name : `${parameter.name}=${literal(parameter.default)}`;

/** Defaults that are objects (sentinels, functions) have no literal to compare with. */
const literal = (text: string): string => (text.startsWith("<") ? "…" : text.replace(/^(-?\d+)\.$/, "$1.0"));

function printOurs(parameter: Parameter, real: RecordedParameter | undefined): string {
	if (!parameter.default) return parameter.name;
	const isObject = real?.default?.startsWith("<") === true;
	return `${parameter.name}=${isObject ? "…" : (toText(parameter.default, true) ?? real?.default ?? "?")}`;
}

describe("signatures", () => {
	for (const [letter, world] of [
		["a", "keras2"],
		["b", "keras3"],
	] as const satisfies readonly (readonly ["a" | "b", World])[]) {
		const recorded = readSignatures(letter);
		for (const model of LAYER_MODELS) {
			if (model.kind !== "class" || !model.signatures) continue;
			const real = recorded[model.name];
			if (!real || !Array.isArray(real.constructor)) continue;
			const ours = signature(model.signatures[world]);
			const called = model.methodSignatures?.call;
			if (called && Array.isArray(real.call) && (model.worlds ?? [world]).includes(world)) {
				it(`${model.name} (${world}) has Keras's own arguments of call`, () => {
					const names = real.call?.filter((each) => !isVariadic(each)).map(({ name }) => name);
					assert.deepEqual(
						signature(called[world]).parameters.map(({ name }) => name),
						names,
					);
				});
			}
			it(`${model.name} (${world}) has Keras's own arguments and defaults`, () => {
				const named = real.constructor.filter((each) => !isVariadic(each));
				// What Keras takes out of `**kwargs` stands behind its named arguments in ours.
				const takesMore = real.constructor.some((each) => each.kind === "var_keyword");
				const compared = takesMore ? ours.parameters.slice(0, named.length) : ours.parameters;
				assert.deepEqual(
					compared.map((each) =>
						printOurs(
							each,
							named.find((one) => one.name === each.name),
						),
					),
					named.map(printReal),
				);
			});
		}
	}
});
