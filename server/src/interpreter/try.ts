import { type Origin, unknownBecause, type Value } from "../domain";
import type { Assert, ExceptHandler, Raise, Try } from "../syntax/ast";
import { syntheticArguments } from "./arguments";
import { type Core, type Handler, NORMAL } from "./core";
import { exceptionName, isException, isRaised, raisedBy } from "./exceptions";
import type { Writes } from "./journal";
import type { Completion, Scope } from "./machine";
import { originOf } from "./origin";
import { bindName, unbindName } from "./scope";
import { Raised } from "./signals";
import { raiseAgain } from "./with";

export interface Clause {
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
		const clause = clauseFor(clauses, result.raised);
		return clause ? runClause(clause, result.raised, scope, core) : raiseAgain(result.raised, core);
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

/** Executes an `except` clause; `raised` is absent when it is not known what was. */
function runClause(clause: Clause, raised: Raised | undefined, scope: Scope, core: Core): Completion {
	const leave = enterClause(clause, raised, scope, core);
	try {
		return core.execute(clause.node.body, scope);
	} finally {
		leave();
	}
}

/** Binds the name of an `except` clause; what is returned ends the clause, and the name with it. */
export function enterClause({ node }: Clause, raised: Raised | undefined, scope: Scope, core: Core): () => void {
	const value = raised?.value ?? unknownBecause("an exception", originOf(node, scope));
	if (node.name !== undefined) bindName(scope, node.name, value, core.journal);
	core.caught.push(raised ?? new Raised("Exception", value));
	return () => {
		core.caught.pop();
		if (node.name !== undefined) unbindName(scope, node.name, core.journal);
	};
}

export function makeClause(node: ExceptHandler, scope: Scope, core: Core): Clause {
	if (!node.exceptionType) return { node, names: undefined };
	const value = core.evaluate(node.exceptionType, scope);
	const classes = value.kind === "tuple" ? value.items : [value];
	const names = classes.map(exceptionName);
	return { node, names: names.includes(undefined) ? undefined : (names as string[]) };
}

export const clauseTakes = (clause: Clause, exception: string): boolean =>
	clause.names === undefined || clause.names.some((name) => isException(exception, name));

/** The first clause that takes what was raised. */
export const clauseFor = (clauses: readonly Clause[], raised: Raised): Clause | undefined =>
	clauses.find((clause) => clause.names === undefined || clause.names.some((name) => isRaised(raised, name)));

export function executeRaise(node: Raise, scope: Scope, core: Core): Completion {
	if (node.exc) throw raisedBy(instanceOf(core.evaluate(node.exc, scope), originOf(node, scope), core), core);
	const again = core.caught.at(-1);
	if (!again) throw new Raised("RuntimeError");
	return raiseAgain(again, core);
}

/** `raise Class` makes an instance without arguments. */
function instanceOf(value: Value, origin: Origin, core: Core): Value {
	return value.kind === "class" || (value.kind === "library" && isExceptionClass(value, core))
		? core.call(value, syntheticArguments([], origin))
		: value;
}

const isExceptionClass = (value: Value, core: Core): boolean =>
	value.kind === "library" && core.registry.find(value.name, value.world)?.kind === "class";

export function executeAssert(node: Assert, scope: Scope, core: Core): Completion {
	const origin = originOf(node.test, scope);
	if (core.truth(core.evaluate(node.test, scope), origin) !== false) return NORMAL;
	const message = node.msg ? [core.evaluate(node.msg, scope)] : [];
	const cls: Value = { kind: "library", name: "builtins.AssertionError", world: core.world };
	throw new Raised("AssertionError", core.call(cls, syntheticArguments(message, origin)));
}
