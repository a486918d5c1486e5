import {
	type Dim,
	isNone,
	isStatic,
	NONE,
	type NoneDim,
	ranked,
	type Shape,
	type TypeSpecValue,
	topShape,
	topSpec,
	tuple,
	unknown,
	unknownDim,
	type Value,
	type World,
} from "../../domain";
import { type LibraryCall, raise, typeName } from "../../interpreter/api";
import { convert, makeTensor } from "../convert";
import { specClass } from "../spec-values";
import { type DatasetState, datasetState, makeDataset } from "./dataset";

/**
 * Elements as `tf.data` nests them: tuples and dicts are structure, lists are not. Mirrors data/util/nest.py and
 * data/util/structure.py of tensorflow/python.
 */

/** A copy of a structure with other leaves. */
export function mapElement(value: Value, replace: (leaf: Value) => Value): Value {
	if (value.kind === "tuple" && value.view === undefined)
		return { ...value, items: value.items.map((item) => mapElement(item, replace)) };
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries].map(
			([key, entry]) => [key, { key: entry.key, value: mapElement(entry.value, replace) }] as const,
		);
		return { ...value, entries: new Map(entries) };
	}
	return replace(value);
}

/** The leaves; dicts in the order of their keys. */
export function elementLeaves(value: Value): readonly Value[] {
	if (value.kind === "tuple" && value.view === undefined) return value.items.flatMap(elementLeaves);
	if (value.kind === "dict" && value.entries) {
		const sorted = [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1));
		return sorted.flatMap(([, entry]) => elementLeaves(entry.value));
	}
	return [value];
}

/** Leaves of two structures side by side; absent where they nest otherwise. */
export function pairElements(a: Value, b: Value, pair: (a: Value, b: Value) => Value): Value | undefined {
	const isNested = (value: Value): boolean => value.kind === "tuple" || value.kind === "dict";
	if (!isNested(a) && !isNested(b)) return pair(a, b);
	if (a.kind === "tuple" && b.kind === "tuple" && a.items.length === b.items.length) {
		const items = a.items.map((item, index) => pairElements(item, b.items[index] as Value, pair));
		return items.includes(undefined) ? undefined : { ...a, items: items as Value[] };
	}
	if (a.kind !== "dict" || b.kind !== "dict" || !a.entries || a.entries.size !== b.entries?.size) return undefined;
	const entries = [...a.entries].map(([key, entry]) => {
		const other = b.entries?.get(key);
		return [key, { key: entry.key, value: other && pairElements(entry.value, other.value, pair) }] as const;
	});
	if (entries.some(([, { value }]) => value === undefined)) return undefined;
	return { ...a, entries: new Map(entries as [string, { key: Value; value: Value }][]) };
}

export const typeSpec = (shape: Shape, dtype: TypeSpecValue["spec"]["dtype"]): TypeSpecValue => ({
	kind: "typespec",
	spec: { shape, dtype },
	derived: false,
});

/** A spec with another shape. */
export const reshaped = (spec: TypeSpecValue, shape: Shape): TypeSpecValue => ({
	...spec,
	spec: { ...spec.spec, shape },
});

export const isSpec = (value: Value): value is TypeSpecValue => value.kind === "typespec";

/** The kinds of specs that hold no tensor of their own. */
export const isSpecOf = (value: Value, type: TypeSpecValue["type"]): value is TypeSpecValue =>
	value.kind === "typespec" && specClass(value) === type;

const WHY_NO_SHAPE = { text: "a spec that has no shape" };

export const datasetSpec = (element: Value, shape: Shape = ranked([])): TypeSpecValue => ({
	kind: "typespec",
	spec: topSpec(WHY_NO_SHAPE),
	derived: false,
	type: "DatasetSpec",
	parts: { element_spec: element, dataset_shape: { kind: "tensorshape", shape, symbolic: false } },
});

const NONE_SPEC: TypeSpecValue = {
	kind: "typespec",
	spec: topSpec(WHY_NO_SHAPE),
	derived: false,
	type: "NoneTensorSpec",
};

/** The specs of a value that becomes an element, or what elements are sliced from: `structure.normalize_element`. */
export const elementOf = (value: Value, call: LibraryCall): Value =>
	value.kind === "unknown" ? value : mapElement(value, (leaf) => specOfLeaf(leaf, call));

function specOfLeaf(leaf: Value, call: LibraryCall): Value {
	if (leaf.kind === "unknown") return leaf;
	if (leaf.kind === "none") return NONE_SPEC;
	const inner = datasetState(leaf);
	if (inner) return datasetSpec(inner.element);
	if (leaf.kind === "tensor" && leaf.flavor === "KerasTensor") rejectKerasTensor(leaf.world);
	if (leaf.kind === "tensor" && leaf.spec.layout) return specOfComposite(leaf.spec);
	if (leaf.kind === "typespec" || leaf.kind === "instance")
		return unknown({ text: `an element made of a value of type ${typeName(leaf)}`, origin: call.args.origin });
	rejectOthers(leaf);
	const { shape, dtype } = convert(leaf.kind === "tuple" ? tuple(leaf.items) : leaf);
	return typeSpec(shape, dtype);
}

function specOfComposite(spec: TypeSpecValue["spec"]): Value {
	const { layout } = spec;
	if (layout?.kind === "sparse") return { kind: "typespec", spec, derived: false, type: "SparseTensorSpec" };
	const rank = layout?.kind === "ragged" ? layout.raggedRank : undefined;
	if (rank === undefined) return unknown({ text: "how a tensor keeps its rows is not known" });
	return {
		kind: "typespec",
		spec,
		derived: false,
		type: "RaggedTensorSpec",
		parts: {
			ragged_rank: { kind: "int", value: rank },
			...(layout?.rowSplits ? { row_splits_dtype: { kind: "dtype", dtype: layout.rowSplits } as const } : {}),
		},
	};
}

export function rejectKerasTensor(world: World): never {
	raise({
		code: "keras-tensor-in-tf-function",
		exception: world === "keras3" ? "ValueError" : "TypeError",
		message: "a dataset is made of values, and a KerasTensor has none; map a model over the dataset instead",
	});
}

/** What no tensor is made of. */
function rejectOthers(leaf: Value): void {
	const items = leaf.kind === "list" || leaf.kind === "tuple" ? (leaf.items ?? []) : [leaf];
	const bad = items.find(({ kind }) => kind === "dict" || kind === "function" || kind === "class" || kind === "set");
	if (!bad) {
		for (const item of items) if (item !== leaf && (item.kind === "list" || item.kind === "tuple")) rejectOthers(item);
		return;
	}
	if (bad.kind === "dict" && bad === leaf) return;
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `a value of type ${typeName(bad)} cannot become a tensor of a dataset`,
	});
}

/** A value of the elements' specs: `size` is told each open dimension. */
export function valueOfElement(element: Value, size: (dim: NoneDim) => Dim, world: World, eager: boolean): Value {
	return mapElement(element, (leaf) => {
		if (leaf.kind !== "typespec") return leaf;
		const type = specClass(leaf);
		if (type === "NoneTensorSpec") return NONE;
		if (type === "DatasetSpec") return datasetOfSpec(leaf, world);
		const { shape, dtype, layout } = leaf.spec;
		const tensor = makeTensor(filled(shape, size, eager), dtype, { world, eager });
		if (type === "TensorSpec" || type === "BoundedTensorSpec") return tensor;
		if (type === "RaggedTensorSpec" && raggedRankOf(leaf) === 0) return tensor;
		if (type === "SparseTensorSpec" || type === "RaggedTensorSpec")
			return { ...tensor, spec: { shape: open(shape, eager), dtype, layout: layout ?? layoutOf(leaf) } };
		return unknown({ text: `a value of a ${type} is not followed` });
	});
}

const layoutOf = (spec: TypeSpecValue) =>
	specClass(spec) === "SparseTensorSpec"
		? ({ kind: "sparse" } as const)
		: ({ kind: "ragged", raggedRank: raggedRankOf(spec), rowSplits: rowSplitsOf(spec) } as const);

function rowSplitsOf({ parts }: TypeSpecValue): "int32" | "int64" | undefined {
	const dtype = parts?.row_splits_dtype;
	return dtype?.kind === "dtype" && (dtype.dtype === "int32" || dtype.dtype === "int64") ? dtype.dtype : undefined;
}

export const raggedRankOf = ({ parts, spec }: TypeSpecValue): number | undefined => {
	const rank = parts?.ragged_rank;
	return rank?.kind === "int" ? rank.value : spec.layout?.raggedRank;
};

function filled(shape: Shape, size: (dim: NoneDim) => Dim, eager: boolean): Shape {
	if (shape.kind === "unknown-rank" && eager) return topShape({ text: "a rank that is known at run time only" });
	if (shape.kind !== "ranked") return shape;
	return ranked(shape.dims.map((dim) => (isStatic(dim) || !isNone(dim) ? dim : size(dim))));
}

/** The rows of a ragged tensor are open to TensorFlow itself; the sizes of a sparse one are not, once it is there. */
const open = (shape: Shape, eager: boolean): Shape =>
	filled(
		shape,
		(dim) => (eager ? unknownDim({ text: "a size that is known at run time only", cause: dim.why }) : dim),
		eager,
	);

/** The dataset that an element of a dataset of datasets is. */
export function datasetOfSpec(spec: TypeSpecValue, world: World): Value {
	const element = spec.parts?.element_spec ?? unknown({ text: "the elements of an inner dataset" });
	return makeDataset({ element, cardinality: "unknown" }, world);
}

/** The size of an open axis in an element of an index, or in any, as a dimension of an eager tensor. */
export const sizeIn =
	({ sizes }: DatasetState, index: number | undefined) =>
	(dim: NoneDim): Dim => {
		const known = sizes.get(dim);
		const size = index === undefined ? known?.every : known?.at(index);
		return size ?? unknownDim({ text: "a size that is known at run time only", cause: dim.why });
	};
