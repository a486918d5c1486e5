import type { FunctionValue } from "../domain";
import type { Expr, Stmt } from "../syntax/ast";
import type { UserCode } from "./machine";

/** Whether some code holds a `yield` of its own; nested functions, lambdas and classes do not count. */
export function containsYield(code: readonly Stmt[] | Stmt | Expr): boolean {
	const answer = known.get(code) ?? nodeYields(code);
	known.set(code, answer);
	return answer;
}

/** Functions in loops are defined again and again. */
const known = new WeakMap<object, boolean>();

const NESTED = new Set(["FunctionDef", "ClassDef", "Lambda"]);

function nodeYields(node: unknown): boolean {
	if (Array.isArray(node)) return node.some(nodeYields);
	if (typeof node !== "object" || node === null) return false;
	const type = (node as { type?: unknown }).type;
	if (type === "Yield" || type === "YieldFrom") return true;
	if (typeof type === "string" && NESTED.has(type)) return false;
	return Object.values(node).some(nodeYields);
}

/** Whether a generator function holds a `try` with `except` clauses around one of its `yield`s. */
export function handlesItsYield(func: FunctionValue): boolean {
	const { node } = func.code as UserCode;
	return node.type === "FunctionDef" && node.body.some(mayHandle);
}

function mayHandle(node: unknown): boolean {
	if (Array.isArray(node)) return node.some(mayHandle);
	if (typeof node !== "object" || node === null) return false;
	const { type, handlers, body } = node as { type?: unknown; handlers?: readonly unknown[]; body?: readonly Stmt[] };
	if (typeof type === "string" && NESTED.has(type)) return false;
	if (type === "Try" && handlers && handlers.length > 0 && body && containsYield(body)) return true;
	return Object.values(node).some(mayHandle);
}
