import {
	type Dim,
	isNone,
	isSizeMismatch,
	isStatic,
	isUnknown,
	mergeDims,
	noneDim,
	printShape,
	type RankedShape,
	ranked,
	reshapeDims,
	spec,
	unknownDim,
	unknownDType,
	type Value,
} from "../../../domain";
import { raise, typeName, vague } from "../../../interpreter/api";
import { isKnown } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { isSince, type Versioned } from "../../versions/release";
import { requireTensor } from "./require-tensor";

interface Config {
	readonly target: readonly Value[];
}

/**
 * `keras.layers.Reshape`: `(batch, …)` -> `(batch, *target_shape)`. One `-1` is what remains, and `None` while a size
 * of the input is `None`. Mirrors keras/src/layers/reshaping/reshape.py. Keras 2 traces `tf.reshape` and merges its
 * shape with its own; Keras 3 declares, and takes what is not an int in the target as `None`.
 */
export const Reshape = defineLayer<Config>({
	name: "Reshape",
	signature: "target_shape, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	configure: (args) => ({ target: readTarget(args) }),
	call(config, context) {
		const { argument, mode } = context;
		if (context.world === "keras2" && mode === "eager" && argument.kind !== "tensor") rejectPlain(context);
		if (context.world === "keras2" && argument.kind === "dict")
			fail("invalid-layer-input", "TypeError", "Reshape takes one tensor, found a dict");
		const shape = requireTensor(context);
		const dtype = context.inputs[0]?.dtype ?? unknownDType({ text: "the layer has no input" });
		const dims = context.world === "keras2" ? traced(config, shape, context) : called3(config, shape, context);
		return spec(ranked(dims), dtype);
	},
});

const fail = (
	code: "invalid-layer-input" | "reshape-size-mismatch" | "invalid-layer-argument",
	exception: string,
	message: string,
): never => raise({ code, exception, message });

function readTarget(args: LayerArguments): readonly Value[] {
	const value = args.get("target_shape");
	if (value.kind === "unknown") vague("target_shape is not known");
	const bad = (exception: string, message: string): never =>
		args.fail({ code: "invalid-layer-argument", exception, message, argument: "target_shape" });
	if (["int", "float", "bool", "none", "function"].includes(value.kind))
		bad(
			"TypeError",
			`target_shape must be a tuple of ints, found ${value.kind === "none" ? "None" : `a ${typeName(value)}`}`,
		);
	const items = itemsOf(value, args) ?? vague("target_shape is not known");
	if (args.world === "keras2") return items;
	const sizes = items.map(asSize).filter(isStatic);
	const negative = sizes.find((size) => size < -1);
	if (negative !== undefined)
		bad("ValueError", `target_shape holds ${negative}; sizes are >= 0, and -1 for the one left open`);
	if (sizes.filter((size) => size === -1).length > 1)
		bad("ValueError", "target_shape may leave only one size open with -1");
	return items;
}

function itemsOf(value: Value, args: LayerArguments): readonly Value[] | undefined {
	if (value.kind === "tensorshape" && value.shape.kind === "ranked") {
		return value.shape.dims.map((dim): Value => {
			if (isStatic(dim)) return { kind: "int", value: dim };
			return isNone(dim) ? { kind: "none" } : { kind: "unknown", why: dim.why };
		});
	}
	if (value.kind === "tensor" && value.content) return itemsOf(value.content, args);
	return args.machine.iterate(value, { path: "", start: 0, end: 0 });
}

/** One size of the target: `-1` stays a number, what is not an int is `None`. */
function asSize(value: Value): Dim {
	if (value.kind === "int" || value.kind === "bool") {
		return value.value === undefined ? unknownDim(value.why ?? { text: "a size is not known" }) : Number(value.value);
	}
	if (value.kind === "unknown") return unknownDim(value.why);
	if (value.kind === "instance" || value.kind === "tensor") return unknownDim({ text: "a size that is not followed" });
	return noneDim({ text: "the target shape does not say this size" });
}

const mismatch = (shape: RankedShape, target: readonly Dim[]): never =>
	fail(
		"reshape-size-mismatch",
		"ValueError",
		`cannot reshape ${printShape(ranked(shape.dims.slice(1)))} into ${printShape(ranked(target))}: the sizes differ`,
	);

/** Keras 3 reshapes real and graph tensors to the shape that it declares, whose open sizes TensorFlow solves. */
function called3(config: Config, shape: RankedShape, context: CallContext): readonly Dim[] {
	const { mode } = context;
	const dims = declared(config, shape, context);
	if (mode === "symbolic") return dims;
	if (config.target.some(({ kind }) => kind === "str"))
		fail("invalid-layer-argument", "ValueError", "target_shape must hold ints, found text");
	const result = reshapeDims(shape.dims, dims);
	return isSizeMismatch(result) ? mismatch(shape, dims.slice(1)) : result;
}

/** Keras 3's `compute_reshape_output_shape` behind the batch. */
function declared({ target }: Config, shape: RankedShape, versioned: Versioned): readonly Dim[] {
	const [batch, ...rest] = shape.dims;
	if (batch === undefined) return rejectScalar(target.map(asSize));
	const sizes = target.map(asSize);
	const hole = sizes.indexOf(-1);
	rejectFormerTarget(target, rest, versioned);
	const open = [...rest, ...sizes].find(isNone) ?? [...rest, ...sizes].find(isUnknown);
	if (open !== undefined) return [batch, ...sizes.map((size) => (size === -1 ? open : size))];
	return [batch, ...solved(shape, sizes.filter(isStatic), rest.filter(isStatic), hole)];
}

/** Before 3.15, the target's sizes were multiplied as they are, where all of the input's are known. */
function rejectFormerTarget(target: readonly Value[], rest: readonly Dim[], versioned: Versioned): void {
	if (isSince("3.15", versioned)) return;
	const odd = target.find(({ kind }) => !["int", "bool", "none", "unknown", "instance", "tensor"].includes(kind));
	if (odd) vague("what Keras before 3.15 makes of a target_shape that is not of ints");
	if (!rest.every(isStatic) || !target.some(({ kind }) => kind === "none")) return;
	fail("invalid-layer-argument", "TypeError", "target_shape must not hold None: -1 leaves a size open");
}

/** A scalar has one element and no batch axis; Keras 3 looks at the elements first. */
function rejectScalar(sizes: readonly Dim[]): never {
	const total = sizes.reduce<number>((product, size) => product * (isStatic(size) ? size : 0), 1);
	const fits = total === 1 || sizes.some((size) => !isStatic(size) || size === -1);
	return fail("invalid-layer-input", fits ? "IndexError" : "ValueError", "Reshape needs a batch axis, found a scalar");
}

function solved(
	shape: RankedShape,
	sizes: readonly number[],
	rest: readonly number[],
	hole: number,
): readonly number[] {
	const total = rest.reduce((product, size) => product * size, 1);
	const known = sizes.reduce((product, size, axis) => (axis === hole ? product : product * size), 1);
	if (hole < 0) return known === total ? sizes : mismatch(shape, sizes);
	return known === 0 || total % known !== 0 ? mismatch(shape, sizes) : sizes.with(hole, total / known);
}

/** Keras 2: `tf.reshape` first, whose result then gets the shape that Keras computes. */
function traced({ target }: Config, shape: RankedShape, context: CallContext): readonly Dim[] {
	for (const value of target) rejectElement(value);
	const sizes = target.map(asSize);
	const [batch, ...rest] = shape.dims;
	const isEager = context.mode === "eager";
	if (batch === undefined) {
		if (!isEager) return vague("Reshape of a scalar");
		return fail("invalid-layer-input", "InvalidArgumentError", "Reshape needs a batch axis, found a scalar");
	}
	if (isEager) requireSolvable(sizes);
	const open = noneDim({ text: "tf.reshape infers it at run time" });
	const graph = reshapeDims(shape.dims, [batch, ...sizes.map((size) => (isStatic(size) && size < 0 ? open : size))]);
	if (isSizeMismatch(graph)) {
		const message = `cannot reshape ${printShape(shape)} into (batch, ${sizes.map((s) => (isStatic(s) ? s : "?")).join(", ")})`;
		return fail("reshape-size-mismatch", isEager ? "InvalidArgumentError" : "ValueError", message);
	}
	const own = isEager ? graph : computed(shape, rest, sizes);
	return graph.map((dim, axis) => mergeDims(dim, own[axis] as Dim) ?? mismatch(shape, sizes));
}

/** What `tf.reshape` itself says of its target, which in a graph it does not look at. */
function requireSolvable(sizes: readonly Dim[]): void {
	const open = sizes.filter((size) => size === -1).length;
	const bad = sizes.find((size) => isStatic(size) && size < -1);
	if (bad === undefined && open < 2) return;
	fail(
		"reshape-size-mismatch",
		"InvalidArgumentError",
		bad === undefined
			? "target_shape may leave only one size open with -1"
			: `target_shape holds ${String(bad)}, and sizes are >= 0`,
	);
}

/** Keras 2's `compute_output_shape`. */
function computed(shape: RankedShape, rest: readonly Dim[], sizes: readonly Dim[]): readonly Dim[] {
	const batch = shape.dims[0] as Dim;
	const none = rest.find(isNone);
	if (none === undefined && [...rest, ...sizes].some(isUnknown)) {
		const why = { text: "a size is not known" };
		return [batch, ...sizes.map((size) => (isStatic(size) && size >= 0 ? size : unknownDim(why)))];
	}
	if (none !== undefined) {
		const bad = sizes.find((size) => isStatic(size) && size < -1);
		if (bad !== undefined)
			fail("reshape-size-mismatch", "ValueError", `target_shape holds ${String(bad)}, and sizes are >= 0`);
		return [batch, ...sizes.map((size) => (size === -1 ? none : size))];
	}
	const numbers = sizes.filter(isStatic);
	const negative = numbers.flatMap((size, axis) => (size < 0 ? [axis] : []));
	if (negative.length > 1)
		fail("reshape-size-mismatch", "ValueError", "target_shape may leave only one size open with -1");
	return [batch, ...solved(shape, numbers, rest.filter(isStatic), negative[0] ?? -1)];
}

/** What `tf.reshape` says about an element of its shape that is no int. */
function rejectElement(value: Value): void {
	if (!isKnown(value) || value.kind === "int") return;
	if (value.kind === "float" || value.kind === "str")
		fail("invalid-layer-argument", "TypeError", `target_shape must hold ints, found a ${typeName(value)}`);
	if (value.kind === "none" || value.kind === "tuple" || value.kind === "list") {
		const what = value.kind === "none" ? "None (use -1)" : `a ${value.kind}`;
		fail("invalid-layer-argument", "ValueError", `target_shape must hold ints, found ${what}`);
	}
}

/** Outside a graph, Keras 2 hands whatever it got to TensorFlow. */
function rejectPlain({ argument }: CallContext): never {
	if (argument.kind === "none")
		fail("invalid-layer-input", "ValueError", "Reshape was called on None, which is no tensor");
	return vague("Reshape was called on something that is not a tensor");
}
