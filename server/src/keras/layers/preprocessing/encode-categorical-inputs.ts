import {
	type Dim,
	type DType,
	isStatic,
	isUnknown,
	noneDim,
	type RankedShape,
	ranked,
	SPARSE,
	type Spec,
	spec,
	withLayout,
} from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";
import { isSince, type Versioned } from "../../versions/release";
import { rankedDims } from "./plain-input";

export type OutputMode = "int" | "one_hot" | "multi_hot" | "count" | "tf_idf";

/** Whether a size is certainly 1, or certainly not. */
function isOne(dim: Dim | undefined): boolean {
	if (dim !== undefined && isUnknown(dim)) return vague("whether an axis has size 1");
	return dim === 1;
}

/** Keras 2's `encode_categorical_inputs` (preprocessing_utils.py): at most a batch of bags comes out. */
export function encode2(
	dims: readonly Dim[],
	mode: OutputMode,
	depth: Dim,
	context: CallContext,
	sparse = false,
): RankedShape {
	if (mode === "int") return ranked(dims);
	const batched = dims.length === 0 ? [1] : dims;
	const encoded = mode === "one_hot" && !isOne(batched.at(-1)) ? [...batched, 1] : batched;
	if (encoded.length > 2) {
		context.fail({
			code: "input-rank",
			message: `with output_mode="${mode}" the layer gives at most rank 2, its input has rank ${dims.length}`,
			facts: { rank: dims.length, expected: mode === "one_hot" ? 1 : 2 },
		});
	}
	if (!sparse) rejectHalf(mode, context);
	return ranked([...encoded.slice(0, -1), depth]);
}

/** What an encoding is made of. */
export interface Encoding {
	readonly mode: OutputMode;
	readonly sparse: boolean;
}

/** `encode2` of a tensor in any layout. A SparseTensor comes out where one is asked for, and knows no batch size in a graph. */
export function encoded2(input: Spec, to: Encoding, depth: Dim, dtype: DType, context: CallContext): Spec {
	const { mode, sparse } = to;
	const dims = rankedDims(input);
	if (mode === "int") return withLayout(spec(ranked(dims), dtype), input.layout);
	const shape = encode2(dims, mode, depth, context, sparse);
	if (!sparse) return spec(shape, dtype);
	const open = noneDim({ text: "a SparseTensor in a graph does not know the size of its batch" });
	const known = context.mode === "eager" || (dims.length === 0 && mode !== "one_hot");
	return {
		shape: known ? shape : ranked(shape.dims.map((dim, axis) => (axis === 0 && shape.dims.length > 1 ? open : dim))),
		dtype,
		layout: SPARSE,
	};
}

/** What an op on the values of a SparseTensor leaves of its shape. */
export function lookedUp(input: Spec): Spec {
	if (input.layout?.kind !== "sparse") return input;
	const why = { text: "what TensorFlow looks up for a SparseTensor has no known sizes" };
	return { ...input, shape: ranked(rankedDims(input).map(() => noneDim(why))) };
}

/** Bags are counted in 32 or 64 bits. */
function rejectHalf(mode: OutputMode, context: CallContext): void {
	const { computeDtype, mode: called } = context;
	if (called === "eager" || (computeDtype !== "float16" && computeDtype !== "bfloat16")) return;
	context.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: `output_mode="${mode}" counts in 32 or 64 bits, not in ${computeDtype}`,
	});
}

/** Keras 3's `encode_categorical_inputs` (numerical_utils.py), as it runs on tensors. */
export function encode3(dims: readonly Dim[], mode: OutputMode, depth: Dim, versioned: Versioned): RankedShape {
	if (mode === "int") return ranked(dims);
	const batched = dims.length === 0 ? [1] : dims;
	if (mode === "one_hot" && !isSince("3.4", versioned) && (dims.length === 0 || dims.at(-1) === 1))
		vague("what one-hot encoding made of its last axis before Keras 3.4");
	if (mode === "one_hot") {
		const last = batched.length > 1 && isOne(batched.at(-1));
		return ranked([...(last ? batched.slice(0, -1) : batched), depth]);
	}
	if (batched.length > 2) {
		if (!isSince("3.15", versioned)) vague("a bag of more than two axes before Keras 3.15");
		return ranked([batched[0] as Dim, ...batched.slice(2), depth]);
	}
	return ranked([...batched.slice(0, -1), depth]);
}

/**
 * What Keras 3 declares of a lookup: a trailing axis of size 1 is taken for the one that is encoded. Before 3.14, always
 * one row for each of the batch.
 */
export function declareEncoded(dims: readonly Dim[], mode: OutputMode, depth: Dim, context: CallContext): RankedShape {
	if (mode === "int") return ranked(dims);
	if (!isSince("3.14", context))
		return dims[0] === undefined ? vague("a lookup of a scalar") : ranked([dims[0], depth]);
	const last = dims.at(-1);
	if (mode === "one_hot") {
		const replaces = dims.length > 1 && isOne(last);
		return ranked([...(replaces ? dims.slice(0, -1) : dims), depth]);
	}
	return ranked([...dims.slice(0, -1), depth]);
}

/** Whether all sizes are known. */
export const allStatic = (dims: readonly Dim[]): boolean => dims.every(isStatic);
