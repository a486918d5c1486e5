import {
	type Dim,
	type DType,
	type DTypeName,
	dimToValue,
	isFloating,
	isInteger,
	isNone,
	isStatic,
	type Layout,
	list,
	type Origin,
	type Reason,
	ranked,
	type Shape,
	type TensorValue,
	topShape,
	unknownDim,
	unknownDType,
	type Value,
	type World,
} from "../domain";
import { Failure, type Machine, raise, typeName, vague } from "../interpreter/api";
import { asConstant, contentIn, REVERSED } from "./content";
import { mergeShapes } from "./shape-functions";

/** What a value is as a tensor. */
export interface Operand {
	readonly shape: Shape;
	readonly dtype: DType;
	/** The Python value of a small constant, or of a shape tensor: a list, or a scalar; `None` where TensorFlow itself does not know. */
	readonly content?: Value | undefined;
	/** How its values are kept, where that is not densely. */
	readonly layout?: Layout | undefined;
	/** True for Python numbers and NumPy arrays: they take the dtype of the tensors that they meet. */
	readonly adapts?: boolean | undefined;
	/** True for NumPy arrays, which are cast to any number type, where Python's floats never become ints. */
	readonly isArray?: boolean | undefined;
}

const PYTHON_DTYPES: Partial<Record<Value["kind"], DTypeName>> = {
	int: "int32",
	float: "float32",
	bool: "bool",
	str: "string",
	bytes: "string",
	complex: "complex128",
};

const LARGEST_INT32 = 2 ** 31;
const MAX_CONTENT = 64;

/** `tf.convert_to_tensor`, with the dtype that is asked for, if any. */
export function convert(value: Value, wanted?: DType): Operand {
	const operand = convertAny(value);
	if (wanted === undefined) return operand;
	if (operand.adapts === true) return { ...operand, dtype: adapt(operand, wanted), adapts: false };
	return checkDType(operand, wanted);
}

/** A tensor keeps its dtype: another one that is asked for is an error. */
function checkDType(operand: Operand, wanted: DType): Operand {
	if (typeof operand.dtype !== "string") return { ...operand, dtype: wanted };
	if (typeof wanted === "string" && wanted !== operand.dtype) {
		raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: `a tensor of dtype ${operand.dtype} was given where dtype ${wanted} is asked for; use tf.cast`,
		});
	}
	return operand;
}

/** What Python's bools become without a cast, as its ints do. */
const OF_BOOLS: ReadonlySet<string> = new Set(["float16", "float32", "float64", "int32", "int64"]);

/** Python's ints become floats where floats are wanted, never the reverse. */
export function adapt(operand: Operand, wanted: DType): DType {
	if (typeof wanted !== "string" || typeof operand.dtype !== "string") return wanted;
	const isEmpty = operand.shape.kind === "ranked" && operand.shape.dims[0] === 0 && operand.isArray !== true;
	const fits =
		operand.dtype === wanted ||
		isEmpty ||
		(operand.isArray === true && isNumber(operand.dtype) && wanted !== "string") ||
		(isComplex(operand.dtype) && isComplex(wanted)) ||
		(isFloating(operand.dtype) && (isFloating(wanted) || wanted.startsWith("complex"))) ||
		(isInteger(operand.dtype) && wanted !== "bool" && wanted !== "string") ||
		(operand.dtype === "bool" && operand.isArray !== true && OF_BOOLS.has(wanted));
	if (fits) return wanted;
	// Whether bools become numbers of other dtypes depends on whether a graph is made, and on arrays.
	if (operand.dtype === "bool" && wanted !== "string") return vague("bools that become numbers");
	raise({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: `a value of dtype ${operand.dtype} cannot become a tensor of dtype ${wanted}`,
	});
}

const isComplex = (dtype: DType): boolean => typeof dtype === "string" && dtype.startsWith("complex");
const isNumber = (dtype: DType): boolean => isFloating(dtype) || isInteger(dtype);

function convertAny(value: Value): Operand {
	if (value.kind === "tensor") return convertTensor(value);
	if (value.kind === "list" || value.kind === "tuple") return convertSequence(value.items, value);
	if (value.kind === "tensorshape") return convertShape(value.shape);
	if ((value.kind === "int" || value.kind === "float") && value.numpy !== undefined)
		return { shape: ranked([]), dtype: value.numpy, content: value, adapts: true, isArray: true };
	const dtype = PYTHON_DTYPES[value.kind];
	if (dtype) {
		const isLarge = value.kind === "int" && value.value !== undefined && Math.abs(value.value) >= LARGEST_INT32;
		return { shape: ranked([]), dtype: isLarge ? "int64" : dtype, content: asConstant(value), adapts: true };
	}
	if (value.kind === "none") rejectNone(value);
	if (value.kind === "unknown") return { shape: topShape(value.why), dtype: unknownDType(value.why), adapts: true };
	const why = { text: `a tensor made from a value of type ${typeName(value)}` };
	return { shape: topShape(why), dtype: unknownDType(why) };
}

const convertTensor = (value: TensorValue): Operand => ({
	...value.spec,
	content: contentIn(value),
	adapts: value.flavor === "ndarray",
	isArray: value.flavor === "ndarray",
});

function rejectNone(value: Extract<Value, { kind: "none" }>): never {
	const { dimOf } = value;
	raise({
		code: dimOf ? "undefined-dimension" : "invalid-layer-input",
		exception: "ValueError",
		message: dimOf
			? `axis ${dimOf.axis} of the shape is None: it has no value that a tensor could hold`
			: "None cannot be converted to a tensor",
		because: dimOf && !isStatic(dimOf.dim) ? [dimOf.dim.why] : [],
	});
}

/** A shape is a vector of int32, if all its sizes are known. */
function convertShape(shape: Shape): Operand {
	if (shape.kind === "top") return { shape, dtype: "int32" };
	if (shape.kind === "unknown-rank") {
		raise({
			code: "undefined-dimension",
			exception: "ValueError",
			message: "a shape of unknown rank cannot be converted to a tensor; use tf.shape(x)",
			because: [shape.why],
		});
	}
	const open = shape.dims.findIndex((dim) => !isStatic(dim) && dim.kind === "none");
	const dim = shape.dims[open];
	if (dim !== undefined && !isStatic(dim)) {
		raise({
			code: "undefined-dimension",
			exception: "ValueError",
			message: `a shape whose axis ${open} is None cannot be converted to a tensor; use tf.shape(x)`,
			because: [dim.why],
		});
	}
	const content = asConstant(list(shape.dims.map((each, axis) => dimToValue(each, axis, false))));
	return { shape: ranked([shape.dims.length]), dtype: "int32", content };
}

function convertSequence(items: readonly Value[] | undefined, value: Value): Operand {
	if (!items) {
		const why: Reason = (value.kind === "list" ? value.why : undefined) ?? { text: "a list that is not known" };
		return { shape: topShape(why), dtype: unknownDType(why), adapts: true };
	}
	if (items.length === 0) return { shape: ranked([0]), dtype: "float32", content: value, adapts: true };
	const parts = convertParts(items);
	if (!parts) {
		// Without a graph, TensorFlow looks no further than the first part, of which nothing is left to convert.
		const why: Reason = { text: "a nested list that begins with an empty one" };
		return { shape: topShape(why), dtype: unknownDType(why), adapts: true };
	}
	const merged = parts.reduce<Shape | undefined>(
		(shape, part) => shape && mergeShapes(shape, part.shape),
		parts[0]?.shape,
	);
	const isEager = items.some((item) => item.kind === "tensor" && item.flavor === "Tensor" && item.eager === true);
	if (isEager) checkPacked(parts);
	if (!merged) {
		raise({
			code: "invalid-layer-input",
			exception: isEager ? "InvalidArgumentError" : "ValueError",
			message: "the parts of a nested list differ in length: they make no rectangular tensor",
		});
	}
	const count = items.length;
	const shape = merged.kind === "ranked" ? ranked([count, ...merged.dims]) : merged;
	return {
		shape,
		dtype: commonDType(parts),
		content: contentOf(parts, shape),
		adapts: parts.every((part) => part.adapts === true),
	};
}

/** The parts as tensors; absent when the first is empty and others are not like it. */
function convertParts(items: readonly Value[]): readonly Operand[] | undefined {
	const first = convertAny(items[0] as Value);
	if (!isEmptyShape(first.shape)) return [first, ...items.slice(1).map(convertAny)];
	try {
		const parts = [first, ...items.slice(1).map(convertAny)];
		return (
			parts.reduce<Shape | undefined>((shape, part) => shape && mergeShapes(shape, part.shape), first.shape) && parts
		);
	} catch (signal) {
		if (signal instanceof Failure) return undefined;
		throw signal;
	}
}

const isEmptyShape = (shape: Shape | undefined): boolean => shape?.kind === "ranked" && shape.dims.includes(0);

/** Tensors that are packed into one share their dtype. */
function checkPacked(parts: readonly Operand[]): void {
	const dtypes = new Set(parts.filter((part) => part.adapts !== true).map((part) => part.dtype));
	if (dtypes.size < 2 || ![...dtypes].every((dtype) => typeof dtype === "string")) return;
	raise({
		code: "invalid-layer-input",
		exception: "InvalidArgumentError",
		message: "a list of tensors of different dtypes cannot be converted to a tensor",
	});
}

/** Tensors decide over numbers, floats over ints. */
const rejectMixture = (): never =>
	raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: "a list of text and numbers cannot be converted to a tensor",
	});

function commonDType(parts: readonly Operand[]): DType {
	const fixed = parts.find((part) => part.adapts !== true);
	if (fixed) return fixed.dtype;
	const dtypes = parts.map((part) => part.dtype);
	const first = dtypes[0] as DType;
	if (dtypes.every((dtype) => dtype === first)) return first;
	const unknown = dtypes.find((dtype) => typeof dtype !== "string");
	if (unknown) return unknown;
	const floats = new Set(dtypes.filter(isFloating));
	if (floats.size > 1) return unknownDType({ text: "a list of floats of different precision" });
	const isText = (dtype: DType): boolean => dtype === "string";
	if (dtypes.some(isText) && dtypes.some((dtype) => !isText(dtype)) && parts.every((part) => part.isArray !== true))
		rejectMixture();
	const best = dtypes.find(isFloating) ?? dtypes.find((dtype) => dtype === "int64");
	return best && dtypes.every((dtype) => isFloating(dtype) || isInteger(dtype))
		? best
		: unknownDType({ text: "a list of values of different types" });
}

function contentOf(parts: readonly Operand[], shape: Shape): Value | undefined {
	const size = shape.kind === "ranked" ? sizeOf(shape.dims) : undefined;
	if (size === undefined || size > MAX_CONTENT) return undefined;
	const items = parts.map((part) => part.content);
	return items.includes(undefined) ? undefined : list(items as Value[]);
}

export const sizeOf = (dims: readonly Dim[]): number | undefined =>
	dims.every(isStatic) ? dims.reduce((product: number, dim) => product * (dim as number), 1) : undefined;

export interface TensorOptions {
	readonly world: World;
	readonly eager: boolean;
	readonly content?: Value | undefined;
}

/** The shape of a tensor that exists: every size is a number, whether it is known to us or not. */
export function existingShape(shape: Shape): Shape {
	if (shape.kind !== "ranked" || !shape.dims.some(isNone)) return shape;
	return ranked(
		shape.dims.map((dim) => (isNone(dim) ? unknownDim({ text: "a size that the values have", cause: dim.why }) : dim)),
	);
}

export const makeTensor = (shape: Shape, dtype: DType, options: TensorOptions): TensorValue => ({
	kind: "tensor",
	flavor: "Tensor",
	spec: { shape, dtype },
	world: options.world,
	eager: options.eager,
	content: options.content,
});

/** The sizes that a shape argument names, as far as they are known; absent when even the rank is not. */
export function readSizes(value: Value, machine: Machine, origin: Origin): readonly Dim[] | undefined {
	if (value.kind === "none") rejectNone(value);
	if (value.kind === "int" || value.kind === "bool") return [sizeOfItem(value)];
	const operand = convert(value.kind === "iterator" ? list(machine.iterate(value, origin) ?? []) : value);
	const { content, shape } = operand;
	if (content?.kind === "list" && content.items) return content.items.map(sizeOfItem);
	if (content?.kind === "tuple") return content.items.map(sizeOfItem);
	if (content?.kind === "unknown" && content.why === REVERSED) rejectReversed();
	if (content?.kind === "int" || content?.kind === "none") return [sizeOfItem(content)];
	if (content?.kind === "unknown" && shape.kind === "ranked" && shape.dims.length === 0) return [sizeOfItem(content)];
	const rank = shape.kind === "ranked" && shape.dims.length === 1 ? shape.dims[0] : undefined;
	const why = { text: "a size that is computed while the program runs", origin };
	if (rank !== undefined && isStatic(rank)) return Array(rank).fill({ kind: "unknown", why });
	// Only where TensorFlow does not know how many sizes there are is the rank unknown to it, too.
	const isOpen = shape.kind === "unknown-rank" || (rank !== undefined && isNone(rank));
	return isOpen ? undefined : vague("why" in shape ? shape.why : why);
}

const rejectReversed = (): never =>
	raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: "TensorFlow cannot reverse a shape in a graph by a slice; use tf.reverse",
	});

function sizeOfItem(value: Value): Dim {
	if (value.kind === "int")
		return value.value ?? { kind: "unknown", why: value.why ?? { text: "an int that is not known" } };
	if (value.kind === "bool" && value.value !== undefined) return Number(value.value);
	if (value.kind === "none") {
		const dim = value.dimOf?.dim;
		return dim !== undefined && !isStatic(dim)
			? dim
			: { kind: "none", why: { text: "a size that TensorFlow does not know" } };
	}
	if (value.kind === "float") {
		raise({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `a size must be an int, found the float ${value.value ?? ""}`.trimEnd(),
			facts: { fix: "integer-division" },
		});
	}
	return { kind: "unknown", why: value.kind === "unknown" ? value.why : { text: "a size that is not known" } };
}
