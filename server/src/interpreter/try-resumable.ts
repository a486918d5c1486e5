import type { Value } from "../domain";
import type { Stmt, Try } from "../syntax/ast";
import type { Core, Handler } from "./core";
import type { Completion, Scope } from "./machine";
import { Raised, vague } from "./signals";
import { clauseFor, clauseTakes, enterClause, makeClause } from "./try";

/** Runs code that stops at each `yield`: gives what is yielded, takes what is sent. */
export type Resumable<T> = Generator<Value, T, Value>;

/** The body of one generator that is running. */
export interface Body {
	readonly scope: Scope;
	readonly core: Core;
	/** How many results were not followed so far while this body ran. */
	unknownCalls(): number;
}

type ResumeBlock = (block: readonly Stmt[], body: Body) => Resumable<Completion>;

/** A `try` statement of a generator that holds a `yield`. */
export function* resumeTry(node: Try, body: Body, resumeBlock: ResumeBlock): Resumable<Completion> {
	let completion: Completion;
	try {
		completion = yield* resumeHandled(node, body, resumeBlock);
	} catch (signal) {
		if (signal instanceof Raised) {
			const last = yield* resumeBlock(node.finalbody, body);
			if (last.kind !== "normal") return last;
		}
		throw signal;
	}
	const last = yield* resumeBlock(node.finalbody, body);
	return last.kind === "normal" ? completion : last;
}

function* resumeHandled(node: Try, body: Body, resumeBlock: ResumeBlock): Resumable<Completion> {
	if (node.handlers.length === 0) return yield* resumeBlock(node.body, body);
	const { core, scope } = body;
	const clauses = node.handlers.map((each) => makeClause(each, scope, core));
	const handler: Handler = {
		takes: (exception) => clauses.some((clause) => clauseTakes(clause, exception)),
		maybeRaised: undefined,
	};
	const unknownBefore = body.unknownCalls();
	core.handlers.push(handler);
	let raised: Raised | undefined;
	let completion: Completion | undefined;
	try {
		completion = yield* resumeBlock(node.body, body);
	} catch (signal) {
		if (!(signal instanceof Raised)) throw signal;
		raised = signal;
	} finally {
		const at = core.handlers.lastIndexOf(handler);
		if (at >= 0) core.handlers.splice(at, 1);
	}
	if (handler.maybeRaised || body.unknownCalls() !== unknownBefore) vague("a try whose body may raise");
	if (completion) return completion.kind === "normal" ? yield* resumeBlock(node.orelse, body) : completion;
	const clause = raised && clauseFor(clauses, raised);
	if (!clause || !raised) throw raised;
	const leave = enterClause(clause, raised, scope, core);
	try {
		return yield* resumeBlock(clause.node.body, body);
	} finally {
		leave();
	}
}
