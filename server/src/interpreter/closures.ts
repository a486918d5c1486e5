import type { Value } from "../domain";
import { userCode } from "./functions";
import { holderOf } from "./scope";

/** Names in a subtree, in the order in which they are written. */
function namesIn(node: unknown, found: Set<string> = new Set()): ReadonlySet<string> {
	if (Array.isArray(node)) for (const each of node) namesIn(each, found);
	else if (typeof node === "object" && node !== null) {
		const { type, id } = node as { readonly type?: string; readonly id?: string };
		if (type === "Name" && id !== undefined) found.add(id);
		for (const each of Object.values(node)) namesIn(each, found);
	}
	return found;
}

/** The variables of the scopes around it that a lambda uses, with what they hold; none for other functions. */
export function capturedBy(func: Value): readonly (readonly [string, Value])[] {
	if (func.kind !== "function") return [];
	const { node, args, scope } = userCode(func);
	if (node.type !== "Lambda") return [];
	const own = new Set([...args.posonlyargs, ...args.args, ...args.kwonlyargs].map((each) => each.arg));
	return [...namesIn(node.body)].flatMap((name) => {
		const value = own.has(name) ? undefined : holderOf(scope, name)?.vars.get(name);
		return value ? [[name, value] as const] : [];
	});
}
