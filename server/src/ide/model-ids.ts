import type { Expr } from "../syntax/ast";
import type { Analysis, ModelSummary } from "./analysis";
import { nodesAt, type SyntaxNode } from "./nodes";

const known = new WeakMap<Analysis, readonly string[]>();

/**
 * What a model is known by while its program is edited: the functions and classes that it stands in, the name that it
 * is given, and a number when several have these in common, such as those of a loop. In the order of `models`.
 */
export function modelIds(analysis: Analysis): readonly string[] {
	const ids = known.get(analysis) ?? createIds(analysis);
	known.set(analysis, ids);
	return ids;
}

function createIds({ file, models }: Analysis): readonly string[] {
	const counts = new Map<string, number>();
	const names = new Map<string, string>();
	return models.map(({ origin }) => {
		const place = `${origin.start}:${origin.end}`;
		const name = names.get(place) ?? nameOfPlace(nodesAt(file.module, origin.start), origin);
		names.set(place, name);
		const count = (counts.get(name) ?? 0) + 1;
		counts.set(name, count);
		return count === 1 ? name : `${name}#${count}`;
	});
}

function nameOfPlace(nodes: readonly SyntaxNode[], origin: ModelSummary["origin"]): string {
	const names: string[] = [];
	let target = "model";
	for (const node of nodes) {
		if (node.end < origin.end) continue;
		if (node.type === "FunctionDef" || node.type === "ClassDef") names.push(node.name);
		else if (node.type === "Assign") target = nameOfTarget(node.targets[0]) ?? target;
		else if (node.type === "AnnAssign" || node.type === "NamedExpr") target = nameOfTarget(node.target) ?? target;
	}
	return [...names, target].join(".");
}

function nameOfTarget(target: Expr | undefined): string | undefined {
	if (target?.type === "Name") return target.id;
	if (target?.type !== "Attribute") return undefined;
	const owner = nameOfTarget(target.value);
	return owner === undefined ? target.attr : `${owner}.${target.attr}`;
}

/** The model with an id; absent when there is no such model any more. */
export function modelOf(analysis: Analysis, id: string): ModelSummary | undefined {
	return analysis.models[modelIds(analysis).indexOf(id)];
}
