import { type MethodValue, NONE, type Origin, unknownBecause, type Value } from "../domain";
import type { Expr, With, WithItem } from "../syntax/ast";
import { syntheticArguments } from "./arguments";
import { assign } from "./assign";
import { libraryBase } from "./classes";
import { type Core, type Handler, NORMAL } from "./core";
import { exceptionClass } from "./exceptions";
import type { Completion, Scope } from "./machine";
import { originOf } from "./origin";
import { Raised } from "./signals";

/** Context managers that take the exceptions of their body: what raises inside is meant to. */
const SUPPRESSORS = /^(raises|assertRaises\w*)$/;

/** A context manager whose `__enter__` was called. */
export interface Entered {
	readonly manager: Value;
	readonly origin: Origin;
	/** Takes, or may take, exceptions of its body. */
	readonly handler: Handler | undefined;
}

export function executeWith(node: With, scope: Scope, core: Core): Completion {
	return executeItems(node, 0, scope, core);
}

function executeItems(node: With, index: number, scope: Scope, core: Core): Completion {
	const item = node.items[index];
	if (!item) return core.execute(node.body, scope);
	const entered = enterManager(item, scope, core);
	const body = () => executeItems(node, index + 1, scope, core);
	return entered.handler ? runSuppressed(entered, entered.handler, body, core) : runPlainly(entered, body, core);
}

function runPlainly(entered: Entered, body: () => Completion, core: Core): Completion {
	let completion: Completion;
	try {
		completion = body();
	} catch (signal) {
		if (signal instanceof Raised) leaveManager(entered, signal, core);
		throw signal;
	}
	leaveManager(entered, undefined, core);
	return completion;
}

/** What stands behind something that may raise was perhaps not run. */
function runSuppressed(entered: Entered, handler: Handler, body: () => Completion, core: Core): Completion {
	const unknownBefore = core.unknownCalls;
	core.handlers.push(handler);
	const { result, writes } = core.journal.attempt((): Completion | Raised => {
		try {
			return body();
		} catch (signal) {
			if (signal instanceof Raised) return signal;
			throw signal;
		} finally {
			core.handlers.splice(core.handlers.lastIndexOf(handler), 1);
		}
	});
	const undecided = handler.maybeRaised !== undefined || core.unknownCalls !== unknownBefore;
	core.journal.merge(undecided ? [new Map(), writes] : [writes]);
	if (!(result instanceof Raised)) {
		leaveManager(entered, undefined, core);
		return result;
	}
	return leaveManager(entered, result, core) === false ? raiseAgain(result, core) : NORMAL;
}

/** An exception that nobody takes after all; one that a model predicted is reported, and the program goes on. */
export function raiseAgain(raised: Raised, core: Core): Completion {
	if (!raised.problem) throw raised;
	core.report(raised.problem, raised.problem.origin);
	return NORMAL;
}

/** Evaluates and enters a manager and binds what it gives. */
export function enterManager(item: WithItem, scope: Scope, core: Core): Entered {
	const origin = originOf(item.contextExpr, scope);
	const manager = core.evaluate(item.contextExpr, scope);
	const takes = takenBy(manager, item.contextExpr, origin, core);
	const value = enter(manager, origin, core);
	if (item.optionalVars) assign(item.optionalVars, value, scope, core);
	return { manager, origin, handler: takes && { takes, maybeRaised: undefined } };
}

/** Which exceptions `__exit__` takes, or may take; absent when none. */
function takenBy(manager: Value, node: Expr, origin: Origin, core: Core): Handler["takes"] | undefined {
	if (SUPPRESSORS.test(calleeName(node))) return () => true;
	const exit = method(manager, "__exit__", origin, core);
	if (exit?.kind !== "method" || manager.kind !== "instance") return undefined;
	const model = libraryBase(manager.cls, core)?.model;
	if (!exit.func) return model?.takes?.(manager);
	const details = ["type", "value", "traceback"].map((name) => unknownBecause(`the ${name} of an exception`, origin));
	const { result } = core.journal.attempt(() => core.call(exit, syntheticArguments(details, origin)));
	return core.truth(result, origin) === false ? undefined : () => true;
}

/** Calls `__exit__`: whether it takes the exception. */
export function leaveManager(
	{ manager, origin }: Entered,
	raised: Raised | undefined,
	core: Core,
): boolean | undefined {
	const exit = method(manager, "__exit__", origin, core);
	if (!exit) return undefined;
	const details = raised
		? [exceptionClass(raised, core), raised.value ?? unknownBecause("an exception"), unknownBecause("a traceback")]
		: [NONE, NONE, NONE];
	return core.truth(core.call(exit, syntheticArguments(details, origin)), origin);
}

function method(manager: Value, name: string, origin: Origin, core: Core): MethodValue | undefined {
	if (manager.kind !== "instance") return undefined;
	const found = core.findAttribute(manager, name, origin);
	return found?.kind === "method" ? found : undefined;
}

function enter(manager: Value, origin: Origin, core: Core): Value {
	const found = method(manager, "__enter__", origin, core);
	return found
		? core.call(found, syntheticArguments([], origin))
		: unknownBecause("what a context manager gives", origin);
}

function calleeName(node: Expr): string {
	const func = node.type === "Call" ? node.func : node;
	if (func.type === "Attribute") return func.attr;
	return func.type === "Name" ? func.id : "";
}
