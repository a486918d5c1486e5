import {
	type Dim,
	isNone,
	isStatic,
	noneDim,
	printShape,
	ranked,
	type Shape,
	type TypeSpecValue,
	type Value,
} from "../../domain";
import { type Bound, type LibraryCall, type MethodModel, raise, Vague, vague } from "../../interpreter/api";
import { convert } from "../convert";
import { readShape } from "../shapes";
import { specClass } from "../spec-values";
import { fail, method } from "./arguments";
import { batched, batchedSpec, readBatching } from "./batching";
import type { DatasetState } from "./dataset";
import { elementLeaves, mapElement, reshaped, typeSpec } from "./element";

/** Batches of elements that are padded to one shape. Mirrors padded_batch_op.py of tensorflow/python/data/ops. */

const TEXT = "batch_size, padded_shapes=None, padding_values=None, drop_remainder=False, name=None";

export const PADDED: Readonly<Record<string, MethodModel>> = {
	padded_batch: method("padded_batch", TEXT, paddedBatch),
};

function paddedBatch(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const { element } = state;
	if (element.kind === "unknown") return vague(element.why);
	for (const leaf of elementLeaves(element)) rejectComposite(leaf);
	const written = args.get("padded_shapes");
	checkNesting(element, args);
	const targets = written.kind === "none" ? ownShapes(element, args) : written;
	const padded = alongside(element, targets, args, (leaf, target) => padTo(leaf, target, args, call));
	checkValues(element, args);
	// All axes of a batch are as long as the longest of its elements, which the elements do not tell.
	return batched({ ...state, element: padded }, readBatching(args), call, (spec, dim) =>
		batchedSpec({ ...spec, name: undefined }, dim),
	);
}

function rejectComposite(leaf: Value): void {
	if (leaf.kind !== "typespec" || specClass(leaf) === "TensorSpec") return;
	raise({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `padded_batch takes elements that are dense tensors, not those of a ${specClass(leaf)}; see ragged_batch`,
	});
}

/** Without shapes, each open axis is padded to the longest of its batch. */
function ownShapes(element: Value, args: Bound): Value {
	return mapElement(element, (leaf) => {
		if (leaf.kind !== "typespec") return leaf;
		if (leaf.spec.shape.kind === "unknown-rank")
			fail(args, "padded_shapes", "ValueError", "elements of unknown rank need padded_shapes");
		return { kind: "tensorshape", shape: leaf.spec.shape, symbolic: false };
	});
}

type Pair = (leaf: Value, target: Value) => Value;

/** `nest.flatten_up_to`: the shapes nest as the elements do; what stands for a tensor may be anything. */
function alongside(element: Value, target: Value, args: Bound, pair: Pair): Value {
	if (element.kind !== "tuple" && element.kind !== "dict") return pair(element, target);
	if (target.kind === "unknown" || target.kind === "instance") return vague("padded_shapes that are not known");
	const isSequence = target.kind === "tuple" || target.kind === "dict";
	if (!isSequence || element.kind !== target.kind)
		fail(args, "padded_shapes", "TypeError", `a ${element.kind} of tensors needs a ${element.kind} of shapes`);
	if (element.kind === "tuple" && target.kind === "tuple") {
		if (element.items.length !== target.items.length) rejectLength(element.items.length, target.items.length, args);
		return {
			...element,
			items: element.items.map((item, index) => alongside(item, target.items[index] as Value, args, pair)),
		};
	}
	if (element.kind !== "dict" || target.kind !== "dict" || !element.entries) return vague("shapes that are not known");
	const shapes = target.entries ?? vague("shapes that are not known");
	if (shapes.size !== element.entries.size) rejectLength(element.entries.size, shapes.size, args);
	const entries = [...element.entries].map(([key, entry]) => {
		const shape =
			shapes.get(key)?.value ?? fail(args, "padded_shapes", "ValueError", "its keys are not those of the elements");
		return [key, { key: entry.key, value: alongside(entry.value, shape, args, pair) }] as const;
	});
	return { ...element, entries: new Map(entries) };
}

const rejectLength = (wanted: number, found: number, args: Bound): never =>
	fail(args, "padded_shapes", "ValueError", `${found} shapes for ${wanted} tensors`);

/** One tensor's spec, padded. */
function padTo(leaf: Value, target: Value, args: Bound, call: LibraryCall): Value {
	if (leaf.kind !== "typespec") return leaf;
	const shape = targetShape(target, args, call);
	if (shape.kind === "top") return reshaped(typeSpec(shape, leaf.spec.dtype), shape);
	if (cannotPad(shape, leaf.spec.shape))
		fail(
			args,
			"padded_shapes",
			"ValueError",
			`${printShape(leaf.spec.shape)} cannot be padded to ${printShape(shape)}`,
		);
	return paddedSpec(leaf, shape, call);
}

const paddedSpec = (leaf: TypeSpecValue, shape: Shape, call: LibraryCall): Value => {
	const why = { text: "an axis that is padded to the longest of its batch", origin: call.args.origin };
	const dims = shape.kind === "ranked" ? ranked(shape.dims.map((dim) => (isNone(dim) ? noneDim(why) : dim))) : shape;
	return typeSpec(dims, leaf.spec.dtype);
};

/** A shape, or a vector of int64 with -1 for what is open. */
function targetShape(target: Value, args: Bound, call: LibraryCall): Shape {
	if (target.kind === "tensor" && target.content === undefined)
		return readShape(target, call.machine, call.args.origin).shape;
	const items = sizesOf(target);
	const open: Dim = noneDim({ text: "an axis that is padded to the longest of its batch", origin: call.args.origin });
	if (items) return ranked(items.map((size) => (size === undefined || size < 0 ? open : size)));
	if (target.kind === "tensorshape") return target.shape;
	if (target.kind === "unknown" || target.kind === "instance" || target.kind === "tensor")
		return vague("a shape that is not known");
	try {
		const { shape } = convert(target, "int64");
		if (shape.kind === "ranked" && shape.dims.length === 1) return vague("the sizes of a shape");
	} catch (signal) {
		if (signal instanceof Vague) throw signal;
	}
	return fail(args, "padded_shapes", "ValueError", "it holds what is no shape");
}

/** Sizes that are written as ints and `None`; absent when it is no such sequence. */
function sizesOf(target: Value): readonly (number | undefined)[] | undefined {
	if (target.kind === "int" && target.value !== undefined) return [target.value];
	if (target.kind === "none") return undefined;
	const items =
		target.kind === "tensor" && target.content?.kind === "list"
			? target.content.items
			: target.kind === "list" || target.kind === "tuple"
				? target.items
				: undefined;
	if (!items?.every((item) => item.kind === "none" || (item.kind === "int" && item.value !== undefined)))
		return undefined;
	return items.map((item) => (item.kind === "int" ? item.value : undefined));
}

function cannotPad(target: Shape, shape: Shape): boolean {
	if (target.kind !== "ranked" || shape.kind !== "ranked") return false;
	if (target.dims.length !== shape.dims.length) return true;
	return target.dims.some((size, axis) => {
		const own = shape.dims[axis] as Dim;
		return isStatic(size) && isStatic(own) && size < own;
	});
}

/** The padding values nest as the elements do, or one stands for all. */
function checkNesting(element: Value, args: Bound): void {
	const values = args.get("padding_values");
	if ((values.kind === "tuple" || values.kind === "dict") && element.kind === "typespec")
		fail(args, "padding_values", "TypeError", `a ${values.kind} of values for elements of one tensor`);
}

/** A padding value is a scalar of the dtype of what it pads. */
function checkValues(element: Value, args: Bound): void {
	const values = args.get("padding_values");
	if (values.kind === "none") return;
	const leaves = elementLeaves(element);
	const given = values.kind === "tuple" || values.kind === "dict" ? elementLeaves(values) : leaves.map(() => values);
	if (given.length !== leaves.length) vague("padding values that nest otherwise");
	for (const [index, value] of given.entries()) {
		const leaf = leaves[index];
		if (leaf?.kind !== "typespec" || value.kind === "none" || value.kind === "unknown") continue;
		const { dtype, shape } = convert(value);
		if (shape.kind === "ranked" && shape.dims.length > 0)
			fail(args, "padding_values", "ValueError", "a padding value is a scalar");
		if (typeof dtype === "string" && typeof leaf.spec.dtype === "string" && dtype !== leaf.spec.dtype)
			fail(args, "padding_values", "TypeError", `a ${dtype} cannot pad a tensor of ${leaf.spec.dtype}`);
	}
}
