import { printSpec, type Value } from "../domain";
import type { TracedFunction } from "../rules/traced-functions";
import type { FunctionDef } from "../syntax/ast";
import type { Analysis } from "./analysis";

const MAX_CALLS = 4;

/** What a `def` that a `tf.function` decorates takes; absent for all others. */
export function tracedLines({ tracedFunctions }: Analysis, node: FunctionDef): readonly string[] | undefined {
	const found = tracedFunctions.find(({ origin }) => node.decoratorList.some(({ start }) => start === origin.start));
	return found && linesOf(found);
}

function linesOf({ name, parameters, signature, calls }: TracedFunction): readonly string[] {
	const typed = parameters.map((parameter, index) => {
		const spec = signature?.[index];
		return spec ? `${parameter}: ${printStructure(spec)}` : parameter;
	});
	const head = `tf.function ${name}(${typed.join(", ")})`;
	const traced = signature ? [] : calls.flatMap((call) => (call ? [call.map(printStructure).join(", ")] : []));
	const distinct = [...new Set(traced)].slice(0, MAX_CALLS);
	return [head, ...distinct.map((specs) => `# traced for ${specs}`)];
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
