import { type IteratorValue, NONE, type Value } from "../domain";
import type { Stmt } from "../syntax/ast";
import type { Core, Frame } from "./core";
import { lazyIterator } from "./iterators";
import type { Completion, Scope } from "./machine";
import { resumeBody } from "./resumable";
import { limited } from "./signals";
import type { Resumable } from "./try-resumable";

/** Of calls within calls: deeper ones would overflow the stack of the interpreter itself. */
export const MAX_DEPTH = 96;

/**
 * The generator that a call of a function with a `yield` gives. Its body runs as far as items are drawn; `started` is
 * told when it first does.
 */
export function makeGenerator(block: readonly Stmt[], scope: Scope, core: Core, started: () => void): IteratorValue {
	const frame: Frame = { scope, pendingReturns: [], assumptions: [], loops: [], context: core.nextContext() };
	let result: Value = NONE;
	let unknownCalls = 0;
	let resumedAt = 0;
	let ended = false;
	const body = { scope, core, unknownCalls: () => unknownCalls + core.unknownCalls - resumedAt };
	const steps = resumeBody(block, body);
	const handlers = suspendable(core.handlers);
	const caught = suspendable(core.caught);

	/** Runs the body up to its next `yield`; absent when it ends. */
	function resume(go: (steps: Resumable<Completion>) => IteratorResult<Value, Completion>): Value | undefined {
		if (ended) return undefined;
		if (core.frames.length > MAX_DEPTH) limited("generators that nest too deeply");
		core.frames.push(frame);
		started();
		resumedAt = core.unknownCalls;
		handlers.resume();
		caught.resume();
		try {
			const step = go(steps);
			if (!step.done) return step.value;
			ended = true;
			if (step.value.kind === "return") result = step.value.value;
			return undefined;
		} finally {
			unknownCalls += core.unknownCalls - resumedAt;
			handlers.suspend();
			caught.suspend();
			core.frames.pop();
		}
	}
	return lazyIterator((sent) => resume((each) => each.next(sent)), {
		result: () => result,
		raise: (raised) => resume((each) => each.throw(raised)),
	});
}

/** What a body pushed on a stack of the machine leaves it while the body is suspended. */
function suspendable<T>(stack: T[]): { resume(): void; suspend(): void } {
	let own: T[] = [];
	let base = 0;
	return {
		resume() {
			base = stack.length;
			stack.push(...own);
		},
		suspend() {
			own = stack.splice(base);
		},
	};
}
