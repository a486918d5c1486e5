import { type Dim, type DType, isStatic, ranked, SPARSE, type TypeSpecValue, type Value } from "../../domain";
import { type Bound, type LibraryCall, type MethodModel, raise, vague } from "../../interpreter/api";
import { convert } from "../convert";
import { readDType } from "../dtypes";
import { bound } from "./arguments";
import { type Cardinality, makeDataset } from "./dataset";
import { elementLeaves, elementOf, mapElement, typeSpec } from "./element";
import { commonFirstAxis, unbatchedSpec } from "./unbatch";

/** Where datasets come from. Mirrors from_tensors_op.py, from_tensor_slices_op.py, range_op.py, random_op.py, counter_op.py of data/ops. */

/** A class method of `tf.data.Dataset` by its Python signature. */
export const source =
	(name: string, text: string, run: (args: Bound, call: LibraryCall) => Value): MethodModel =>
	(_self, call) =>
		run(bound(text, call, name), call);

const reject = (message: string, exception = "ValueError"): never =>
	raise({ code: "invalid-layer-argument", exception, message });

function fromTensors(args: Bound, call: LibraryCall): Value {
	const element = elementOf(args.get("tensors"), call);
	rejectNothing(element, "InvalidArgumentError");
	return makeDataset({ element, cardinality: 1 }, call.world);
}

/** Without a tensor there is no element. */
function rejectNothing(element: Value, exception: string): void {
	if (elementLeaves(element).some((leaf) => !(leaf.kind === "typespec" && leaf.type === "NoneTensorSpec"))) return;
	reject("a dataset is made of tensors, and there is none", exception);
}

function fromTensorSlices(args: Bound, call: LibraryCall): Value {
	const whole = elementOf(args.get("tensors"), call);
	for (const leaf of elementLeaves(whole)) rejectScalar(leaf);
	rejectNothing(whole, "ValueError");
	const axis = commonFirstAxis(elementLeaves(whole));
	const element = mapElement(whole, (leaf) => (leaf.kind === "typespec" ? unbatchedSpec(leaf) : leaf));
	return makeDataset({ element, cardinality: countOf(axis) }, call.world);
}

/** How many slices: an axis that a graph leaves open is unknown to TensorFlow, too. */
const countOf = (axis: Dim | undefined): Cardinality =>
	axis === undefined ? undefined : isStatic(axis) ? axis : axis.kind === "none" ? "unknown" : undefined;

function rejectScalar(leaf: Value): void {
	if (leaf.kind !== "typespec" || leaf.spec.shape.kind !== "ranked") return;
	const rank = leaf.spec.shape.dims.length;
	if (rank === 0)
		reject("a scalar cannot be sliced: from_tensor_slices takes what has a first axis, from_tensors takes anything");
	if (leaf.type === "SparseTensorSpec" && rank === 1)
		reject("a sparse vector cannot be sliced", "InvalidArgumentError");
}

const MAX_ARGUMENTS = 3;

/** `Dataset.range(stop)`, `(start, stop)` or `(start, stop, step)`. */
function range(args: Bound, call: LibraryCall): Value {
	const given = args.rest;
	if (given.length === 0 || given.length > MAX_ARGUMENTS)
		reject(`range() takes from one to three numbers, found ${given.length}`);
	const numbers = given.map(({ value }) => readNumber(value));
	const [start, stop, step] = numbers.length === 1 ? [0, numbers[0], 1] : [numbers[0], numbers[1], numbers[2] ?? 1];
	if (step === 0 && numbers.length === MAX_ARGUMENTS) reject("the step of a range is not 0", "InvalidArgumentError");
	const isKnown = numbers.every((number) => number !== undefined);
	const output = args.extra.find(({ name }) => name === "output_type");
	const bad = args.extra.find(({ name }) => name !== "output_type" && name !== "name");
	if (bad) reject(`range() has no argument ${bad.name}`, "TypeError");
	const dtype: DType = output ? readDType(output.value) : "int64";
	const cardinality = isKnown
		? Math.max(0, Math.ceil(((stop as number) - (start as number)) / (step as number)))
		: undefined;
	return makeDataset({ element: typeSpec(ranked([]), dtype), cardinality }, call.world);
}

function readNumber(value: Value): number | undefined {
	if (value.kind === "none") reject("None is no number");
	const { content, shape } = convert(value, "int64");
	if (shape.kind === "ranked" && shape.dims.length > 0)
		reject("a range takes numbers, not vectors", "InvalidArgumentError");
	return content?.kind === "int" ? content.value : undefined;
}

const scalars = (dtype: DType, cardinality: Cardinality, call: LibraryCall): Value =>
	makeDataset({ element: typeSpec(ranked([]), dtype), cardinality }, call.world);

/** The slices of a SparseTensor, and of nothing else. */
function fromSparseSlices(args: Bound, call: LibraryCall): Value {
	const tensor = args.get("sparse_tensor");
	if (tensor.kind !== "tensor" || tensor.spec.layout?.kind !== "sparse")
		return vague("slices of what may be no SparseTensor");
	const { shape, dtype } = tensor.spec;
	if (shape.kind !== "ranked") return vague("slices of a SparseTensor of unknown rank");
	const row: TypeSpecValue = {
		kind: "typespec",
		spec: { shape: ranked(shape.dims.slice(1)), dtype, layout: SPARSE },
		derived: false,
		type: "SparseTensorSpec",
	};
	return makeDataset({ element: row, cardinality: countOf(shape.dims[0]) }, call.world);
}

const COUNTER = "start=0, step=1, dtype=None, name=None";

export function counter(args: Bound, call: LibraryCall): Value {
	const dtype = args.get("dtype");
	return scalars(dtype.kind === "none" ? "int64" : readDType(dtype), "infinite", call);
}

/** Files of the machine that the program runs on: there may be none, which raises. */
const listFiles = (call: LibraryCall): Value => scalars("string", undefined, call);

export const SOURCES: Readonly<Record<string, MethodModel>> = {
	from_tensors: source("from_tensors", "tensors, name=None", fromTensors),
	from_tensor_slices: source("from_tensor_slices", "tensors, name=None", fromTensorSlices),
	from_sparse_tensor_slices: source("from_sparse_tensor_slices", "sparse_tensor", fromSparseSlices),
	range: source("range", "*args, **kwargs", range),
	random: source("random", "seed=None, rerandomize_each_iteration=None, name=None", (_args, call) =>
		scalars("int64", "infinite", call),
	),
	counter: source("counter", COUNTER, counter),
	list_files: source("list_files", "file_pattern, shuffle=None, seed=None, name=None", (_args, call) =>
		listFiles(call),
	),
	load: source("load", "path, element_spec=None, compression=None, reader_func=None, wait=False", (args, call) =>
		load(args, call),
	),
};

/** What was saved is known where the program says it. */
function load(args: Bound, call: LibraryCall): Value {
	const element = args.get("element_spec");
	if (element.kind === "none") return vague("the elements of a saved dataset are not read");
	return makeDataset({ element }, call.world);
}
