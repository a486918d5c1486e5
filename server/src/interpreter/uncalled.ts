import { unknown, type Value } from "../domain";
import type { Budget } from "./budget";
import type { Core, Frame, UncalledDefinition } from "./core";
import { assumedArguments, userCode } from "./functions";
import type { Scope } from "./machine";
import { type Stop, stopOf } from "./run-module";
import { Raised } from "./signals";

const ROUNDS = 4;
/** Of the whole budget, for one definition: without arguments there is less to learn from it. */
const DEFINITION_SHARE = 0.01;

/**
 * Functions and classes that nothing calls are analysed with their defaults, and `?` for the other parameters. Each is
 * run from the state at the end of the module and taken back, so that none sees the others; `summarize` is asked before.
 * Those of imported modules are left alone.
 */
export function analyseUncalled(
	core: Core,
	scope: Scope,
	budget: Budget,
	note: (stop: Stop) => void,
	summarize: () => void,
): void {
	for (let round = 0; round < ROUNDS && core.uncalled.size > 0; round += 1) {
		for (const [node, definition] of [...core.uncalled]) {
			if (!core.uncalled.delete(node) || definition.origin.path !== scope.path) continue;
			if (budget.isSpent()) return;
			budget.grant(DEFINITION_SHARE);
			try {
				core.journal.attempt(() => {
					analyse(definition, core, scope);
					summarize();
				});
			} catch (signal) {
				note(stopOf(signal));
			}
		}
	}
}

function analyse({ value, origin }: UncalledDefinition, core: Core, scope: Scope): void {
	const frame: Frame = {
		scope,
		pendingReturns: [],
		assumptions: [{ text: "if this is called", origin }],
		loops: [],
		context: core.nextContext(),
	};
	core.frames.push(frame);
	try {
		if (value.kind === "class") analyseClass(value, core);
		else analyseFunction(value, core);
	} catch (signal) {
		if (!(signal instanceof Raised)) throw signal;
	} finally {
		core.frames.pop();
	}
}

function analyseFunction(value: Value, core: Core): void {
	if (value.kind !== "function") return;
	const code = userCode(value);
	const owner = code.owner;
	const self = owner?.kind === "class" ? unknown({ text: `an instance of ${owner.name}` }) : undefined;
	core.call(value, assumedArguments(value, self));
}

/** An instance made with assumed arguments, on which the methods that nothing calls are run. */
function analyseClass(cls: Extract<Value, { kind: "class" }>, core: Core): void {
	const init = cls.attrs.get("__init__");
	const origin = cls.origin ?? { path: "", start: 0, end: 0 };
	const args = init?.kind === "function" ? assumedArguments(init, unknown({ text: "self" })) : undefined;
	const instance = core.instantiate(cls, {
		positional: [],
		keywords: args?.keywords ?? [],
		origin,
	});
	for (const method of cls.attrs.values()) {
		if (method.kind !== "function" || !core.uncalled.has(userCode(method).node)) continue;
		core.call(method, assumedArguments(method, instance));
	}
}
