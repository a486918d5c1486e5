import {
	type Dim,
	isNone,
	isStatic,
	isUnknown,
	noneDim,
	printDim,
	type Shape,
	type Value,
	type World,
} from "../../../domain";
import { raise, vague } from "../../../interpreter/api";
import { flattenLeaves } from "../../engine/structure";

/** A shape, or a list that stands where Keras's `build` expects a shape. */
export interface ShapeLike {
	readonly kind: "shape";
	readonly isTuple: boolean;
	readonly entries: readonly ShapeEntry[];
}

export type ShapeEntry = Dim | ShapeLike;

/** What a merge layer's `build` gets: the shapes of a list of inputs, or what there is instead. */
export type InputShapes =
	| { readonly kind: "several"; readonly items: readonly (ShapeLike | undefined)[] }
	| { readonly kind: "single"; readonly shape: ShapeLike }
	| { readonly kind: "mapping" }
	| { readonly kind: "nothing" };

export const isShapeLike = (entry: ShapeEntry): entry is ShapeLike =>
	typeof entry !== "number" && entry.kind === "shape";

/** A key under which equal entries are equal; absent when we do not know the size. */
export function entryKey(entry: ShapeEntry): string | undefined {
	if (!isShapeLike(entry)) return isUnknown(entry) ? undefined : printDim(entry);
	return `(${entry.entries.map((each) => entryKey(each) ?? "?").join(", ")})`;
}

export const printShapes = (shapes: InputShapes): string => {
	if (shapes.kind === "nothing") return "None";
	if (shapes.kind === "mapping") return "a dict";
	if (shapes.kind === "single") return entryKey(shapes.shape) ?? "?";
	return `[${shapes.items.map((item) => (item ? printShapeLike(item) : "None")).join(", ")}]`;
};

/** As a Python tuple. */
export function printShapeLike(shape: ShapeLike): string {
	const entries = shape.entries.map((entry) => (isShapeLike(entry) ? printShapeLike(entry) : printDim(entry)));
	return entries.length === 1 ? `(${entries[0]},)` : `(${entries.join(", ")})`;
}

/** The shapes of a call's first argument. Mirrors `_maybe_build` with `get_shapes` (2.15) and `get_shapes_dict` (3). */
export function readInputShapes(argument: Value, world: World): InputShapes {
	if (flattenLeaves(argument).some((leaf) => leaf.kind === "unknown")) vague("an input of the layer is not known");
	return world === "keras2" ? shapesOfKeras2(argument) : shapesOfKeras3(argument);
}

function shapesOfKeras2(argument: Value): InputShapes {
	if (argument.kind === "dict") return { kind: "mapping" };
	const leaves = flattenLeaves(argument);
	if (leaves.some((leaf) => leaf.kind === "tensor")) return structureOf(argument, rejectShapeless);
	if (argument.kind === "none") rejectShapeless();
	if ((argument.kind !== "list" && argument.kind !== "tuple") || leaves.some((leaf) => leaf.kind !== "none"))
		vague("the layer was called on something that is not a tensor");
	// A list of nothing but None reads as one shape of unknown sizes.
	const why = { text: "None was passed as an input" };
	return { kind: "single", shape: shapeLike(leaves.map(() => noneDim(why))) };
}

function shapesOfKeras3(argument: Value): InputShapes {
	const isEmpty = (argument.kind === "list" || argument.kind === "tuple") && argument.items?.length === 0;
	if (argument.kind === "none" || isEmpty || (argument.kind === "dict" && argument.entries?.size === 0))
		return { kind: "nothing" };
	if (argument.kind === "dict") return { kind: "mapping" };
	return structureOf(argument, () => undefined);
}

function structureOf(argument: Value, shapeless: () => undefined): InputShapes {
	if (argument.kind === "tensor") return { kind: "single", shape: shapeOf(argument.spec.shape) };
	if (argument.kind === "list" || argument.kind === "tuple") {
		const inputs = argument.items ?? vague("the inputs are not known");
		// The shapes of a dict are a dict, which is no list of shapes.
		if (inputs[0]?.kind === "dict") return { kind: "several", items: inputs.map(() => undefined) };
		const items = inputs.map((item) => itemShape(item, shapeless));
		return { kind: "several", items };
	}
	return vague("the layer was called on something that is not a tensor");
}

function itemShape(item: Value, shapeless: () => undefined): ShapeLike | undefined {
	if (item.kind === "tensor") return shapeOf(item.spec.shape);
	if (item.kind === "list" || item.kind === "tuple") {
		const entries = (item.items ?? vague("the inputs are not known")).map(
			(each) => itemShape(each, shapeless) ?? vague("None among nested inputs"),
		);
		return { kind: "shape", isTuple: item.kind === "tuple", entries };
	}
	if (item.kind === "none" || item.kind === "str") return shapeless();
	return vague("an input of the layer is not a tensor");
}

const shapeLike = (entries: readonly ShapeEntry[]): ShapeLike => ({ kind: "shape", isTuple: true, entries });

const shapeOf = (shape: Shape): ShapeLike =>
	shape.kind === "ranked" ? shapeLike(shape.dims) : vague("the rank of an input is not known");

function rejectShapeless(): never {
	raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: "a layer was called on None, which has no shape",
	});
}

/** The sizes of a real shape; vague for a nested list. */
export const dimsOf = (shape: ShapeLike): readonly Dim[] =>
	shape.entries.map((entry) => (isShapeLike(entry) ? vague("nested inputs") : entry));

/** The only known batch size, `None` when there is none, `?` when it cannot be told. */
export function commonBatch(batches: readonly Dim[]): Dim {
	const known = [...new Set(batches.filter(isStatic))];
	if (known.length === 1) return known[0] as number;
	return batches.find(isUnknown) ?? batches.find(isNone) ?? noneDim({ text: "the batch sizes differ" });
}
