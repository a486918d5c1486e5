import {
	type Dim,
	type Origin,
	ranked,
	type Shape,
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

/** How `Input` reads sizes: `TensorShape` in Keras 2, `standardize_shape` in Keras 3. */
export interface ShapeReader {
	readonly machine: Machine;
	readonly world: World;
	readonly origin: Origin;
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
	if (value.kind === "tensor" && value.flavor === "KerasTensor") rejectSymbolic(world, argument);
	const items =
		itemsOf(value) ?? (isIterable(value) ? iterate(value, machine, origin) : notIterable(value, argument, world));
	if (!items) return topShape({ text: "the shape is not followed", origin });
	return ranked(items.map((item, axis) => readSize(item, axis, argument, reader)));
}

function knownRank(shape: Shape, argument: string): Shape {
	if (shape.kind !== "unknown-rank") return shape;
	return failShape("a shape of unknown rank has no sizes", argument);
}

/** A KerasTensor gives no sizes by iteration. */
function rejectSymbolic(world: World, argument: string): never {
	const exception = world === "keras2" ? "TypeError" : "NotImplementedError";
	return failShape(`Input(${argument}=…) takes a tuple of sizes, found a KerasTensor`, argument, exception);
}

const isIterable = (value: Value): boolean =>
	["str", "dict", "set", "list", "iterator", "instance", "bytes"].includes(value.kind) ||
	(value.kind === "tensor" && !isScalar(value)) ||
	value.kind === "library";

const isScalar = (value: Value): boolean =>
	value.kind === "tensor" && value.spec.shape.kind === "ranked" && value.spec.shape.dims.length === 0;

function iterate(value: Value, machine: Machine, origin: Origin): readonly Value[] | undefined {
	if (value.kind === "tensor" && value.content) return itemsOf(value.content);
	if (value.kind === "tensor" || value.kind === "instance" || value.kind === "library") return undefined;
	return machine.iterate(value, origin);
}

function notIterable(value: Value, argument: string, world: World): readonly Value[] | undefined {
	return failShape(
		`Input(${argument}=…) takes a tuple of sizes, found a value of type ${typeName(value)}`,
		argument,
		world === "keras2" ? "TypeError" : "ValueError",
	);
}

/** One size. Keras 2 takes what has an `__index__`; Keras 3 what `int()` takes, but no text and no floats. */
export function readSize(item: Value, axis: number | undefined, argument: string, reader: ShapeReader): Dim {
	const { world, origin } = reader;
	const where = axis === undefined ? argument : `axis ${axis} of ${argument}`;
	// Until 3.13, Keras 3 took no bools.
	if (item.kind === "bool" && world === "keras3" && !isSince("3.13", reader))
		failShape(`a size in Input must be an int or None: ${where} is a bool`, argument);
	const content = item.kind === "tensor" && item.content ? item.content : item;
	const size = content.kind === "float" && item.kind === "tensor" ? undefined : asInt(content);
	if (size !== undefined) {
		return size >= 0 ? size : failShape(`Input has a negative size at ${where}: ${size}`, argument);
	}
	const dim = valueToDim(content, { text: `Input leaves ${where} open`, origin });
	if (dim !== undefined) return dim;
	if (item.kind === "tensor" || item.kind === "instance" || content.kind === "bool") return notKnown(origin);
	if (item.kind === "dtype") return notKnown(origin);
	return failShape(
		`a size in Input must be an int or None: ${where} is a value of type ${typeName(item)}`,
		argument,
		world === "keras2" ? "TypeError" : "ValueError",
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
		return (
			valueToDim(value, { text: "the batch size is not fixed by this Input", origin: reader.origin }) ??
			notKnown(reader.origin)
		);
	}
	return readSize(value, undefined, "batch_size", reader);
}

/** Keras 2 for `batch_shape=()`: no sizes at all, not even their number. */
export const noRank = (origin: Origin): Shape => unknownRank({ text: "Input was given an empty batch shape", origin });
