import type { Origin } from "./reason";
import type { Spec } from "./spec";

export type SnapshotKind =
	| "KerasTensor"
	| "Tensor"
	| "ndarray"
	| "Variable"
	| "TypeSpec"
	| "TensorShape"
	| "Dataset"
	| "Layer"
	| "Model"
	| "list"
	| "tuple"
	| "dict";

/** What an expression's value looked like at the moment when it was evaluated. Immutable, unlike the value. */
export interface Snapshot {
	readonly kind: SnapshotKind;
	/** Absent for a container, and for several outputs. */
	readonly spec?: Spec | undefined;
	readonly items?: readonly Snapshot[] | Readonly<Record<string, Snapshot>> | undefined;
	/** For a person: of a layer or model what it is, of a KerasTensor the layer call that made it. */
	readonly detail?: SnapshotDetail | undefined;
}

export interface SnapshotDetail {
	readonly className?: string | undefined;
	readonly name?: string | undefined;
	readonly params?: number | undefined;
	readonly inputs?: readonly Spec[] | undefined;
	readonly outputs?: readonly Spec[] | undefined;
	/** Of a model: the names of its inputs, and how it takes them. */
	readonly inputNames?: readonly string[] | undefined;
	/** Of a model: the names of its outputs, by their keys or by the layers that they come from. */
	readonly outputNames?: readonly string[] | undefined;
	readonly inputKind?: "tensor" | "list" | "dict" | undefined;
	/** Where its class stands when it is the user's own. */
	readonly classOrigin?: Origin | undefined;
	/** Where the layer was constructed. */
	readonly origin?: Origin | undefined;
	/** Of a model: its layers, in Keras's order. */
	readonly layers?: readonly SnapshotDetail[] | undefined;
}
