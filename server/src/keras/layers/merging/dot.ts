import { type Dim, isUnknown, mergeDims, printDim, ranked, spec, type Value } from "../../../domain";
import { type FunctionModel, typeName, vague } from "../../../interpreter/api";
import { resultType } from "../../backend/common/dtypes";
import { asInt, isKnown, itemsOf, readFlag } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import type { BuildContext, CallContext, LayerArguments } from "../../engine/layer-definition";
import { rejectRefused, STRINGS_UNPROMOTED, unlisted } from "../../engine/refused-dtypes";
import type { SpecStructure } from "../../engine/structure";
import { fail, requireTensors, sameDType } from "./base-merge";
import { defineMergeFunction } from "./merge-function";
import { isShapeLike, printShapes, readInputShapes, type ShapeEntry } from "./merge-shapes";

/** What Keras 2's `batch_dot` multiplies with does not list these. */
const MULTIPLIED = [unlisted("bool", "string", "int8")];

interface Config {
	readonly axes: number | readonly [number, number];
	readonly normalize: boolean;
}

/**
 * `keras.layers.Dot`: `[(batch, …a, n), (batch, …b, n)]` -> `(batch, …a, …b)`, or `(batch, 1)` when nothing else is
 * left. Both inputs lose the axis that `axes` names, the second also its batch. Mirrors
 * keras/src/layers/merging/dot.py. The two axes must be equal as Python compares them: `None` fits only `None`.
 */
export const Dot = defineLayer<Config>({
	name: "Dot",
	signature: "axes, normalize=False, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	configure: (args) => ({ axes: readAxes(args), normalize: readFlag(args, "normalize") }),
	build: checkShapes,
	refuses: { keras3: [STRINGS_UNPROMOTED] },
	call: dotOutput,
});

/** `keras.layers.dot(inputs, axes, normalize=False, **kwargs)`. */
export const dot: FunctionModel = defineMergeFunction("dot", "Dot", {
	keras2: "inputs, axes, normalize=False, **kwargs",
	keras3: "inputs, axes=-1, **kwargs",
});

function readAxes(args: LayerArguments): Config["axes"] {
	const value = args.get("axes");
	if (value.kind === "unknown") vague("axes is not known");
	if (value.kind === "int" || value.kind === "bool") return asInt(value) ?? vague("axes is not known");
	const bad = (exception: string, message: string): never =>
		args.fail({ code: "invalid-layer-argument", exception, message, argument: "axes" });
	if (value.kind !== "list" && value.kind !== "tuple")
		return bad("TypeError", `axes must be an int or a list of two ints, found a ${typeName(value)}`);
	const items = itemsOf(value) ?? vague("axes is not known");
	if (items.length !== 2) return bad("ValueError", `axes must have two elements, found ${items.length}`);
	const [first, second] = items.map((item) => readAxis(item, bad));
	return [first as number, second as number];
}

function readAxis(item: Value, bad: (exception: string, message: string) => never): number {
	if (!isKnown(item)) vague("axes is not known");
	return asInt(item) ?? bad("ValueError", `axes must hold ints, found a ${typeName(item)}`);
}

const modulo = (value: number, rank: number): number => {
	if (rank === 0) fail("invalid-layer-input", "ZeroDivisionError", "an input of Dot is a scalar");
	return ((value % rank) + rank) % rank;
};

const axesOf = (axes: Config["axes"], ranks: readonly [number, number]): readonly [number, number] => {
	if (typeof axes !== "number") return axes;
	return axes < 0 ? [modulo(axes, ranks[0]), modulo(axes, ranks[1])] : [axes, axes];
};

function checkShapes({ axes }: Config, { argument, world }: BuildContext): void {
	const shapes = readInputShapes(argument ?? vague("the inputs are not known"), world);
	if (shapes.kind === "nothing") fail("invalid-layer-input", "TypeError", "Dot was called on no inputs");
	if (shapes.kind === "mapping")
		fail("invalid-layer-input", "KeyError", "Dot takes a list of two inputs, found a dict");
	const notTwo = `Dot takes a list of two inputs, found shape ${printShapes(shapes)}`;
	if (shapes.kind === "single") {
		fail("invalid-layer-input", shapes.shape.entries.length === 0 ? "IndexError" : "ValueError", notTwo);
	}
	const [first, second] = shapes.items;
	if (!first || (world === "keras2" && !first.isTuple) || shapes.items.length !== 2)
		fail("invalid-layer-input", "ValueError", notTwo);
	if (!second) return;
	const [a, b] = axesOf(axes, [first.entries.length, second.entries.length]);
	const left = pick(first.entries, a);
	const right = pick(second.entries, b);
	if (isShapeLike(left) || isShapeLike(right)) vague("nested inputs");
	if (isUnknown(left) || isUnknown(right) || printDim(left) === printDim(right)) return;
	fail(
		"merge-shape-mismatch",
		"ValueError",
		`Dot multiplies axis ${a} of size ${printDim(left)} with axis ${b} of size ${printDim(right)}`,
	);
}

function pick(entries: readonly ShapeEntry[], axis: number): ShapeEntry {
	const entry = axis < entries.length && axis >= -entries.length ? entries.at(axis) : undefined;
	return (
		entry ?? fail("merge-shape-mismatch", "IndexError", `Dot has axis ${axis}, but an input has rank ${entries.length}`)
	);
}

function dotOutput(config: Config, context: CallContext): SpecStructure {
	requireTensors(context);
	const { inputs, world, mode, computeDtype } = context;
	const [x, y] = inputs.map((input) =>
		input.shape.kind === "ranked" ? input.shape.dims : vague("the rank is not known"),
	);
	if (!x || !y) return vague("the inputs are not known");
	if (world === "keras3" && mode === "symbolic") return spec(ranked(declared(config, x, y)), computeDtype);
	const shape = batchDot(config, x, y);
	if (world === "keras3") return spec(ranked(shape), resultType(inputs.map((input) => input.dtype)));
	const dtype = sameDType(context);
	if (typeof dtype !== "string") vague(dtype.why);
	rejectRefused(MULTIPLIED, context, [dtype]);
	if (config.normalize && typeof dtype === "string" && /^u?int/.test(dtype))
		fail("invalid-layer-input", "TypeError", `Dot(normalize=True) needs floats, found ${dtype}`);
	return spec(ranked(shape), dtype);
}

/** Keras 3's `compute_output_shape`, which pops the axes from Python lists. */
function declared({ axes }: Config, x: readonly Dim[], y: readonly Dim[]): readonly Dim[] {
	const [a, b] = axesOf(axes, [x.length, y.length]);
	const rest = [...without(x, a), ...without(without(y, b), 0)];
	return rest.length === 1 ? [...rest, 1] : rest;
}

function without(dims: readonly Dim[], axis: number): readonly Dim[] {
	if (axis >= dims.length || axis < -dims.length) {
		fail("merge-shape-mismatch", "IndexError", `Dot has axis ${axis}, but an input has rank ${dims.length}`);
	}
	return dims.toSpliced(axis, 1);
}

/** `batch_dot` on real or graph tensors. */
function batchDot({ axes }: Config, x: readonly Dim[], y: readonly Dim[]): readonly Dim[] {
	const [a, b] = axesOf(axes, [x.length, y.length]).map((axis, index) =>
		axis < 0 ? modulo(axis, (index === 0 ? x : y).length) : axis,
	) as [number, number];
	if (x.length < 2 || y.length < 2) fail("invalid-layer-input", "ValueError", "Dot needs inputs of rank 2 or more");
	const batch = mergeDims(x[0] as Dim, y[0] as Dim);
	if (batch === undefined) {
		fail(
			"merge-shape-mismatch",
			"ValueError",
			`Dot cannot join batches of ${printDim(x[0] as Dim)} and ${printDim(y[0] as Dim)}`,
		);
	}
	if (a === 0 || b === 0) fail("merge-shape-mismatch", "ValueError", "Dot cannot multiply along axis 0, the batch");
	const rest = [batch, ...x.slice(1).toSpliced(a - 1, 1), ...y.slice(1).toSpliced(b - 1, 1)];
	return rest.length === 1 ? [...rest, 1] : rest;
}
