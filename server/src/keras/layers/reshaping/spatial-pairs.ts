import {
	type Dim,
	isNone,
	isStatic,
	mapDims,
	printShape,
	type RankedShape,
	ranked,
	unknownDim,
	type Value,
} from "../../../domain";
import { raise, typeName } from "../../../interpreter/api";
import { onlyShape } from "../../engine/build";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { type Size, sizeOf, standardizeTuple, standardizeValue } from "../../utils/argument-validation";
import { joinShape, type SpatialShape, splitShape } from "../../utils/spatial";

/** What is added or cut before and after each spatial axis. */
export interface SpatialPairs {
	readonly layer: string;
	/** The argument's name. */
	readonly argument: "padding" | "cropping";
	readonly pairs: readonly (readonly Size[])[];
	readonly channelsFirst: boolean;
}

/** `padding` or `cropping` of a one-dimensional layer: two ints. */
export const readPair = (args: LayerArguments, name: string): readonly (readonly Size[])[] => [
	standardizeTuple(args, name, 2, { allowZero: true }),
];

const ORDINALS = ["1st", "2nd", "3rd"];

/** An int, or for each axis an int or a pair, as the two- and three-dimensional layers take it. */
export function readPairs(args: LayerArguments, name: string, rank: number): readonly (readonly Size[])[] {
	const value = args.get(name);
	if (value.kind === "int" && value.numpy) {
		args.fail({
			code: "invalid-layer-argument",
			message: `${name} must be an int or ${rank} entries, found a NumPy scalar, which is neither`,
			argument: name,
		});
	}
	if (value.kind === "int" || value.kind === "bool") {
		const size = wholePair(value);
		return new Array(rank).fill([size, size]);
	}
	const items = entriesOf(args, name, value, rank);
	if (!items) return unknownPairs(rank, `${name} is not followed`);
	return items.map((item, axis) =>
		standardizeValue(args, item, name, 2, { allowZero: true, label: `${ORDINALS[axis]} entry of ${name}` }),
	);
}

/** An int for all axes is not checked here: negative ones go through. */
function wholePair(value: Value): Size {
	if (value.kind === "int" && value.value !== undefined) return sizeOf(value.value);
	if (value.kind === "bool" && value.value !== undefined) return sizeOf(Number(value.value));
	return sizeOf(unknownDim(("why" in value ? value.why : undefined) ?? { text: "an int that is not known" }));
}

const unknownPairs = (rank: number, text: string): readonly (readonly Size[])[] => {
	const size = sizeOf(unknownDim({ text }));
	return new Array(rank).fill([size, size]);
};

/** `value[0]`, `value[1]`, … of something with a length; absent when they are not known. */
function entriesOf(args: LayerArguments, name: string, value: Value, rank: number): readonly Value[] | undefined {
	const fail = (found: string, exception?: string): never =>
		args.fail({
			code: "invalid-layer-argument",
			message: `${name} must be an int or ${rank} ints or pairs of ints, found ${found}`,
			argument: name,
			...(exception ? { exception } : {}),
		});
	if (value.kind === "unknown" || value.kind === "instance" || value.kind === "tensor") return undefined;
	const length = lengthOf(value);
	if (length === "none") return fail(`a value of type ${typeName(value)}`);
	if (length === undefined) return undefined;
	if (length !== rank) fail(`${length} of them`);
	if (value.kind === "tuple" || value.kind === "list") return value.items;
	if (value.kind === "str") return [...(value.value ?? "")].map((each) => ({ kind: "str", value: each }));
	if (value.kind === "dict") {
		const entries = [...Array(rank).keys()].map((axis) => value.entries?.get(`n:${axis}`)?.value);
		return entries.map((entry, axis) => entry ?? fail(`a dict without the key ${axis}`, "KeyError"));
	}
	return value.kind === "set" ? fail("a set", "TypeError") : undefined;
}

function lengthOf(value: Value): number | "none" | undefined {
	if (value.kind === "tuple" || value.kind === "list") return value.items?.length;
	if (value.kind === "str") return value.value?.length;
	if (value.kind === "dict" || value.kind === "set") return value.entries?.size;
	if (value.kind === "bytes" || value.kind === "tensorshape") return undefined;
	return "none";
}

/** The input's shape with every spatial size replaced. */
export function mapSpatial(
	context: CallContext,
	rank: number,
	channelsFirst: boolean,
	replace: (length: Dim, axis: number, shape: RankedShape) => Dim,
): RankedShape {
	const shape = onlyShape(context.inputs);
	const parts: SpatialShape = splitShape(shape.dims, rank, channelsFirst);
	const spatial = parts.spatial.map((length, axis) => replace(length, axis, shape));
	return ranked(joinShape({ ...parts, spatial }, channelsFirst));
}

/** `length + sign * (before + after)`, checked as Keras 3 checks a shape: no floats, nothing negative. */
export function resized3(
	{ layer, pairs }: SpatialPairs,
	sign: 1 | -1,
	length: Dim,
	axis: number,
	shape: RankedShape,
): Dim {
	if (isNone(length)) return length;
	const pair = pairs[axis] ?? [];
	const size = mapDims([length, ...pair.map((each) => each.dim)], ([l = 0, a = 0, b = 0]) => l + sign * (a + b));
	if (!isStatic(size)) return size;
	if (size < 0) failSize(layer, size, length, shape);
	if (pair.some((each) => each.isFloat)) failFloatSize(layer, size);
	return size;
}

export function failSize(layer: string, size: number, length: Dim, shape: RankedShape): never {
	raise({
		code: "non-positive-output-size",
		exception: "ValueError",
		message: `${layer} leaves the size ${size} of ${isStatic(length) ? length : "?"} in its input ${printShape(shape)}`,
	});
}

export function failFloatSize(layer: string, size: number): never {
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `${layer} computes the float ${size} for a size from its arguments`,
	});
}
