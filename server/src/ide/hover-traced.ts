import { printSpec, type Value } from "../domain";
import type { TracedFunction } from "../rules/traced-functions";
import type { FunctionDef } from "../syntax/ast";
import type { Analysis } from "./analysis";

/** The `tf.function` that decorates a `def`; absent for all others. */
export const tracedFunctionAt = ({ tracedFunctions }: Analysis, node: FunctionDef): TracedFunction | undefined =>
	tracedFunctions.find(({ origin }) => node.decoratorList.some(({ start }) => start === origin.start));

/** What a signature says, which is all that the function is ever traced for. */
export function signedHead({ name, parameters, signature }: TracedFunction): string {
	const typed = parameters.map((parameter, index) => {
		const spec = signature?.[index];
		return spec ? `${parameter}: ${printStructure(spec)}` : parameter;
	});
	return `tf.function ${name}(${typed.join(", ")})`;
}

/** Specs as hovers show them; what is no spec is a constant of the trace. */
function printStructure(value: Value): string {
	if (value.kind === "typespec") return printSpec(value.spec);
	if (value.kind === "list") return `[${(value.items ?? []).map(printStructure).join(", ")}]`;
	if (value.kind === "tuple") return `(${value.items.map(printStructure).join(", ")})`;
	if (value.kind !== "dict") return "constant";
	const parts = [...(value.entries?.values() ?? [])].map(({ key, value: each }) => {
		const name = key.kind === "str" ? JSON.stringify(key.value ?? "") : "?";
		return `${name}: ${printStructure(each)}`;
	});
	return `{${parts.join(", ")}}`;
}
