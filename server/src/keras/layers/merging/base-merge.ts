import {
	broadcastDims,
	type Dim,
	type DType,
	isClash,
	isNone,
	ranked,
	spec,
	type TensorValue,
	type Value,
	type World,
} from "../../../domain";
import { raise, vague } from "../../../interpreter/api";
import { resultType } from "../../backend/common/dtypes";
import { defineLayer } from "../../engine/define-layer";
import type { BuildContext, CallContext, Refusal } from "../../engine/layer-definition";
import { rejectRefused } from "../../engine/refused-dtypes";
import type { SpecStructure } from "../../engine/structure";
import {
	commonBatch,
	dimsOf,
	entryKey,
	type InputShapes,
	isShapeLike,
	printShapeLike,
	printShapes,
	readInputShapes,
	type ShapeEntry,
	type ShapeLike,
} from "./merge-shapes";

/** What tells the elementwise merge layers apart. */
export interface MergeOperation {
	/** What TensorFlow's operation on two inputs refuses. */
	readonly refuses?: readonly Refusal[];
	/** What is refused of a lone input, too. */
	readonly refusesAny?: readonly Refusal[];
	/** The dtype that comes out; the inputs' own when absent. */
	gives?(dtype: DType): DType;
	readonly exactly?: number;
}

/**
 * A merge layer: broadcasts its inputs, with the batch axis kept apart and missing axes put after it. Mirrors
 * keras/src/layers/merging/base_merge.py. Keras 2 traces the operation, so dtype and sizes are the graph's; Keras 3
 * declares the compute dtype and says `None` for a size that is open in any input.
 */
export function defineMergeLayer(name: string, operation: MergeOperation) {
	return defineLayer({
		name,
		signature: "**kwargs",
		callSignature: "inputs",
		manyInputs: true,
		configure: () => ({}),
		build: (_config, context) => checkShapes(name, context, operation.exactly),
		call: (_config, context) => mergeOutput(context, operation),
	});
}

export type Fail = (code: "invalid-layer-input" | "merge-shape-mismatch", exception: string, message: string) => never;

export const fail: Fail = (code, exception, message) => raise({ code, exception, message });

/** The list of shapes that every merge layer asks for first. */
export function requireSeveral(name: string, shapes: InputShapes, world: World): readonly (ShapeLike | undefined)[] {
	if (shapes.kind === "nothing") fail("invalid-layer-input", "TypeError", `${name} was called on no inputs`);
	if (shapes.kind === "mapping")
		fail("invalid-layer-input", "KeyError", `${name} takes a list of inputs, found a dict`);
	const notAList = `${name} takes a list of inputs, found shape ${printShapes(shapes)}`;
	if (shapes.kind === "single") {
		fail("invalid-layer-input", shapes.shape.entries.length === 0 ? "IndexError" : "ValueError", notAList);
	}
	const first = shapes.items[0];
	if (!first || (world === "keras2" && !first.isTuple)) fail("invalid-layer-input", "ValueError", notAList);
	return shapes.items;
}

function checkShapes(name: string, context: BuildContext, exactly: number | undefined): void {
	const { world, argument } = context;
	const shapes = readInputShapes(argument ?? vague("the inputs are not known"), world);
	const items = requireSeveral(name, shapes, world);
	const batches = new Set(items.flatMap((item) => (item?.entries[0] === undefined ? [] : [entryKey(item.entries[0])])));
	batches.delete("None");
	batches.delete(undefined);
	if (batches.size > 1) {
		fail("merge-shape-mismatch", "ValueError", `${name} cannot merge batches of ${[...batches].join(" and ")}`);
	}
	let output: readonly ShapeEntry[] | undefined = items[0]?.entries.slice(1);
	for (const item of items.slice(1)) output = output && item && merge(name, output, item.entries.slice(1));
	if (exactly !== undefined && items.length !== exactly) {
		fail("invalid-layer-input", "ValueError", `${name} takes exactly ${exactly} inputs, found ${items.length}`);
	}
}

/** Keras's own broadcast of two shapes without their batch: `None` with anything is `None`. */
function merge(name: string, a: readonly ShapeEntry[], b: readonly ShapeEntry[]): readonly ShapeEntry[] {
	if (a.length < b.length) return merge(name, b, a);
	const missing = a.length - b.length;
	return a.map((entry, axis) => {
		const other = axis < missing ? undefined : b[axis - missing];
		if (other === undefined) return entry;
		if (isNoneEntry(entry)) return entry;
		if (isNoneEntry(other)) return other;
		if (entry === 1) return other;
		if (other === 1) return entry;
		const [left, right] = [entryKey(entry), entryKey(other)];
		if (left === undefined || right === undefined) return left === undefined ? entry : other;
		if (left === right) return entry;
		return fail(
			"merge-shape-mismatch",
			"ValueError",
			`${name} cannot merge shapes ${text(a)} and ${text(b)}: ${left} and ${right} do not fit`,
		);
	});
}

const isNoneEntry = (entry: ShapeEntry): boolean => !isShapeLike(entry) && isNone(entry);
const text = (entries: readonly ShapeEntry[]): string => printShapeLike({ kind: "shape", isTuple: true, entries });

/** The tensors of a merge layer's list; raises where Keras reads `.shape` of something else. */
export function requireTensors(context: CallContext): readonly TensorValue[] {
	const { argument } = context;
	const items = argument.kind === "list" || argument.kind === "tuple" ? argument.items : undefined;
	const all = items ?? vague("the inputs are not known");
	const asked = askedForSparse(all, context);
	return all.map((item, at) => {
		if (item.kind === "tensor" && (item.flavor === "KerasTensor" || at >= asked)) return item;
		return fail("invalid-layer-input", "AttributeError", "an input of a merge layer is not a tensor like the others");
	});
}

/**
 * Of how many inputs Keras 3 reads `sparse` to declare a symbolic output, which a real tensor lacks: it stops after the
 * first KerasTensor that is not sparse.
 */
function askedForSparse(inputs: readonly Value[], { world, mode }: CallContext): number {
	if (world !== "keras3" || mode !== "symbolic") return 0;
	const dense = inputs.findIndex(
		(each) => each.kind === "tensor" && each.flavor === "KerasTensor" && each.spec.layout === undefined,
	);
	return dense < 0 ? inputs.length : dense + 1;
}

function mergeOutput(context: CallContext, operation: MergeOperation): SpecStructure {
	if (requireTensors(context).length === 0) vague("the layer has no inputs");
	const { inputs, world, mode, computeDtype } = context;
	const shapes = inputs.map((input) =>
		input.shape.kind === "ranked" ? input.shape.dims : vague("the rank is not known"),
	);
	if (world === "keras3" && mode === "symbolic") return spec(ranked(declaredShape(shapes)), computeDtype);
	const expanded = expand(shapes);
	if (world === "keras2") mergeLeading(operation, expanded, context);
	const dtype = world === "keras2" ? sameDType(context) : resultType(inputs.map((input) => input.dtype));
	rejectOperands(operation, dtype, inputs.length, context);
	return spec(ranked(broadcastAll(expanded, context)), operation.gives ? operation.gives(dtype) : dtype);
}

/** Keras 2 merges one input after the other: those of one dtype have met before another dtype fails. */
function mergeLeading(operation: MergeOperation, expanded: readonly (readonly Dim[])[], context: CallContext): void {
	const first = context.inputs[0]?.dtype;
	const count = context.inputs.findIndex(({ dtype }) => dtype !== first);
	if (count < 2 || typeof first !== "string") return;
	rejectOperands(operation, first, count, context);
	broadcastAll(expanded.slice(0, count), context);
}

function rejectOperands(operation: MergeOperation, dtype: DType, count: number, context: CallContext): void {
	if (typeof dtype !== "string") vague(dtype.why);
	if (count > 1) rejectRefused(operation.refuses ?? [], context, [dtype]);
	rejectRefused(operation.refusesAny ?? [], context, [dtype]);
}

/** What Keras 3's `compute_output_shape` says. */
function declaredShape(shapes: readonly (readonly Dim[])[]): readonly Dim[] {
	if (shapes.some((dims) => dims.length === 0)) {
		fail("invalid-layer-input", "IndexError", "a merge layer was called on a scalar, which has no batch axis");
	}
	const [first = [], ...others] = shapes.map((dims) => dims.slice(1) as readonly ShapeEntry[]);
	const merged = others.reduce((output, other) => merge("the layer", output, other), first);
	return [
		commonBatch(shapes.map((dims) => dims[0] as Dim)),
		...dimsOf({ kind: "shape", isTuple: true, entries: merged }),
	];
}

/** Axes of size 1 are put after the batch until the ranks agree. */
function expand(shapes: readonly (readonly Dim[])[]): readonly (readonly Dim[])[] {
	const rank = Math.max(...shapes.map((dims) => dims.length));
	return shapes.map((dims) => {
		if (dims.length === rank) return dims;
		if (dims.length === 0) {
			fail("invalid-layer-input", "ValueError", "a merge layer was called on a scalar, which has no batch axis");
		}
		return [dims[0] as Dim, ...Array<Dim>(rank - dims.length).fill(1), ...dims.slice(1)];
	});
}

function broadcastAll(expanded: readonly (readonly Dim[])[], context: CallContext): readonly Dim[] {
	return expanded.reduce((output, dims) => {
		const result = broadcastDims(output, dims);
		if (!isClash(result)) return result;
		return fail(
			"merge-shape-mismatch",
			tensorflowError(context, "ValueError"),
			`sizes ${result.left} and ${result.right} at axis ${result.axis} of the inputs do not fit`,
		);
	});
}

/** Outside a graph, TensorFlow's operations raise an error of their own. */
export const tensorflowError = ({ mode }: CallContext, inGraph: string): string =>
	mode === "eager" ? "InvalidArgumentError" : inGraph;

/** TensorFlow's operations take operands of one dtype. */
export function sameDType(context: CallContext): DType {
	const { inputs } = context;
	const [first, ...others] = inputs.map((input) => input.dtype);
	const dtype = first ?? vague("there is no input");
	for (const other of others) {
		if (typeof dtype !== "string" || typeof other !== "string") vague("the dtype of an input is not known");
		if (other === dtype) continue;
		fail(
			"invalid-layer-input",
			tensorflowError(context, "TypeError"),
			`the inputs have dtypes ${dtype} and ${other}, and TensorFlow converts neither`,
		);
	}
	return dtype;
}
