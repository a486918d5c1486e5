import { unknownBecause, type Value } from "../domain";
import type { For, Stmt, While } from "../syntax/ast";
import { assign } from "./assign";
import { type Core, type LoopState, NORMAL } from "./core";
import { runOptionally } from "./fork";
import type { Completion, Scope } from "./machine";
import { originOf } from "./origin";

/** Rounds of an undecided loop before its state is taken as it is. */
const FIXPOINT_ROUNDS = 3;
const MAX_ITERATIONS = 20_000;

export function executeFor(node: For, scope: Scope, core: Core): Completion {
	const source = core.evaluate(node.iter, scope);
	const items = core.iterate(source, originOf(node.iter, scope));
	if (!items) {
		const item = unknownBecause("an item of something that is not known", originOf(node.iter, scope));
		return undecidedLoop(node, scope, core, () => assign(node.target, item, scope, core));
	}
	return withLoop(core, (loop) => executeItems(node, items, 0, scope, loop, core));
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

function executeItems(
	node: For,
	items: readonly Value[],
	from: number,
	scope: Scope,
	loop: LoopState,
	core: Core,
): Completion {
	for (let index = from; index < items.length; index += 1) {
		core.step();
		assign(node.target, items[index] as Value, scope, core);
		const completion = iteration(node.body, scope, loop, core);
		if (completion.kind === "return") return completion;
		if (completion.kind === "break") return NORMAL;
		if (loop.maybeBroken)
			return restUndecided(node, scope, core, () => executeItems(node, items, index + 1, scope, loop, core));
	}
	return core.execute(node.orelse, scope);
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
	const run = (): Completion =>
		withLoop(core, (loop) => {
			prepare();
			return iteration(node.body, scope, loop, core);
		});
	for (let round = 1; ; round += 1) {
		const { changed } = runOptionally({ assumption: { text: "if the loop runs", origin }, run }, core);
		if (changed.length === 0) break;
		if (round < FIXPOINT_ROUNDS) continue;
		core.journal.forget(changed, { text: "it changes in a loop of unknown length", origin });
		break;
	}
	return core.execute(node.orelse, scope);
}

export function executeWhile(node: While, scope: Scope, core: Core): Completion {
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
