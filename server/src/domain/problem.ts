import type { Origin, Reason } from "./reason";

/** What a model predicts that Python would raise. The code names the rule that explains it. */
export type ProblemCode =
	| "typespec-from-keras-tensor"
	| "tensorspec-invalid-shape"
	| "tensorspec-invalid-dtype"
	| "shape-is-a-tuple"
	| "sequential-output"
	| "undefined-dimension"
	| "input-rank"
	| "input-axis-size"
	| "non-positive-output-size"
	| "merge-shape-mismatch"
	| "loss-shape-mismatch"
	| "reshape-size-mismatch"
	| "unknown-layer-argument"
	| "keras-tensor-in-tf-function"
	| "variable-created-in-tf-function"
	| "non-tensor-from-tf-function"
	| "partial-tensorspec"
	| "invalid-layer-argument"
	| "missing-layer-argument"
	| "invalid-layer-input"
	| "invalid-input-shape"
	| "undefined-layer-output"
	| "invalid-model-graph"
	| "input-signature-mismatch"
	| "unknown-library-name"
	| "wrong-number-of-outputs"
	| "missing-super-init"
	| "invalid-dataset"
	| "unused-suppression"
	| "python-error";

/** Facts that a rule needs to offer a fix; plain data. */
export type ProblemFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface Problem {
	readonly code: ProblemCode;
	/** Bare name of the exception class that escapes, e.g. `ValueError`. */
	readonly exception: string;
	/** One line of at most 120 characters that names the two facts in conflict. */
	readonly message: string;
	/** The argument to blame, when it is not the whole call. */
	readonly argument?: string | undefined;
	/** Why the facts are what they are: the origin of a `None`, the layer that gave the shape. */
	readonly because?: readonly Reason[] | undefined;
	readonly facts?: ProblemFacts | undefined;
	/** Whether Keras itself raises it, before any backend computes. */
	readonly anyBackend?: boolean | undefined;
}

export interface LocatedProblem extends Problem {
	readonly origin: Origin;
}
