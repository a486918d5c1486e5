import { type FunctionValue, type Reason, unknown, type Value } from "../domain";
import { assumedArguments } from "./assumed-arguments";
import type { Budget } from "./budget";
import { libraryBase } from "./classes";
import type { Core, Frame, UncalledDefinition } from "./core";
import { userCode } from "./functions";
import { drawNext } from "./iterators";
import type { Scope } from "./machine";
import { type Stop, stopOf } from "./run-module";
import { Raised } from "./signals";
import { signature } from "./signature";

/** How deep functions that define functions are followed. */
const MAX_DEPTH = 4;
/** Of the whole budget, for one definition: without arguments there is less to learn from it. */
const DEFINITION_SHARE = 0.01;

/**
 * Functions and classes that nothing calls are analysed with their defaults, and `?` for the other parameters. Each is
 * run from the state at the end of the module and taken back, so that none sees the others; `summarize` is asked before.
 * What one defines in turn is analysed before it is taken back: it sees the variables around it. Those of imported
 * modules are left alone.
 */
export function analyseUncalled(
	core: Core,
	scope: Scope,
	budget: Budget,
	note: (stop: Stop) => void,
	summarize: () => void,
): void {
	const others = new Set<object>();

	function analyseNew(depth: number): void {
		for (const [node, definition] of [...core.uncalled]) {
			if (others.has(node) || !core.uncalled.delete(node) || definition.origin.path !== scope.path) continue;
			if (budget.isSpent()) return;
			budget.grant(DEFINITION_SHARE);
			try {
				core.journal.attempt(() => attempt(definition, depth));
			} catch (signal) {
				note(stopOf(signal));
			}
		}
	}

	function attempt(definition: UncalledDefinition, depth: number): void {
		const waiting = [...core.uncalled.keys()].filter((node) => !others.has(node));
		for (const node of waiting) others.add(node);
		try {
			analyse(definition, core, scope);
			if (depth < MAX_DEPTH) analyseNew(depth + 1);
		} finally {
			for (const node of waiting) others.delete(node);
		}
		summarize();
	}

	analyseNew(1);
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
	callAssumed(value, self, core);
}

/** Items that are drawn from a generator that nothing draws from. */
const DRAWN = 3;

/**
 * Calls a function with assumed arguments. Whether an annotated tensor is symbolic or real is a guess, on which no
 * finding may rest.
 */
function callAssumed(func: FunctionValue, self: Value | undefined, core: Core): void {
	const args = assumedArguments(func, self, core);
	const isGuess = args.keywords.some(({ value }) => value.kind === "tensor");
	if (isGuess) core.muted += 1;
	try {
		const result = core.call(func, args);
		if (result.kind === "iterator" && result.source)
			core.guard(args.origin, () => {
				for (let drawn = 0; drawn < DRAWN && drawNext(result, core); drawn += 1);
				return result;
			});
	} finally {
		if (isGuess) core.muted -= 1;
	}
}

/** A library base class whose constructor needs arguments is given some. */
function openArguments(cls: Value, core: Core): Reason | undefined {
	const base = libraryBase(cls, core);
	const text = base?.model.signatures?.[base.value.world];
	const needs = text !== undefined && signature(text).parameters.some((each) => !each.default);
	return needs ? { text: "the arguments of a class that nothing calls" } : undefined;
}

/** An instance made with assumed arguments, on which the methods that nothing calls are run. */
function analyseClass(cls: Extract<Value, { kind: "class" }>, core: Core): void {
	const init = core
		.mro(cls)
		.map((each) => (each.kind === "class" ? each.attrs.get("__init__") : undefined))
		.find((each) => each !== undefined);
	const origin = cls.origin ?? { path: "", start: 0, end: 0 };
	const args = init?.kind === "function" ? assumedArguments(init, unknown({ text: "self" }), core) : undefined;
	const instance = core.instantiate(cls, {
		positional: [],
		keywords: args?.keywords ?? [],
		open: init ? undefined : openArguments(cls, core),
		origin,
	});
	if (instance.kind === "instance") instance.assumed = true;
	for (const each of cls.attrs.values()) {
		const method = each.kind === "descriptor" ? each.func : each;
		if (method.kind !== "function" || !core.uncalled.has(userCode(method).node)) continue;
		const isStatic = each.kind === "descriptor" && each.flavor === "staticmethod";
		const self = each.kind === "descriptor" && each.flavor === "classmethod" ? cls : instance;
		callAssumed(method, isStatic ? undefined : self, core);
	}
}
