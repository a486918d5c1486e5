import { NONE, unknownBecause, type Value } from "../domain";
import type { Assert, ExceptHandler, Raise, Try } from "../syntax/ast";
import { type Core, type Handler, NORMAL } from "./core";
import { isException } from "./exceptions";
import type { Writes } from "./journal";
import type { Completion, Scope } from "./machine";
import { originOf } from "./origin";
import { bindName } from "./scope";
import { Raised } from "./signals";

interface Clause {
	readonly node: ExceptHandler;
	/** Class names that it takes; absent when they are not known, or for a bare `except`. */
	readonly names: readonly string[] | undefined;
}

export function executeTry(node: Try, scope: Scope, core: Core): Completion {
	const clauses = node.handlers.map((handler) => makeClause(handler, scope, core));
	const run = () =>
		clauses.length === 0 ? core.execute(node.body, scope) : executeHandled(node, clauses, scope, core);
	let completion: Completion;
	try {
		completion = run();
	} catch (signal) {
		if (signal instanceof Raised) core.execute(node.finalbody, scope);
		throw signal;
	}
	const last = core.execute(node.finalbody, scope);
	return last.kind === "normal" ? completion : last;
}

interface BodyRun {
	readonly completion: Completion | undefined;
	readonly raised: Raised | undefined;
}

function executeHandled(node: Try, clauses: readonly Clause[], scope: Scope, core: Core): Completion {
	const handler: Handler = {
		takes: (exception) => clauses.some((clause) => clauseTakes(clause, exception)),
		maybeRaised: undefined,
	};
	const unknownBefore = core.unknownCalls;
	core.handlers.push(handler);
	const { result, writes } = core.journal.attempt(() => runBody(node, scope, core));
	core.handlers.pop();
	const undecided = handler.maybeRaised !== undefined || core.unknownCalls !== unknownBefore;
	if (result.raised) {
		core.journal.merge(undecided ? [NO_WRITES, writes] : [writes]);
		const { exception, value } = result.raised;
		const clause = clauses.find((each) => clauseTakes(each, exception));
		if (!clause) throw result.raised;
		return runClause(clause, value, scope, core);
	}
	const done = result.completion ?? NORMAL;
	const goOn = (): Completion => {
		core.journal.merge([writes]);
		return done.kind === "normal" ? core.execute(node.orelse, scope) : done;
	};
	return undecided ? joinWithClauses(node, clauses, goOn, writes, scope, core) : goOn();
}

function runBody(node: Try, scope: Scope, core: Core): BodyRun {
	try {
		return { completion: core.execute(node.body, scope), raised: undefined };
	} catch (signal) {
		if (signal instanceof Raised) return { completion: undefined, raised: signal };
		throw signal;
	}
}

const NO_WRITES: Writes = new Map();

/** The body holds something that may raise: a clause may have run instead of the rest, from any point of the body. */
function joinWithClauses(
	node: Try,
	clauses: readonly Clause[],
	goOn: () => Completion,
	writes: Writes,
	scope: Scope,
	core: Core,
): Completion {
	return core.fork([
		{ assumption: { text: "if the try body does not raise", origin: originOf(node, scope) }, run: goOn },
		...clauses.map((clause) => ({
			assumption: { text: "if the try body raises", origin: originOf(clause.node, scope) },
			run: () => {
				core.journal.merge([NO_WRITES, writes]);
				return runClause(clause, undefined, scope, core);
			},
		})),
	]);
}

function runClause(clause: Clause, value: Value | undefined, scope: Scope, core: Core): Completion {
	const origin = originOf(clause.node, scope);
	if (clause.node.name !== undefined) {
		bindName(scope, clause.node.name, value ?? unknownBecause("an exception", origin), core.journal);
	}
	return core.execute(clause.node.body, scope);
}

function makeClause(node: ExceptHandler, scope: Scope, core: Core): Clause {
	if (!node.exceptionType) return { node, names: undefined };
	const value = core.evaluate(node.exceptionType, scope);
	const classes = value.kind === "tuple" ? value.items : [value];
	const names = classes.map(exceptionName);
	return { node, names: names.includes(undefined) ? undefined : (names as string[]) };
}

const clauseTakes = (clause: Clause, exception: string): boolean =>
	clause.names === undefined || clause.names.some((name) => isException(exception, name));

/** The bare class name of an exception class or instance; user classes count as what they derive from. */
function exceptionName(value: Value): string | undefined {
	if (value.kind === "library") return value.name.split(".").at(-1);
	if (value.kind === "class") return value.name;
	if (value.kind === "instance") return exceptionName(value.cls);
	return undefined;
}

export function executeRaise(node: Raise, scope: Scope, core: Core): Completion {
	if (!node.exc) throw new Raised("Exception");
	const value = core.evaluate(node.exc, scope);
	throw new Raised(exceptionName(value) ?? "Exception", value);
}

export function executeAssert(node: Assert, scope: Scope, core: Core): Completion {
	const truth = core.truth(core.evaluate(node.test, scope), originOf(node.test, scope));
	if (truth === false) throw new Raised("AssertionError", NONE);
	return NORMAL;
}
