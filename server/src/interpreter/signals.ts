import type { LocatedProblem, Origin, Problem, Reason, Value } from "../domain";

/**
 * Signals unwind the evaluator; each is caught at one place and none leaves the interpreter.
 * `Failure`: a model predicts an exception. Caught where the library call was made.
 * `Vague`: a model cannot answer. Caught at the same place; the call's value becomes `?`.
 * `Raised`: a Python exception on its way to the `except` clause that takes it, or to the end of the program.
 * `Exhausted`: the budget is spent. Caught where the module's execution was started.
 */
export class Failure {
	constructor(
		readonly problem: Problem,
		readonly origin?: Origin,
		/** What would have come out if this one mistake were mended: the program goes on with it. */
		readonly recover?: () => Value,
	) {}
}

export class Vague {
	constructor(
		readonly why: Reason,
		/** Whether a budget of ours ran out, which the statistics count. */
		readonly isLimit = false,
	) {}
}

export class Raised {
	constructor(
		readonly exception: string,
		readonly value?: Value,
		/** What a model predicted, when it was no `raise` of the user's. */
		readonly problem?: LocatedProblem,
		/** Names of the classes that a user's exception class derives from. */
		readonly bases: readonly string[] = [],
	) {}
}

export class Exhausted {
	constructor(readonly why: Reason) {}
}

/** Says that real Keras or TensorFlow would raise here; `origin` is what to blame, the whole call when absent. */
export function raise(problem: Problem, origin?: Origin, recover?: () => Value): never {
	throw new Failure(problem, origin, recover);
}

/** Says that the answer is not known, and why. */
export function vague(why: Reason | string): never {
	throw new Vague(typeof why === "string" ? { text: why } : why);
}

/** Says that the answer would take more than there is: `vague`, and the program was not followed to its end. */
export function limited(text: string): never {
	throw new Vague({ text }, true);
}
