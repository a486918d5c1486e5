import { Exhausted } from "./signals";

export interface BudgetOptions {
	readonly maxSteps: number;
	readonly maxMilliseconds: number;
	now(): number;
}

/** Steps and time for a whole program, and a share of the steps for each of its top-level statements. */
export interface Budget {
	step(): void;
	/** Grants a fresh share of the whole: one statement that never ends does not take the rest of the program with it. */
	grant(share: number): void;
	/** Whether the whole budget is spent, not just a statement's share. */
	isSpent(): boolean;
	readonly steps: () => number;
}

const CLOCK_EVERY = 4096;

export function createBudget(options: BudgetOptions): Budget {
	const deadline = options.now() + options.maxMilliseconds;
	let steps = 0;
	let limit = options.maxSteps;
	let late = false;
	return {
		step() {
			steps += 1;
			if (steps > limit)
				throw new Exhausted({ text: `a budget of ${Math.min(limit, options.maxSteps)} steps is spent` });
			if (steps % CLOCK_EVERY === 0 && options.now() > deadline) late = true;
			if (late) throw new Exhausted({ text: `the budget of ${options.maxMilliseconds} ms is spent` });
		},
		grant(share) {
			limit = Math.min(options.maxSteps, steps + Math.ceil(options.maxSteps * share));
		},
		isSpent: () => late || steps >= options.maxSteps,
		steps: () => steps,
	};
}
