import {
	type Dim,
	int,
	isStatic,
	type Origin,
	ranked,
	type Shape,
	type TensorValue,
	topShape,
	unknownDim,
	unknownRank,
	type Value,
	type World,
} from "../../../domain";
import { type Machine, raise, typeName } from "../../../interpreter/api";
import { asInt, itemsOf, readNumber } from "../../engine/argument-readers";
import { valueToDim } from "../../engine/shape-value";
import { isSince } from "../../versions/release";

/** Why the batch of an Input is open: it needs less of an explanation than other sizes do. */
export const OPEN_BATCH = "the batch size is not fixed by this Input";

/** How `Input` reads sizes: `TensorShape` in Keras 2, `standardize_shape` in Keras 3. */
export interface ShapeReader {
	readonly machine: Machine;
	readonly world: World;
	readonly origin: Origin;
	/** What reads them, where that is not `Input`. */
	readonly what?: string | undefined;
}

export function failShape(message: string, argument: string, exception = "ValueError"): never {
	raise({ code: "invalid-input-shape", exception, message, argument, anyBackend: true });
}

/** The sizes of `shape=`, `batch_shape=` or what stands for them; top when they are not known. */
export function readShape(value: Value, argument: string, reader: ShapeReader): Shape {
	const { world, machine, origin } = reader;
	if (value.kind === "unknown") return topShape(value.why);
	if (value.kind === "tensorshape") return knownRank(value.shape, argument);
	const isInt = (value.kind === "int" && !value.numpy) || value.kind === "bool";
	if (world === "keras2" && argument !== "batch_shape" && isInt) return ranked([readSize(value, 0, argument, reader)]);
	if (value.kind === "tensor" && value.flavor === "KerasTensor") rejectSymbolic(argument, reader);
	const items =
		itemsOf(value) ??
		(isIterable(value) && !isPlainObject(value)
			? iterate(value, machine, origin)
			: notIterable(value, argument, reader));
	if (!items) return topShape({ text: "the shape is not followed", origin });
	return ranked(items.map((item, axis) => readSize(item, axis, argument, reader)));
}

function knownRank(shape: Shape, argument: string): Shape {
	if (shape.kind !== "unknown-rank") return shape;
	return failShape("a shape of unknown rank has no sizes", argument);
}

/** A KerasTensor gives no sizes by iteration. */
function rejectSymbolic(argument: string, { world, what = "Input" }: ShapeReader): never {
	const exception = world === "keras2" ? "TypeError" : "NotImplementedError";
	return failShape(`${what}(${argument}=…) takes a tuple of sizes, found a KerasTensor`, argument, exception);
}

const isIterable = (value: Value): boolean =>
	["str", "dict", "set", "list", "iterator", "instance", "bytes"].includes(value.kind) ||
	(value.kind === "tensor" && !isScalar(value)) ||
	(value.kind === "library" && !NOT_ITERABLE.test(value.name));

/** Functions of Python's, and its classes that make no containers. */
const NOT_ITERABLE = /^builtins\.(int|float|bool|complex|object|len|max|min|sum|abs|print|type)$/;

const isPlainObject = (value: Value): boolean =>
	value.kind === "instance" && value.cls.kind === "library" && value.cls.name === "builtins.object";

const isScalar = (value: Value): boolean =>
	value.kind === "tensor" && value.spec.shape.kind === "ranked" && value.spec.shape.dims.length === 0;

function iterate(value: Value, machine: Machine, origin: Origin): readonly Value[] | undefined {
	if (value.kind === "tensor" && value.content) return itemsOf(value.content)?.map((item) => numberOf(item, value));
	if (value.kind === "tensor" || value.kind === "instance" || value.kind === "library") return undefined;
	return machine.iterate(value, origin);
}

/** The items of a tensor are tensors, floats too: `int()` takes them. Those of an array are NumPy's floats. */
const numberOf = (item: Value, { flavor }: TensorValue): Value =>
	item.kind === "float" && item.value !== undefined && flavor === "Tensor" ? int(Math.trunc(item.value)) : item;

function notIterable(value: Value, argument: string, reader: ShapeReader): readonly Value[] | undefined {
	const { world, what = "Input" } = reader;
	const isTypeError = world === "keras2" || value.kind === "tensor";
	return failShape(
		`${what}(${argument}=…) takes a tuple of sizes, found a value of type ${typeName(value)}`,
		argument,
		isTypeError ? "TypeError" : "ValueError",
	);
}

/** One size. Keras 2 takes what has an `__index__`; Keras 3 what `int()` takes, but no text and no floats. */
export function readSize(item: Value, axis: number | undefined, argument: string, reader: ShapeReader): Dim {
	const { world, origin, what = "Input" } = reader;
	const where = axis === undefined ? argument : `axis ${axis} of ${argument}`;
	// Until 3.13, Keras 3 took no bools.
	if (item.kind === "bool" && world === "keras3" && !isSince("3.13", reader))
		failShape(`a size in ${what} must be an int or None: ${where} is a bool`, argument);
	const content = contentOf(item, reader);
	const size = content.kind === "float" && item.kind === "tensor" ? undefined : asInt(content);
	if (size !== undefined) {
		return size >= 0 ? size : failShape(`${what} has a negative size at ${where}: ${size}`, argument);
	}
	const dim = valueToDim(content, { text: `${what} leaves ${where} open`, origin });
	if (dim !== undefined) return dim;
	if (world === "keras3" && isNoSize(item))
		failShape(`a size in ${what} must be an int or None: ${where} is a tensor without one`, argument);
	if (item.kind === "tensor" || item.kind === "instance" || content.kind === "bool") return notKnown(origin);
	if (item.kind === "dtype") return notKnown(origin);
	return failShape(
		`a size in ${what} must be an int or None: ${where} is a value of type ${typeName(item)}`,
		argument,
		world === "keras2" ? "TypeError" : "ValueError",
	);
}

/** What stands for the item: the value of a tensor, or the number of a dtype of TensorFlow's, which `int()` gives. */
function contentOf(item: Value, { machine, world, origin }: ShapeReader): Value {
	if (item.kind === "tensor") return item.content ?? item;
	const isNumbered = item.kind === "dtype" && !item.numpy && world === "keras3";
	return (isNumbered && machine.findAttribute(item, "as_datatype_enum", origin)) || item;
}

/** Tensors that `int()` does not take: those of a graph of Keras's, and those of several elements. */
function isNoSize(item: Value): boolean {
	if (item.kind !== "tensor") return false;
	const { shape } = item.spec;
	return (
		item.flavor === "KerasTensor" || (shape.kind === "ranked" && shape.dims.some((dim) => isStatic(dim) && dim !== 1))
	);
}

const notKnown = (origin: Origin): Dim => unknownDim({ text: "a size that is not followed", origin });

/** Keras 2 first divides the batch size among replicas (of which there is one): `batch_size % 1`. */
export function readBatch(value: Value, reader: ShapeReader): Dim {
	const whole = reader.world === "keras2" && !["none", "unknown", "tensor", "instance"].includes(value.kind);
	if (whole && readNumber(value) === undefined && !["int", "float", "bool"].includes(value.kind)) {
		failShape(`batch_size must be an int, found a value of type ${typeName(value)}`, "batch_size", "TypeError");
	}
	const number = readNumber(value);
	if (whole && number !== undefined && number % 1 !== 0)
		failShape(`batch_size must be a whole number, found ${number}`, "batch_size");
	if (value.kind === "none") {
		return valueToDim(value, { text: OPEN_BATCH, origin: reader.origin }) ?? notKnown(reader.origin);
	}
	return readSize(value, undefined, "batch_size", reader);
}

/** Keras 2 for `batch_shape=()`: no sizes at all, not even their number. */
export const noRank = (origin: Origin): Shape => unknownRank({ text: "Input was given an empty batch shape", origin });
