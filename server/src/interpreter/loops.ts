import { type IteratorValue, type Origin, unknownBecause, type Value } from "../domain";
import type { For, Stmt, While } from "../syntax/ast";
import { assign } from "./assign";
import { type Core, type LoopState, NORMAL } from "./core";
import { runOptionally } from "./fork";
import { drawNext, iteratorOf, likelyItem } from "./iterators";
import type { Completion, Scope } from "./machine";
import { originOf } from "./origin";
import { Vague } from "./signals";
import { containsYield } from "./yields";

/** Rounds of an undecided loop before what still changes is given up. */
const FIXPOINT_ROUNDS = 3;
const MAX_ROUNDS = 12;
const MAX_ITERATIONS = 20_000;

export function executeFor(node: For, scope: Scope, core: Core): Completion {
	const source = core.evaluate(node.iter, scope);
	const origin = originOf(node.iter, scope);
	const items = node.isAsync || containsYield(node.body) ? undefined : itemsOf(source, origin, core);
	if (!items) return undecidedFor(node, scope, core, undefined);
	return withLoop(core, (loop) => executeItems(node, items, scope, loop, core));
}

interface Items {
	/** The next item each time, absent at the end. */
	next(): Value | undefined;
	/** One of them, where it is not known how many there are. */
	likely?(): Value | undefined;
}

/** What gives the items; absent when they are not known. */
function itemsOf(source: Value, origin: Origin, core: Core): Items | undefined {
	if (source.kind === "tuple") {
		let at = 0;
		return { next: () => source.items[at++] };
	}
	let iterator: IteratorValue | undefined;
	core.guard(origin, () => {
		iterator = iteratorOf(source, origin, core);
		return source;
	});
	const known = iterator;
	return known && { next: () => drawNext(known, core), likely: () => likelyItem(known) };
}

function undecidedFor(node: For, scope: Scope, core: Core, items: Items | undefined): Completion {
	const unknownItem = unknownBecause("an item of something that is not known", originOf(node.iter, scope));
	const item = (): Value => items?.likely?.() ?? unknownItem;
	return undecidedLoop(node, scope, core, () => assign(node.target, item(), scope, core));
}

function withLoop(core: Core, body: (loop: LoopState) => Completion): Completion {
	const loop: LoopState = { maybeContinued: false, maybeBroken: false };
	core.frame().loops.push(loop);
	try {
		return body(loop);
	} finally {
		core.frame().loops.pop();
	}
}

function executeItems(node: For, items: Items, scope: Scope, loop: LoopState, core: Core): Completion {
	for (;;) {
		core.step();
		let item: Value | undefined;
		try {
			item = items.next();
		} catch (signal) {
			// Whether there are more items is not known from here on.
			if (signal instanceof Vague) return undecidedFor(node, scope, core, items);
			throw signal;
		}
		if (!item) return core.execute(node.orelse, scope);
		assign(node.target, item, scope, core);
		const completion = iteration(node.body, scope, loop, core);
		if (completion.kind === "return") return completion;
		if (completion.kind === "break") return NORMAL;
		if (loop.maybeBroken) return restUndecided(node, scope, core, () => executeItems(node, items, scope, loop, core));
	}
}

function iteration(body: readonly Stmt[], scope: Scope, loop: LoopState, core: Core): Completion {
	loop.maybeContinued = false;
	return core.execute(body, scope);
}

/** After an undecided `break` the remaining iterations may or may not run. */
function restUndecided(node: Stmt, scope: Scope, core: Core, rest: () => Completion): Completion {
	const origin = originOf(node, scope);
	const loop = core.frame().loops.at(-1);
	if (loop) loop.maybeBroken = false;
	return core.fork([
		{ assumption: { text: "if the loop was left early", origin }, run: () => NORMAL },
		{ assumption: { text: "if the loop goes on", origin }, run: rest },
	]);
}

/** A loop whose number of rounds is not known: its body is joined with its not running until nothing changes. */
function undecidedLoop(node: For | While, scope: Scope, core: Core, prepare: () => void): Completion {
	const origin = originOf(node, scope);
	core.statistics.undecidedLoops += 1;
	const run = (): Completion =>
		withLoop(core, (loop) => {
			prepare();
			return iteration(node.body, scope, loop, core);
		});
	for (let round = 1; round <= MAX_ROUNDS; round += 1) {
		const { changed } = runOptionally({ assumption: { text: "if the loop runs", origin }, run }, core);
		if (changed.length === 0) break;
		// What was computed from a value that is given up now changes once more.
		if (round >= FIXPOINT_ROUNDS)
			core.journal.forget(changed, { text: "it changes in a loop of unknown length", origin });
	}
	return core.execute(node.orelse, scope);
}

export function executeWhile(node: While, scope: Scope, core: Core): Completion {
	// A generator comes here only once it is not followed: how often it goes on is not known.
	if (containsYield(node.body)) return undecidedLoop(node, scope, core, () => core.evaluate(node.test, scope));
	return withLoop(core, (loop) => {
		for (let count = 0; count < MAX_ITERATIONS; count += 1) {
			core.step();
			const truth = core.truth(core.evaluate(node.test, scope), originOf(node.test, scope));
			if (truth === undefined) return undecidedLoop(node, scope, core, () => core.evaluate(node.test, scope));
			if (!truth) return core.execute(node.orelse, scope);
			const completion = iteration(node.body, scope, loop, core);
			if (completion.kind === "return") return completion;
			if (completion.kind === "break") return NORMAL;
			if (loop.maybeBroken) {
				return restUndecided(node, scope, core, () =>
					undecidedLoop(node, scope, core, () => core.evaluate(node.test, scope)),
				);
			}
		}
		const origin = originOf(node, scope);
		core.note({ why: { text: `a loop is not followed beyond ${MAX_ITERATIONS} rounds`, origin } });
		core.frame().assumptions.push({ text: "if this loop ends", origin });
		return undecidedLoop(node, scope, core, () => core.evaluate(node.test, scope));
	});
}
