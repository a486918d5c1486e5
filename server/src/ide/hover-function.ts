import { printSpec, type Value } from "../domain";
import type { TracedFunction } from "../rules/traced-functions";
import type { FunctionDef } from "../syntax/ast";
import type { Analysis } from "./analysis";
import { walk } from "./nodes";

/** A `def` that a `tf.function` decorates, and where its name stands. */
interface Traced {
	readonly found: TracedFunction;
	readonly start: number;
	readonly end: number;
}

const known = new WeakMap<Analysis, ReadonlyMap<string, readonly Traced[]>>();

/** The decorated functions of the file, by name. */
function tracedByName(analysis: Analysis): ReadonlyMap<string, readonly Traced[]> {
	const had = known.get(analysis);
	if (had) return had;
	const byName = new Map<string, Traced[]>();
	if (analysis.tracedFunctions.length > 0)
		walk(analysis.file.module, (node) => {
			const traced = node.type === "FunctionDef" ? tracedOf(node, analysis) : undefined;
			if (node.type === "FunctionDef" && traced) byName.set(node.name, [...(byName.get(node.name) ?? []), traced]);
		});
	known.set(analysis, byName);
	return byName;
}

function tracedOf(node: FunctionDef, { tracedFunctions, file }: Analysis): Traced | undefined {
	const found = tracedFunctions.find(({ origin }) => node.decoratorList.some(({ start }) => start === origin.start));
	if (!found) return undefined;
	const after = Math.max(node.start, ...node.decoratorList.map(({ end }) => end));
	const start = file.text.indexOf(node.name, file.text.indexOf("def", after) + "def".length);
	return { found, start, end: start + node.name.length };
}

export interface FunctionHover {
	readonly start: number;
	readonly end: number;
	readonly code: readonly string[];
}

/** What a `tf.function` takes: at the name of its `def`, and where that name is used if it means only one. */
export function functionHoverAt(analysis: Analysis, offset: number): FunctionHover | undefined {
	const byName = tracedByName(analysis);
	for (const all of byName.values()) {
		const here = all.find(({ start, end }) => start <= offset && offset <= end);
		if (here) return { start: here.start, end: here.end, code: linesOf(here.found) };
	}
	let hover: FunctionHover | undefined;
	walk(analysis.file.module, (node) => {
		const all = node.type === "Name" && node.start <= offset && offset <= node.end ? byName.get(node.id) : undefined;
		if (all?.length === 1 && all[0]) hover = { start: node.start, end: node.end, code: linesOf(all[0].found) };
	});
	return hover;
}

const MAX_CALLS = 4;

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
