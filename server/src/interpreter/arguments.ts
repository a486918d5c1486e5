import type { Origin, Reason, Value } from "../domain";
import type { Call } from "../syntax/ast";
import { dictFrom } from "./collections";
import type { Argument, CallArguments, KeywordArgument, Machine, Scope } from "./machine";
import { originOf } from "./origin";

/** Evaluates the arguments of a call, left to right, with `*` and `**` spread as far as their content is known. */
export function evaluateArguments(node: Call, scope: Scope, machine: Machine): CallArguments {
	const positional: Argument[] = [];
	const keywords: KeywordArgument[] = [];
	let open: Reason | undefined;
	for (const arg of node.args) {
		const origin = originOf(arg, scope);
		if (arg.type !== "Starred") {
			positional.push({ value: machine.evaluate(arg, scope), origin });
			continue;
		}
		const items = machine.iterate(machine.evaluate(arg.value, scope), origin);
		if (items) positional.push(...items.map((value) => ({ value, origin })));
		else open = { text: "`*` of a value that is not known", origin };
	}
	for (const keyword of node.keywords) {
		const origin = originOf(keyword, scope);
		const value = machine.evaluate(keyword.value, scope);
		if (keyword.arg !== undefined) keywords.push({ name: keyword.arg, value, origin });
		else if (!spreadMapping(value, origin, keywords, machine))
			open = { text: "`**` of a value that is not known", origin };
	}
	return { positional, keywords, open, origin: originOf(node, scope) };
}

function spreadMapping(written: Value, origin: Origin, keywords: KeywordArgument[], machine: Machine): boolean {
	const value = asDict(written, origin, machine);
	if (value.kind !== "dict" || !value.entries) return false;
	for (const entry of value.entries.values()) {
		if (entry.key.kind !== "str" || entry.key.value === undefined) return false;
		keywords.push({ name: entry.key.value, value: entry.value, origin });
	}
	return true;
}

/** Whatever has `keys` and items can be spread as a dict. */
function asDict(value: Value, origin: Origin, machine: Machine): Value {
	if (value.kind !== "instance") return value;
	const method = machine.findAttribute(value, "keys", origin);
	if (method?.kind !== "method") return value;
	const keys = machine.iterate(machine.call(method, syntheticArguments([], origin)), origin);
	return keys ? dictFrom(keys.map((key) => [key, machine.getItem(value, key, origin)] as const)) : value;
}

/** Arguments made by a model rather than written by the user. */
export function syntheticArguments(values: readonly Value[], origin: Origin): CallArguments {
	return { positional: values.map((value) => ({ value, origin })), keywords: [], origin };
}
