import {
	type Dim,
	isStatic,
	mergeDims,
	printShape,
	ranked,
	spec,
	sumDims,
	type Value,
	type World,
} from "../../../domain";
import { type FunctionModel, typeName, vague } from "../../../interpreter/api";
import { resultType } from "../../backend/common/dtypes";
import { asInt } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import type { BuildContext, CallContext } from "../../engine/layer-definition";
import type { SpecStructure } from "../../engine/structure";
import { isSince } from "../../versions/release";
import { fail, requireTensors, sameDType, tensorflowError } from "./base-merge";
import { defineMergeFunction } from "./merge-function";
import { entryKey, printShapes, readInputShapes, type ShapeEntry, type ShapeLike } from "./merge-shapes";

interface Config {
	readonly axis: Value;
}

/**
 * `keras.layers.Concatenate`: `[(batch, …, n1, …), (batch, …, n2, …), …]` -> `(batch, …, n1 + n2 + …, …)`. Sizes add
 * up along `axis`; the other axes must agree. Mirrors keras/src/layers/merging/concatenate.py. Keras 2 traces
 * `tf.concat`, which fills a `None` from the other inputs; Keras 3 takes the other axes from the first input and
 * declares the compute dtype.
 */
export const Concatenate = defineLayer<Config>({
	name: "Concatenate",
	signature: "axis=-1, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	configure: (args) => ({ axis: args.get("axis") }),
	build: checkShapes,
	call: concatenated,
});

/** `keras.layers.concatenate(inputs, axis=-1, **kwargs)`. */
export const concatenate: FunctionModel = defineMergeFunction(
	"concatenate",
	"Concatenate",
	"inputs, axis=-1, **kwargs",
);

function checkShapes({ axis }: Config, { argument, world, machine }: BuildContext): void {
	const shapes = readInputShapes(argument ?? vague("the inputs are not known"), world);
	const items = requireInputs(shapes, world);
	if (items.every((item) => item === undefined)) return;
	// Until 3.7, Keras 3 left out axes of size 1 beside that of the concatenation.
	const squeezes = world === "keras3" && !isSince("3.7", { world, machine });
	const reduced = items.map((item) => withoutAxis(squeezes && item ? squeezed(item, axis) : item, axis, world));
	compareReduced(reduced, printShapes(shapes));
}

function requireInputs(shapes: ReturnType<typeof readInputShapes>, world: World): readonly (ShapeLike | undefined)[] {
	if (shapes.kind === "nothing") fail("invalid-layer-input", "TypeError", "Concatenate was called on no inputs");
	if (shapes.kind === "mapping")
		fail("invalid-layer-input", "KeyError", "Concatenate takes a list of inputs, found a dict");
	const first = shapes.kind === "several" ? shapes.items[0] : undefined;
	if (shapes.kind === "single" || !first || (world === "keras2" && !first.isTuple)) {
		fail("invalid-layer-input", "ValueError", `Concatenate takes a list of inputs, found shape ${printShapes(shapes)}`);
	}
	return shapes.items;
}

/** The axis as Python's lists take it; an index of another type is a TypeError. */
function axisIndex(axis: Value): number {
	// NumPy's ints are indexes too.
	const index = asInt(axis.kind === "tensor" && axis.content ? axis.content : axis);
	if (index !== undefined) return index;
	if (axis.kind === "int" || axis.kind === "bool" || axis.kind === "unknown" || axis.kind === "tensor")
		vague("axis is not known");
	return fail(
		"invalid-layer-input",
		"TypeError",
		`axis must be an int, found ${axis.kind === "none" ? "None" : `a ${typeName(axis)}`}`,
	);
}

/** Keras 2 removes the axis or raises; Keras 3 leaves a shape alone that is too short for it. */
function withoutAxis(item: ShapeLike | undefined, axis: Value, world: World): readonly ShapeEntry[] {
	if (!item) return fail("invalid-layer-input", "TypeError", "an input of Concatenate is None");
	const index = axisIndex(axis);
	const rank = item.entries.length;
	if (world === "keras3" && rank === 0) {
		fail("invalid-layer-input", "ZeroDivisionError", "an input of Concatenate is a scalar");
	}
	if (world === "keras3" && rank <= index) return item.entries;
	if (index >= rank || index < -rank) {
		fail("merge-shape-mismatch", "IndexError", `Concatenate has axis=${index}, but an input has rank ${rank}`);
	}
	const at = index < 0 ? index + rank : index;
	return item.entries.filter((_, position) => position !== at);
}

/** The entries without those of size 1, deleted while their indexes are counted on. */
function squeezed(item: ShapeLike, axis: Value): ShapeLike {
	const entries = [...item.entries];
	const index = axisIndex(axis);
	if (entries.length === 0) return item;
	const at = ((index % entries.length) + entries.length) % entries.length;
	item.entries.forEach((entry, position) => {
		if (position === 0 || position === at || entry !== 1) return;
		if (position >= entries.length)
			fail(
				"merge-shape-mismatch",
				"IndexError",
				`Concatenate finds no axis ${position} once axes of size 1 are left out`,
			);
		entries.splice(position, 1);
	});
	return { ...item, entries };
}

function compareReduced(reduced: readonly (readonly ShapeEntry[])[], found: string): void {
	const mismatch = (why: string): never =>
		fail(
			"merge-shape-mismatch",
			"ValueError",
			`Concatenate needs equal shapes beside its axis, found ${shorten(found)}: ${why}`,
		);
	const ranks = [...new Set(reduced.map((entries) => entries.length))];
	if (ranks.length > 1) mismatch("the ranks differ");
	for (let axis = 0; axis < (ranks[0] ?? 0); axis += 1) {
		const sizes = new Set(reduced.map((entries) => entryKey(entries[axis] as ShapeEntry)));
		sizes.delete("None");
		sizes.delete(undefined);
		if (sizes.size > 1) mismatch([...sizes].join(" and "));
	}
}

const shorten = (shapes: string): string => (shapes.length > 48 ? `${shapes.slice(0, 45)}…` : shapes);

function concatenated({ axis }: Config, context: CallContext): SpecStructure {
	requireTensors(context);
	const { inputs, world, mode, computeDtype } = context;
	const shapes = inputs.map((input) =>
		input.shape.kind === "ranked" ? input.shape.dims : vague("the rank is not known"),
	);
	const first = shapes[0] ?? vague("there is no input");
	const index = axisIndex(axis);
	if (world === "keras3" && mode === "symbolic") {
		if (shapes.length === 1) return spec(ranked(first), computeDtype);
		return spec(ranked(declared(shapes, index)), computeDtype);
	}
	const dtype = world === "keras2" ? sameDType(context) : resultType(inputs.map((input) => input.dtype));
	return spec(ranked(joined(shapes, index, context)), dtype);
}

/** What Keras 3's `compute_output_shape` says: only the axis is looked at. */
function declared(shapes: readonly (readonly Dim[])[], index: number): readonly Dim[] {
	const sizes = shapes.map((dims) => {
		const size = dims.at(index);
		if (size !== undefined && index < dims.length && index >= -dims.length) return size;
		return fail(
			"merge-shape-mismatch",
			"IndexError",
			`Concatenate has axis=${index}, but an input has shape ${printShape(ranked(dims))}`,
		);
	});
	const first = shapes[0] as readonly Dim[];
	return first.with(index, sumDims(sizes));
}

/** `tf.concat`: every other axis is known as soon as one input knows it; a lone input is handed on. */
function joined(shapes: readonly (readonly Dim[])[], index: number, context: CallContext): readonly Dim[] {
	const first = shapes[0] as readonly Dim[];
	if (shapes.length === 1) return first;
	const at = index < 0 ? index + first.length : index;
	const other = shapes.find((dims) => dims.length !== first.length);
	if (other)
		failJoin(context, `the ranks of its inputs differ: ${printShape(ranked(first))}, ${printShape(ranked(other))}`);
	if (at >= first.length || at < 0) {
		fail(
			"merge-shape-mismatch",
			tensorflowError(context, "ValueError"),
			`Concatenate has axis=${index}, but an input has shape ${printShape(ranked(first))}`,
		);
	}
	return first.map((dim, axis) => {
		const column = shapes.map((dims) => dims[axis] as Dim);
		if (axis === at) return sumDims(column);
		return column.reduce((a, b) => {
			if (isStatic(a) && isStatic(b) && a !== b) failJoin(context, `axis ${axis} has sizes ${a} and ${b}`);
			return mergeDims(a, b) ?? (isStatic(a) ? a : b);
		}, dim);
	});
}

const failJoin = (context: CallContext, why: string): never =>
	fail("merge-shape-mismatch", tensorflowError(context, "ValueError"), `Concatenate cannot join: ${why}`);
