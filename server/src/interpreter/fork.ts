import { joinValues, type Value } from "../domain";
import { type ArmOutcome, type BranchArm, type Core, NORMAL } from "./core";
import { wayOut } from "./handlers";
import type { Place, Writes } from "./journal";
import type { Completion } from "./machine";
import { Raised } from "./signals";

function runArm(arm: BranchArm, core: Core): ArmOutcome {
	let raised: Raised | undefined;
	const attempt = core.journal.attempt(() => {
		try {
			return core.assuming(arm.assumption, () => arm.run());
		} catch (signal) {
			if (!(signal instanceof Raised)) throw signal;
			raised = signal;
			return undefined;
		}
	});
	return { completion: attempt.result, raised, writes: attempt.writes };
}

/**
 * Runs every arm from the same state and continues with the join of those that go on. An arm that raises is dropped
 * (the `except` around it may run); an arm that returns leaves its value with the frame and its heap writes behind.
 */
export function fork(arms: readonly BranchArm[], core: Core): Completion {
	core.statistics.undecidedBranches += 1;
	const outcomes = arms.map((arm) => runArm(arm, core));
	const alive = outcomes.filter((outcome) => outcome.raised === undefined);
	const dead = outcomes.find((outcome) => outcome.raised !== undefined);
	if (alive.length === 0 && dead?.raised) {
		core.journal.merge([dead.writes]);
		throw dead.raised;
	}
	if (dead?.raised) noteMaybeRaised(dead.raised, core);
	const kinds = new Set(alive.map((outcome) => outcome.completion?.kind));
	if (kinds.size === 1) return mergeAlike(alive, core);
	return mergeMixed(arms, outcomes, core);
}

const NO_WRITES: Writes = new Map();

/** Runs something that may or may not happen and continues with the join of both. */
export function runOptionally(arm: BranchArm, core: Core): { outcome: ArmOutcome; changed: readonly Place[] } {
	const outcome = runArm(arm, core);
	if (outcome.raised) {
		noteMaybeRaised(outcome.raised, core);
		return { outcome, changed: [] };
	}
	if (outcome.completion?.kind === "return") {
		core.frame().pendingReturns.push(outcome.completion.value);
		return {
			outcome,
			changed: core.journal.merge([NO_WRITES], [withoutTarget(outcome.writes, core.frame().scope.vars)]),
		};
	}
	return { outcome, changed: core.journal.merge([NO_WRITES, outcome.writes]) };
}

function noteMaybeRaised(raised: Raised, core: Core): void {
	const { handler } = wayOut(core.handlers, raised.exception, raised.bases);
	if (handler) handler.maybeRaised ??= raised;
}

function mergeAlike(alive: readonly ArmOutcome[], core: Core): Completion {
	core.journal.merge(alive.map((outcome) => outcome.writes));
	const completions = alive.map((outcome) => outcome.completion ?? NORMAL);
	return completions.reduce((a, b) =>
		a.kind === "return" && b.kind === "return" ? { kind: "return", value: joinValues(a.value, b.value) } : a,
	);
}

function mergeMixed(arms: readonly BranchArm[], outcomes: readonly ArmOutcome[], core: Core): Completion {
	const frame = core.frame();
	const staying: Writes[] = [];
	const leaving: Writes[] = [];
	outcomes.forEach((outcome, index) => {
		const completion = outcome.completion;
		if (!completion) return;
		if (completion.kind === "return") {
			frame.pendingReturns.push(completion.value);
			frame.assumptions.push({ text: `not: ${arms[index]?.assumption.text}`, origin: arms[index]?.assumption.origin });
			leaving.push(withoutTarget(outcome.writes, frame.scope.vars));
			return;
		}
		const loop = frame.loops.at(-1);
		if (completion.kind === "break" && loop) loop.maybeBroken = true;
		if (completion.kind === "continue" && loop) loop.maybeContinued = true;
		staying.push(outcome.writes);
	});
	core.journal.merge(staying, leaving);
	return outcomes.some((outcome) => outcome.completion?.kind === "normal") ? NORMAL : { kind: "continue" };
}

function withoutTarget(writes: Writes, target: object): Writes {
	const kept = new Map(writes);
	kept.delete(target);
	return kept;
}

/** Joins the values of an undecided expression: both are evaluated, each under its assumption. */
export function forkValues(arms: readonly { assumption: BranchArm["assumption"]; run(): Value }[], core: Core): Value {
	const values: Value[] = [];
	core.fork(
		arms.map((arm) => ({
			assumption: arm.assumption,
			run: () => {
				values.push(arm.run());
				return NORMAL;
			},
		})),
	);
	return values.reduce(joinValues);
}
