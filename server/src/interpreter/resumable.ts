import { NONE, type Reason, type Value } from "../domain";
import type { Expr, For, If, Match, Stmt, While, With } from "../syntax/ast";
import { assign } from "./assign";
import { type Core, NORMAL } from "./core";
import { runOptionally } from "./fork";
import { drawNext, generatorResult, iteratorOf } from "./iterators";
import type { Completion } from "./machine";
import { matchesCase } from "./match";
import { originOf } from "./origin";
import { Raised, Vague, vague } from "./signals";
import { type Body, type Resumable, resumeTry } from "./try-resumable";
import { enterManager, leaveManager } from "./with";
import { containsYield } from "./yields";

/** Executes the body of a generator. Where it cannot be followed any more, the rest is run as one that may not happen. */
export function* resumeBody(block: readonly Stmt[], body: Body): Resumable<Completion> {
	for (const [index, statement] of block.entries()) {
		try {
			const completion = yield* resumeBlock([statement], body);
			if (completion.kind !== "normal") return completion;
		} catch (signal) {
			if (signal instanceof Vague) visitRest(block.slice(index), signal.why, body);
			throw signal;
		}
	}
	return NORMAL;
}

function visitRest(rest: readonly Stmt[], why: Reason, { core, scope }: Body): void {
	const assumption = { text: "if the generator goes on", cause: why };
	const { changed } = runOptionally({ assumption, run: () => core.execute(rest, scope) }, core);
	core.journal.forget(changed, why);
}

/**
 * Executes a block of a generator. Statements without a `yield` go the usual way. A `yield` on an undecided path is
 * `vague`: whether there is another item is then not known.
 */
export function* resumeBlock(block: readonly Stmt[], body: Body): Resumable<Completion> {
	for (const statement of block) {
		const completion = containsYield(statement)
			? yield* resumeStatement(statement, body)
			: body.core.execute([statement], body.scope);
		if (completion.kind !== "normal") return completion;
		requireDecided(body.core);
	}
	return NORMAL;
}

function requireDecided(core: Core): void {
	const { pendingReturns, loops } = core.frame();
	const loop = loops.at(-1);
	if (pendingReturns.length > 0 || loop?.maybeBroken || loop?.maybeContinued)
		vague("a generator that may have ended before");
}

function* resumeStatement(node: Stmt, body: Body): Resumable<Completion> {
	switch (node.type) {
		case "Expr":
			yield* resumeExpression(node.value, body);
			return NORMAL;
		case "Assign": {
			const value = yield* resumeExpression(node.value, body);
			for (const target of node.targets) assign(target, value, body.scope, body.core);
			return NORMAL;
		}
		case "AnnAssign":
			if (node.value) assign(node.target, yield* resumeExpression(node.value, body), body.scope, body.core);
			return NORMAL;
		case "Return":
			return { kind: "return", value: node.value ? yield* resumeExpression(node.value, body) : NONE };
		case "If":
			return yield* resumeIf(node, body);
		case "For":
			return yield* inLoop(body, resumeFor(node, body));
		case "While":
			return yield* inLoop(body, resumeWhile(node, body));
		case "Match":
			return yield* resumeMatch(node, body);
		case "With":
			return yield* resumeWith(node, 0, body);
		case "Try":
			return yield* resumeTry(node, body, resumeBlock);
		default:
			return vague("a yield within a statement that is not followed");
	}
}

function* resumeExpression(node: Expr, body: Body): Resumable<Value> {
	const { core, scope } = body;
	if (!containsYield(node)) return core.evaluate(node, scope);
	let value: Value;
	if (node.type === "Yield") value = yield node.value ? yield* resumeExpression(node.value, body) : NONE;
	else if (node.type === "YieldFrom") value = yield* delegate(node.value, body);
	else return vague("a yield within an expression that is not followed");
	core.observe(node, value, scope);
	return value;
}

/** `yield from` gives what the inner generator returns. */
function* delegate(node: Expr, { core, scope }: Body): Resumable<Value> {
	const origin = originOf(node, scope);
	const iterator = iteratorOf(core.evaluate(node, scope), origin, core) ?? vague("items that are not known");
	let sent: Value = NONE;
	for (let item = drawNext(iterator, core); item; item = drawNext(iterator, core, sent)) sent = yield item;
	return generatorResult(iterator);
}

function* resumeIf(node: If, body: Body): Resumable<Completion> {
	const test = yield* resumeExpression(node.test, body);
	const truth = body.core.truth(test, originOf(node.test, body.scope)) ?? vague("a yield under an undecided condition");
	return yield* resumeBlock(truth ? node.body : node.orelse, body);
}

function* resumeMatch(node: Match, body: Body): Resumable<Completion> {
	const subject = yield* resumeExpression(node.subject, body);
	for (const each of node.cases) {
		const matched = matchesCase(each, subject, body.scope, body.core) ?? vague("a yield under an undecided case");
		if (matched) return yield* resumeBlock(each.body, body);
	}
	return NORMAL;
}

function* inLoop(body: Body, loop: Resumable<Completion>): Resumable<Completion> {
	const { loops } = body.core.frame();
	loops.push({ maybeContinued: false, maybeBroken: false });
	try {
		return yield* loop;
	} finally {
		loops.pop();
	}
}

function* resumeFor(node: For, body: Body): Resumable<Completion> {
	const { core, scope } = body;
	const origin = originOf(node.iter, scope);
	const source = yield* resumeExpression(node.iter, body);
	const iterator = iteratorOf(source, origin, core) ?? vague("a loop over items that are not known");
	for (let item = drawNext(iterator, core); item; item = drawNext(iterator, core)) {
		assign(node.target, item, scope, core);
		const completion = yield* resumeBlock(node.body, body);
		if (completion.kind === "return") return completion;
		if (completion.kind === "break") return NORMAL;
	}
	return yield* resumeBlock(node.orelse, body);
}

function* resumeWhile(node: While, body: Body): Resumable<Completion> {
	const { core, scope } = body;
	for (;;) {
		core.step();
		const test = yield* resumeExpression(node.test, body);
		const truth = core.truth(test, originOf(node.test, scope)) ?? vague("a loop of unknown length");
		if (!truth) return yield* resumeBlock(node.orelse, body);
		const completion = yield* resumeBlock(node.body, body);
		if (completion.kind === "return") return completion;
		if (completion.kind === "break") return NORMAL;
	}
}

function* resumeWith(node: With, index: number, body: Body): Resumable<Completion> {
	const item = node.items[index];
	if (!item) return yield* resumeBlock(node.body, body);
	const entered = enterManager(item, body.scope, body.core);
	let completion: Completion;
	try {
		completion = yield* resumeWith(node, index + 1, body);
	} catch (signal) {
		if (signal instanceof Raised && leaveManager(entered, signal, body.core) !== true) throw signal;
		if (!(signal instanceof Raised)) throw signal;
		return NORMAL;
	}
	leaveManager(entered, undefined, body.core);
	return completion;
}
