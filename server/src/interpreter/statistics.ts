import type { Reason } from "../domain";

/** How a program was followed: what it cost, and where it could not be followed. */
export interface Statistics {
	/** Steps of execution. */
	steps: number;
	/** Bodies of functions and modules that were run. */
	contexts: number;
	/** Branches that were run both ways. */
	undecidedBranches: number;
	/** Loops of which it is not known how often they run. */
	undecidedLoops: number;
	/** Calls that were not followed, by reason. */
	readonly notFollowed: Map<string, number>;
	/** Why the program was not followed to its end: budgets that were spent, recursion and loops without end. */
	readonly exhausted: Map<string, number>;
}

export const createStatistics = (): Statistics => ({
	steps: 0,
	contexts: 0,
	undecidedBranches: 0,
	undecidedLoops: 0,
	notFollowed: new Map(),
	exhausted: new Map(),
});

/** Counts under the reason at the root: what was not known first. */
export function countReason(counts: Map<string, number>, why: Reason): void {
	let root = why;
	while (root.cause) root = root.cause;
	counts.set(root.text, (counts.get(root.text) ?? 0) + 1);
}
