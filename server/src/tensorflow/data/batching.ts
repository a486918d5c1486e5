import {
	type Dim,
	isNone,
	isStatic,
	type NoneDim,
	ranked,
	type Shape,
	type TypeSpecValue,
	unknown,
	unknownDim,
	type Value,
} from "../../domain";
import type { Bound, LibraryCall, MethodModel } from "../../interpreter/api";
import { specClass } from "../spec-values";
import { fail, method, openDim, readCount, readFlag } from "./arguments";
import { type Cardinality, type DatasetState, derive, mapCardinality, mapSizes, type Sizes } from "./dataset";
import { datasetSpec, mapElement, raggedRankOf, reshaped } from "./element";

/** Batches. Mirrors batch_op.py and ragged_batch_op.py of tensorflow/python/data/ops. */

/** How many elements make a batch, and whether a smaller last one is dropped; absent when not known. */
export interface Batching {
	readonly size: number | undefined;
	readonly drop: boolean | undefined;
}

export function readBatching(args: Bound): Batching {
	const size = readCount(args, "batch_size");
	if (size !== undefined && size <= 0)
		fail(args, "batch_size", "InvalidArgumentError", `${size} is no size of a batch`);
	return { size, drop: readFlag(args, "drop_remainder") };
}

/** The spec of a batch of things of a spec: another axis in front. */
export function batchedSpec(spec: TypeSpecValue, dim: Dim): Value {
	const shape = inFront(dim, spec.spec.shape);
	switch (specClass(spec)) {
		case "TensorSpec":
		case "BoundedTensorSpec":
		case "SparseTensorSpec":
			return { ...reshaped(spec, shape), name: undefined };
		case "RaggedTensorSpec":
			return raggedWith(reshaped(spec, shape), (raggedRankOf(spec) ?? Number.NaN) + 1);
		case "NoneTensorSpec":
			return spec;
		case "DatasetSpec": {
			const inner = spec.parts?.dataset_shape;
			const own = inner?.kind === "tensorshape" ? inner.shape : ranked([]);
			return datasetSpec(spec.parts?.element_spec ?? unknown({ text: "inner elements" }), inFront(dim, own));
		}
		default:
			return unknown({ text: `a batch of values of a ${specClass(spec)} is not followed` });
	}
}

export const inFront = (dim: Dim, shape: Shape): Shape =>
	shape.kind === "ranked" ? ranked([dim, ...shape.dims]) : shape;

/** A ragged spec of another ragged rank. */
export function raggedWith(spec: TypeSpecValue, rank: number): TypeSpecValue {
	const known = Number.isNaN(rank) ? undefined : rank;
	return {
		...spec,
		spec: { ...spec.spec, layout: { ...spec.spec.layout, kind: "ragged", raggedRank: known } },
		parts: { ...spec.parts, ragged_rank: { kind: "int", value: known } },
	};
}

/** The axis of a batch as TensorFlow knows it. */
export function batchDim({ size, drop }: Batching, call: LibraryCall): Dim {
	const { origin } = call.args;
	if (drop === undefined) return unknownDim({ text: "whether the last batch may be smaller is not known", origin });
	if (!drop) return openDim("the last batch may be smaller: batch(n, drop_remainder=True) has no such one", call);
	return size ?? unknownDim({ text: "the size of a batch is not known", origin });
}

export const batchCount = (cardinality: Cardinality, { size, drop }: Batching): Cardinality =>
	mapCardinality(cardinality, (count) => {
		if (size === undefined || drop === undefined) return undefined;
		return drop ? Math.floor(count / size) : Math.ceil(count / size);
	});

/** How large each batch is. */
function batchSizes(cardinality: Cardinality, { size }: Batching): Sizes {
	if (size === undefined) return { at: () => undefined, every: undefined };
	if (cardinality === "infinite") return { at: () => size, every: size };
	if (typeof cardinality !== "number") return { at: () => undefined, every: undefined };
	const at = (index: number): number => Math.min(size, cardinality - index * size);
	const every = cardinality % size === 0 ? size : cardinality < size ? cardinality : undefined;
	return { at, every };
}

/** What is known of a dataset of batches: inner axes of one batch are alike. */
export function batched(
	state: DatasetState,
	batching: Batching,
	call: LibraryCall,
	specOf: (spec: TypeSpecValue, dim: Dim) => Value = batchedSpec,
): Value {
	const dim = batchDim(batching, call);
	const element = mapElement(state.element, (leaf) => (leaf.kind === "typespec" ? specOf(leaf, dim) : leaf));
	const sizes = new Map<NoneDim, Sizes>(mapSizes(state.sizes, ({ every }) => ({ at: () => every, every })));
	if (!isStatic(dim) && isNone(dim)) sizes.set(dim, batchSizes(state.cardinality, batching));
	return derive(state, { element, sizes, cardinality: batchCount(state.cardinality, batching) }, call);
}

const BATCH = "batch_size, drop_remainder=False, num_parallel_calls=None, deterministic=None, name=None";
const RAGGED = "batch_size, drop_remainder=False, row_splits_dtype=None, name=None";

export const BATCHING: Readonly<Record<string, MethodModel>> = {
	batch: method("batch", BATCH, (state, args, call) => batched(state, readBatching(args), call)),
	ragged_batch: method("ragged_batch", RAGGED, (state, args, call) => raggedBatch(state, args, call)),
};

/** Open axes become ragged ones, down to the last; what is static, or a scalar, is batched as it is. */
export function raggedBatch(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const batching = readBatching(args);
	const splits = args.get("row_splits_dtype");
	const ragged = (leaf: Value): Value => {
		if (leaf.kind !== "typespec" || specClass(leaf) !== "TensorSpec" || leaf.spec.shape.kind !== "ranked") return leaf;
		const { dims } = leaf.spec.shape;
		if (dims.every(isStatic)) return leaf;
		if (dims.some((dim) => !isStatic(dim) && !isNone(dim)))
			return unknown({ text: "whether an axis is open is not known" });
		const rank = dims.findLastIndex((dim) => !isStatic(dim));
		const spec = raggedWith({ ...leaf, name: undefined, type: "RaggedTensorSpec" }, rank);
		const dtype: Value = splits.kind === "none" ? { kind: "dtype", dtype: "int64" } : splits;
		return { ...spec, parts: { ...spec.parts, row_splits_dtype: dtype } };
	};
	return batched({ ...state, element: mapElement(state.element, ragged) }, batching, call);
}
