import type { Stmt } from "../syntax/ast";

/** Whether a function body holds a `yield` of its own; nested functions, lambdas and classes do not count. */
export function containsYield(body: readonly Stmt[]): boolean {
	const answer = known.get(body) ?? body.some(nodeYields);
	known.set(body, answer);
	return answer;
}

/** Functions in loops are defined again and again. */
const known = new WeakMap<readonly Stmt[], boolean>();

const NESTED = new Set(["FunctionDef", "ClassDef", "Lambda"]);

function nodeYields(node: unknown): boolean {
	if (Array.isArray(node)) return node.some(nodeYields);
	if (typeof node !== "object" || node === null) return false;
	const type = (node as { type?: unknown }).type;
	if (type === "Yield" || type === "YieldFrom") return true;
	if (typeof type === "string" && NESTED.has(type)) return false;
	return Object.values(node).some(nodeYields);
}
