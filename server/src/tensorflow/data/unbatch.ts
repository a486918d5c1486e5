import {
	type Dim,
	type DType,
	isStatic,
	isUnknown,
	printDim,
	ranked,
	type Shape,
	SPARSE,
	type TypeSpecValue,
	unknown,
	unknownDim,
	type Value,
} from "../../domain";
import { type Bound, type LibraryCall, type MethodModel, raise, vague } from "../../interpreter/api";
import { readShape } from "../shapes";
import { specClass } from "../spec-values";
import { fail, method, openDim, readCount, readFlag } from "./arguments";
import { inFront, raggedWith } from "./batching";
import { type DatasetState, derive, mapCardinality, withoutOrder } from "./dataset";
import { elementLeaves, isSpecOf, mapElement, raggedRankOf, reshaped } from "./element";

/** Batches that are taken apart, or cut anew. Mirrors unbatch_op.py, rebatch_op.py and sparse_batch_op.py of data/ops. */

export const UNBATCHING: Readonly<Record<string, MethodModel>> = {
	unbatch: method("unbatch", "name=None", (state, _args, call) => unbatch(state, call)),
	rebatch: method("rebatch", "batch_size, drop_remainder=False, name=None", rebatch),
	sparse_batch: method("sparse_batch", "batch_size, row_shape, name=None", sparseBatch),
};

const reject = (message: string, exception = "ValueError"): never =>
	raise({ code: "invalid-layer-argument", exception, message });

/** The spec of one row; of what `from_tensor_slices` slices, too. */
export function unbatchedSpec(spec: TypeSpecValue): Value {
	const { shape } = spec.spec;
	const rest = shape.kind === "ranked" ? ranked(shape.dims.slice(1)) : shape;
	switch (specClass(spec)) {
		case "TensorSpec":
		case "BoundedTensorSpec":
		case "SparseTensorSpec":
			return { ...reshaped(spec, rest), name: undefined };
		case "RaggedTensorSpec":
			return raggedWith(reshaped(spec, rest), (raggedRankOf(spec) ?? Number.NaN) - 1);
		case "NoneTensorSpec":
			return spec;
		default:
			return unknown({ text: `a row of a value of a ${specClass(spec)} is not followed` });
	}
}

function firstDims(element: Value): readonly (Dim | undefined)[] {
	return elementLeaves(element).flatMap((leaf) =>
		leaf.kind === "typespec" && leaf.spec.shape.kind === "ranked" ? [leaf.spec.shape.dims[0]] : [],
	);
}

export function unbatch(state: DatasetState, call: LibraryCall): Value {
	const { element } = state;
	const windows = elementLeaves(element).filter((leaf) => isSpecOf(leaf, "DatasetSpec"));
	if (windows.length > 0) rejectWindows(windows);
	const dims = firstDims(element);
	if (dims.includes(undefined)) reject("scalars cannot be unbatched: they have no axis to take apart");
	const sizes = new Set(dims.filter((dim): dim is number => typeof dim === "number"));
	if (sizes.size > 1) reject(`components with first axes ${[...sizes].join(" and ")} cannot be unbatched together`);
	const [size] = sizes;
	const isOpen = dims.some((dim) => dim !== undefined && isUnknown(dim));
	const cardinality = mapCardinality(state.cardinality, (count) =>
		dims.every((dim) => dim === size) && size !== undefined
			? count * size
			: isOpen || dims.length === 0
				? undefined
				: "unknown",
	);
	const rows = mapElement(element, (leaf) => (leaf.kind === "typespec" ? unbatchedSpec(leaf) : leaf));
	return derive(state, { element: rows, cardinality, sizes: withoutOrder(state.sizes) }, call);
}

function rejectWindows(windows: readonly Value[]): void {
	const isBatched = windows.some((leaf) => {
		const shape = leaf.kind === "typespec" ? leaf.parts?.dataset_shape : undefined;
		return shape?.kind === "tensorshape" && shape.shape.kind === "ranked" && shape.shape.dims.length > 0;
	});
	if (isBatched) vague("batches of datasets that are unbatched");
	reject("windows are datasets, which unbatch() does not take apart: flat_map(lambda window: window) does");
}

/** Batches of other sizes: the axis is known only where no smaller batch can come of it. */
function rebatch(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const { element } = state;
	const dims = firstDims(element);
	const sizes = readSizes(args);
	const drop = readFlag(args, "drop_remainder");
	if (sizes === undefined || drop === undefined) return vague("the size of a batch is not known");
	if (dims.includes(undefined)) {
		// What drops the rest never looks at the elements before they come.
		if (!drop && new Set(sizes).size === 1) reject("rebatch() takes batches, and the elements are scalars");
		return vague("batches of scalars that are cut anew");
	}
	const even = new Set(sizes).size === 1 ? (sizes[0] as number) : undefined;
	const dim = rebatchedDim(dims as readonly Dim[], even, drop, call);
	const cut = mapElement(element, (leaf) => {
		const row = leaf.kind === "typespec" ? unbatchedSpec(leaf) : leaf;
		if (row.kind !== "typespec") return row;
		const spec = reshaped(row, inFront(dim, row.spec.shape));
		return specClass(spec) === "RaggedTensorSpec" ? raggedWith(spec, (raggedRankOf(spec) ?? Number.NaN) + 1) : spec;
	});
	const cardinality = state.cardinality === undefined ? undefined : "unknown";
	return derive(state, { element: cut, cardinality, sizes: withoutOrder(state.sizes) }, call);
}

function rebatchedDim(dims: readonly Dim[], even: number | undefined, drop: boolean, call: LibraryCall): Dim {
	const open = openDim("batches of other sizes may leave a smaller one", call);
	if (even === undefined || drop) return even ?? open;
	const known = dims.filter(isStatic);
	if (dims.some(isUnknown)) return unknownDim({ text: "the size of a batch is not known" });
	if (new Set(known).size > 1)
		reject(`components of batches of ${known.map(printDim).join(" and ")} are cut anew together`);
	const [size] = known;
	return size !== undefined && size % even === 0 ? even : open;
}

function readSizes(args: Bound): readonly number[] | undefined {
	const value = args.get("batch_size");
	if (value.kind !== "list" && value.kind !== "tuple") {
		const size = readCount(args, "batch_size");
		return size === undefined ? undefined : [size];
	}
	const items = value.items?.map((item) => (item.kind === "int" ? item.value : undefined));
	return items?.includes(undefined) ? undefined : (items as readonly number[] | undefined);
}

function sparseBatch(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const { element } = state;
	if (element.kind === "unknown") return vague(element.why);
	if (element.kind !== "typespec") return reject("sparse_batch() takes elements of one tensor", "TypeError");
	const row = args.given("row_shape");
	const { shape } = row ? readShape(row.value, call.machine, row.origin) : vague("a shape that is not known");
	const size = readCount(args, "batch_size");
	if (size !== undefined && size <= 0) fail(args, "batch_size", "InvalidArgumentError", "no size of a batch");
	return derive(
		state,
		{
			element: sparseSpec(inFront(openDim("a batch of any size", call), shape), element.spec.dtype),
			cardinality: mapCardinality(state.cardinality, (count) =>
				size === undefined ? undefined : Math.ceil(count / size),
			),
			sizes: new Map(),
		},
		call,
	);
}

const sparseSpec = (shape: Shape, dtype: DType): TypeSpecValue => ({
	kind: "typespec",
	spec: { shape, dtype, layout: SPARSE },
	derived: false,
	type: "SparseTensorSpec",
});

/** Whether slices of these tensors are certainly of one length; raises when they are certainly not. */
export function commonFirstAxis(leaves: readonly Value[]): Dim | undefined {
	let found: Dim | undefined;
	for (const leaf of leaves) {
		if (leaf.kind !== "typespec" || leaf.type === "NoneTensorSpec") continue;
		const { shape } = leaf.spec;
		const dim = shape.kind === "ranked" ? shape.dims[0] : undefined;
		if (dim === undefined) return undefined;
		if (found !== undefined && isStatic(found) && isStatic(dim) && found !== dim)
			reject(`tensors with first axes ${found} and ${dim} cannot be sliced together`);
		if (found === undefined || !isStatic(found)) found = dim;
	}
	return found;
}
