import type { Origin, Reason, Value, World } from "../domain";
import type { FunctionDef, Lambda } from "../syntax/ast";
import type { CallParameter } from "./function-calls";
import type { Journal, Writes } from "./journal";
import type { Completion, Machine, Scope } from "./machine";
import type { Overrides } from "./overrides";
import type { Raised } from "./signals";
import type { Statistics } from "./statistics";

/** One running function body (or module). */
export interface Frame {
	readonly scope: Scope;
	/** Values of `return`s that were reached on some paths only, while others went on. */
	readonly pendingReturns: Value[];
	/** What must hold for the rest of this body to run: branches that left it were not taken. */
	readonly assumptions: Reason[];
	readonly loops: LoopState[];
	/** The function whose body runs. */
	readonly node?: FunctionDef | Lambda | undefined;
	/** Distinguishes call contexts in observations. */
	readonly context: number;
}

/** A loop that is being executed; an undecided `break` or `continue` makes what follows in it undecided. */
export interface LoopState {
	maybeContinued: boolean;
	maybeBroken: boolean;
}

/** A `try` whose body is being executed. */
export interface Handler {
	/** Whether one of its clauses takes an exception of that class. */
	takes(exception: string): boolean;
	/** The class of what a library raises in place of an exception that leaves its own code here. */
	renames?(exception: string): string;
	/** An exception that was raised on some paths of the body only. */
	maybeRaised: Raised | undefined;
}

/** What the interpreter's own parts share beyond what models may see. */
export interface Core extends Machine {
	readonly journal: Journal;
	readonly frames: Frame[];
	readonly handlers: Handler[];
	/** Counts results that are not followed; a `try` around one cannot tell whether its handler ran. */
	unknownCalls: number;
	/** The exceptions whose `except` clauses are being executed; a bare `raise` raises the last one again. */
	readonly caught: Raised[];
	readonly statistics: Statistics;
	/** While positive, what is predicted rests on a guess, and is not reported. */
	muted: number;
	/** How many forks over one of several values are running inside one another. */
	choices: number;
	/** Names of libraries that the program replaced. */
	readonly patched: Overrides;
	/** Classes of libraries with an attribute that the program replaced, with a `?` that says which. */
	readonly patchedClasses: Map<string, Value>;
	/** Notes that the program was not followed to its end, and why. */
	note(stop: { readonly why: Reason }): void;
	/** A context of its own for a call that stands there. */
	nextContext(site?: Origin): number;
	/** Records what a function of the user's was called on, and what came out. */
	observeCall(
		node: FunctionDef | Lambda,
		parameters: readonly CallParameter[],
		result: Value,
		scope: Scope,
		site: Origin,
	): void;
	frame(): Frame;
	/** Runs the arms of an undecided branch and joins their states. */
	fork(arms: readonly BranchArm[]): Completion;
	/** A module of the user's project, or of a library, by dotted name. */
	importModule(name: string, level: number, scope: Scope): Value;
	/** A module that a library is asked for, but whose text is followed instead. */
	followed(name: string, world: World): Value | undefined;
	/** Functions and classes defined so far that nothing has called yet. */
	readonly uncalled: Map<object, UncalledDefinition>;
	/** Classes of which an object was made. */
	readonly instantiated: WeakSet<object>;
}

export interface BranchArm {
	readonly assumption: Reason;
	run(): Completion;
}

export interface UncalledDefinition {
	readonly value: Value;
	readonly origin: Origin;
}

export interface ArmOutcome {
	readonly completion: Completion | undefined;
	readonly raised: Raised | undefined;
	readonly writes: Writes;
}

export const NORMAL: Completion = { kind: "normal" };
