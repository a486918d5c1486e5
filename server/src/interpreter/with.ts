import { unknownBecause, type Value } from "../domain";
import type { Expr, With } from "../syntax/ast";
import { syntheticArguments } from "./arguments";
import { assign } from "./assign";
import { type Core, NORMAL } from "./core";
import type { Completion, Scope } from "./machine";
import { originOf } from "./origin";
import { Raised } from "./signals";

/** Context managers that take the exceptions of their body: what raises inside is meant to. */
const SUPPRESSORS = /^(raises|suppress|assertRaises\w*)$/;

export function executeWith(node: With, scope: Scope, core: Core): Completion {
	let suppresses = false;
	for (const item of node.items) {
		const manager = core.evaluate(item.contextExpr, scope);
		if (SUPPRESSORS.test(calleeName(item.contextExpr)) || exitSuppresses(manager, item.contextExpr, scope, core))
			suppresses = true;
		const entered = enter(manager, item.contextExpr, scope, core);
		if (item.optionalVars) assign(item.optionalVars, entered, scope, core);
	}
	if (!suppresses) return core.execute(node.body, scope);
	core.handlers.push({ takes: () => true, maybeRaised: undefined });
	try {
		return core.execute(node.body, scope);
	} catch (signal) {
		if (signal instanceof Raised) return NORMAL;
		throw signal;
	} finally {
		core.handlers.pop();
	}
}

/** Whether `__exit__` of a user's class returns, or may return, true: exceptions of the body then end there. */
function exitSuppresses(manager: Value, node: Expr, scope: Scope, core: Core): boolean {
	if (manager.kind !== "instance" || manager.cls.kind !== "class") return false;
	const origin = originOf(node, scope);
	const exit = core.findAttribute(manager, "__exit__", origin);
	if (exit?.kind !== "method" || !exit.func) return false;
	const details = ["type", "value", "traceback"].map((name) => unknownBecause(`the ${name} of an exception`, origin));
	const { result } = core.journal.attempt(() => core.call(exit, syntheticArguments(details, origin)));
	return core.truth(result, origin) !== false;
}

function enter(manager: Value, node: Expr, scope: Scope, core: Core): Value {
	const origin = originOf(node, scope);
	if (manager.kind === "instance" && manager.cls.kind === "class") {
		const method = core.findAttribute(manager, "__enter__", origin);
		if (method?.kind === "method") return core.call(method, { positional: [], keywords: [], origin });
	}
	return unknownBecause("what a context manager gives", origin);
}

function calleeName(node: Expr): string {
	const func = node.type === "Call" ? node.func : node;
	if (func.type === "Attribute") return func.attr;
	return func.type === "Name" ? func.id : "";
}
