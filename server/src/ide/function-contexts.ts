import type { FunctionContext } from "../interpreter/function-calls";
import type { FunctionDef, Lambda } from "../syntax/ast";
import type { Analysis } from "./analysis";

export type { CallParameter, FunctionContext } from "../interpreter/function-calls";

const known = new WeakMap<Analysis, ReadonlyMap<FunctionDef | Lambda, readonly FunctionContext[]>>();

/**
 * What a function of the file was called on and what came out: one context for all calls on the same specs, in the order of
 * the calls. Empty for functions that no tensor, layer or spec goes into or comes out of.
 */
export function functionContextsOf(analysis: Analysis, node: FunctionDef | Lambda): readonly FunctionContext[] {
	const contexts = known.get(analysis) ?? new Map(analysis.calls.map((each) => [each.node, each.contexts]));
	known.set(analysis, contexts);
	return contexts.get(node) ?? [];
}

/** Whether it is a call that the program makes, and not one of ours to see into a function that nothing calls. */
export const isCalled = (node: FunctionDef | Lambda, { sites }: FunctionContext): boolean =>
	sites.some(({ start, end }) => start !== node.start || end !== node.end);
