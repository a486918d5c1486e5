import type { DType, Shape, Value } from "../../domain";

/** One tensor that comes out. */
export interface TensorResult {
	readonly shape: Shape;
	readonly dtype: DType;
	readonly content?: Value | undefined;
}

export interface SequenceResult {
	readonly kind: "list" | "tuple";
	readonly items: readonly OpResult[];
}

/** What an operation gives: tensors, or a Python value. */
export type OpResult = TensorResult | SequenceResult | { readonly value: Value };
