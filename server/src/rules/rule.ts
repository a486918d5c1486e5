import type { Origin, ProblemCode, Reason } from "../domain";
import type { InterpreterEvent } from "../interpreter/events";
import type { TracedFunction } from "./traced-functions";

export type Severity = "error" | "warning" | "information" | "hint";
export type SpecPolicy = "tensorflow" | "fully-defined";

/** A replacement of a range of the source, in offsets. */
export interface Edit {
	readonly start: number;
	readonly end: number;
	readonly newText: string;
}

export interface Fix {
	readonly title: string;
	/** Whether the fixed program certainly does what the author meant. */
	readonly safe: boolean;
	readonly edits: readonly Edit[];
}

export interface Related {
	readonly origin: Origin;
	readonly message: string;
}

export interface Finding {
	readonly code: ProblemCode;
	readonly severity: Severity;
	/** One line of at most 120 characters that stands alone. */
	readonly message: string;
	/** Bare name of the exception class that real Keras or TensorFlow raises; absent when nothing is raised. */
	readonly exception: string | undefined;
	readonly origin: Origin;
	/** Where it is raised, when that is in another file: `origin` is the call that leads there. */
	readonly raisedAt?: Origin | undefined;
	readonly related: readonly Related[];
	readonly fixes: readonly Fix[];
}

export interface RuleContext {
	readonly specPolicy: SpecPolicy;
	/** Text of the file that the event stands in. */
	readonly text: string;
	/** The `tf.function`s of the program that are called, by `functionKey`. */
	readonly tracedFunctions?: ReadonlyMap<string, TracedFunction> | undefined;
}

/** A finding as a rule makes it; the report adds where its reasons and assumptions stand. */
export type CheckedFinding = Omit<Finding, "fixes" | "related"> & { readonly because?: readonly Reason[] };

/** A program with the finding, and the same after a quick fix; real Keras judges both in the worlds that are named. */
export interface Sample {
	/** The fix, in a few words. */
	readonly what: string;
	readonly bad: string;
	readonly good: string;
	/** Those of the rule when absent. */
	readonly worlds?: readonly ("keras2" | "keras3")[];
}

/** A rule: what it finds, why that matters, an example that fails and one that does not, and how to mend it. */
export interface Rule {
	readonly code: ProblemCode;
	readonly severity: Severity;
	/** One sentence, for lists. */
	readonly summary: string;
	/** Prose of the rule's page. */
	readonly why: string;
	/** A program that has the finding; real Keras judges it in the worlds that are named. */
	readonly bad: string;
	/** The program mended. */
	readonly good: string;
	/** What quick fixes do, one program each. */
	readonly samples?: readonly Sample[];
	/** Worlds in which `bad` fails; both when absent. */
	readonly worlds?: readonly ("keras2" | "keras3")[];
	/** For events that are not exceptions. Rules for exceptions need none: the problem with their code is their finding. */
	check?(event: InterpreterEvent, context: RuleContext): CheckedFinding | undefined;
	/** Fixes that are certain enough to offer. */
	fix?(event: InterpreterEvent, context: RuleContext): readonly Fix[];
}
