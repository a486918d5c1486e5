import { Exhausted } from "./signals";

export interface BudgetOptions {
	readonly maxSteps: number;
	readonly maxMilliseconds: number;
	now(): number;
}

/** Steps and time for a whole program, and a share of the steps for each of its top-level statements. */
export interface Budget {
	/** Counts a step, or as many as something costs. */
	step(count?: number): void;
	/** Grants a fresh share of the whole: one statement that never ends does not take the rest of the program with it. */
	grant(share: number): void;
	/** Until `release`, no more than this share of the whole may be spent: what comes first leaves enough for the rest. */
	hold(share: number): void;
	release(): void;
	/** Runs what is no execution (reading and parsing a file) without counting its time. */
	untimed<T>(run: () => T): T;
	/** Whether the whole budget is spent, or what is held of it; not just a statement's share. */
	isSpent(): boolean;
	readonly steps: () => number;
}

const CLOCK_EVERY = 4096;

export function createBudget(options: BudgetOptions): Budget {
	const { maxSteps, maxMilliseconds } = options;
	let deadline = options.now() + maxMilliseconds;
	let steps = 0;
	let limit = maxSteps;
	let ceiling = maxSteps;
	let heldUntil = Number.POSITIVE_INFINITY;
	let late = false;
	let heldLate = false;

	function readClock(): void {
		const now = options.now();
		late ||= now > deadline;
		heldLate ||= now > heldUntil;
	}

	function release(): void {
		ceiling = maxSteps;
		limit = maxSteps;
		heldUntil = Number.POSITIVE_INFINITY;
		heldLate = false;
	}

	return {
		step(count = 1) {
			const before = steps;
			steps += count;
			if (steps > limit) throw new Exhausted({ text: `a budget of ${Math.min(limit, maxSteps)} steps is spent` });
			if (Math.floor(steps / CLOCK_EVERY) !== Math.floor(before / CLOCK_EVERY)) readClock();
			if (late || heldLate) throw new Exhausted({ text: `the budget of ${maxMilliseconds} ms is spent` });
		},
		grant(share) {
			limit = Math.min(ceiling, steps + Math.ceil(maxSteps * share));
		},
		hold(share) {
			release();
			ceiling = Math.min(maxSteps, steps + Math.ceil(maxSteps * share));
			limit = ceiling;
			heldUntil = options.now() + maxMilliseconds * share;
		},
		release,
		untimed(run) {
			const before = options.now();
			try {
				return run();
			} finally {
				const elapsed = options.now() - before;
				deadline += elapsed;
				heldUntil += elapsed;
			}
		},
		isSpent: () => late || heldLate || steps >= ceiling,
		steps: () => steps,
	};
}
