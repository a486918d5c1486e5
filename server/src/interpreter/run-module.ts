import { type Reason, unknown } from "../domain";
import type { Module, Stmt } from "../syntax/ast";
import { assignedNames } from "./assigned-names";
import { noteBindings } from "./bindings";
import type { Budget } from "./budget";
import type { Core, Frame } from "./core";
import type { Scope } from "./machine";
import { bindName } from "./scope";
import { Exhausted, Raised } from "./signals";

/**
 * Executes a module statement by statement. One that spends its share of the budget leaves the names that it assigns
 * as `?`, and the next one is executed. An exception of the user's own ends the module; an `except` around its import
 * takes the exception, and if there is none, what imports it goes on with the names that there are.
 */
export function runModule(module: Module, scope: Scope, core: Core, budget: Budget, note: (stop: Stop) => void): void {
	const isTop = core.frames.every((each) => each.scope.kind === "module");
	const frame: Frame = { scope, pendingReturns: [], assumptions: [], loops: [], context: core.nextContext() };
	core.frames.push(frame);
	noteBindings(module, scope.path, core);
	try {
		for (const statement of module.body) {
			if (isTop) budget.grant(STATEMENT_SHARE);
			runStatement(statement, scope, core, note);
			if (budget.isSpent()) return;
		}
	} catch (signal) {
		if (!(signal instanceof Raised)) throw signal;
		if (core.handlers.some((handler) => handler.takes(signal.exception))) throw signal;
	} finally {
		core.frames.pop();
	}
}

function runStatement(statement: Stmt, scope: Scope, core: Core, note: (stop: Stop) => void): void {
	try {
		core.execute([statement], scope);
	} catch (signal) {
		const stop = stopOf(signal);
		note(stop);
		for (const name of assignedNames([statement])) bindName(scope, name, unknown(stop.why), core.journal);
	}
}

/** Of the whole budget, for one top-level statement. */
const STATEMENT_SHARE = 0.2;

/** Why execution of a statement stopped. `crash` is the stack of a fault of our own. */
export interface Stop {
	readonly why: Reason;
	readonly crash?: string | undefined;
}

/** A stack that overflows is a program that nests too deeply; any other error is a fault of ours, which costs one statement. */
export function stopOf(signal: unknown): Stop {
	if (signal instanceof Raised) throw signal;
	if (signal instanceof Exhausted) return { why: signal.why };
	if (signal instanceof RangeError) return { why: { text: "the program nests too deeply to follow" } };
	const crash = signal instanceof Error ? (signal.stack ?? signal.message) : String(signal);
	return { why: { text: "an internal error of Keraspec" }, crash };
}
