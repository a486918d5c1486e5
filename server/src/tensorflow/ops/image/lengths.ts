import { type Dim, isStatic, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { OpArguments } from "../../op";
import { failInPython, openSize } from "./images";

/** A height, a width or an offset: a number of Python's, or a tensor whose value may be known. */
export interface Length {
	readonly name: string;
	readonly isTensor: boolean;
	/** Absent for a tensor whose value is not known before run time. */
	readonly value: number | undefined;
	/** Python's own float: it is compared as a number, and makes no size. */
	readonly isFloat: boolean;
}

/** Reads a length; what Python cannot compare with a number is a TypeError. */
export function lengthOf(args: OpArguments, name: string): Length {
	const value = args.get(name);
	if (value.kind === "unknown") return vague(value.why);
	const isTensor = value.kind === "tensor";
	const scalar: Value | undefined = isTensor ? value.content : value;
	if (isTensor && scalar?.kind !== "int") {
		if (!args.isGraph) return vague(`the value of ${name}`);
		return { name, isTensor, value: undefined, isFloat: false };
	}
	if (scalar?.kind === "int" || scalar?.kind === "float" || scalar?.kind === "bool") {
		if (scalar.value === undefined) return vague(`the value of ${name}`);
		return { name, isTensor, value: Number(scalar.value), isFloat: scalar.kind === "float" };
	}
	return failInPython(args, {
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `${name} must be a number`,
		argument: name,
	});
}

/** An offset or a target below its least value; on values a tensor is checked by an assertion of TensorFlow. */
export function requireAtLeast(args: OpArguments, length: Length, least: number): void {
	if (length.value === undefined || length.value >= least) return;
	rejectBox(args, length.isTensor, `${length.name} must be at least ${least}, found ${length.value}`, length.name);
}

/** What Python knows it raises itself; what only tensors know is asserted when the program runs. */
export function rejectBox(args: OpArguments, isTensor: boolean, message: string, argument?: string): void {
	if (isTensor && args.isGraph) return;
	args.fail({
		code: argument === undefined ? "input-axis-size" : "invalid-layer-argument",
		exception: isTensor ? "InvalidArgumentError" : "ValueError",
		message,
		...(argument === undefined ? {} : { argument }),
	});
}

/** The size that a target gives an axis: that of a tensor is known where all that it is computed with is constant. */
export function targetDim(args: OpArguments, target: Length, isConstant = true): Dim {
	if (!target.isTensor) return target.value ?? vague(`the value of ${target.name}`);
	if (target.value !== undefined && (isConstant || !args.isGraph)) return target.value;
	return openSize(`${target.name} is a tensor`, args);
}

/** Kernels take ints for sizes: a float that Python has compared is refused where it becomes a tensor. */
export function rejectFloats(args: OpArguments, lengths: readonly Length[], exception: string): void {
	const odd = lengths.find(({ isFloat }) => isFloat);
	if (!odd) return;
	args.fail({
		code: "invalid-layer-argument",
		exception,
		message: `${odd.name} must be an int, found the float ${odd.value}`,
		argument: odd.name,
		facts: { fix: "integer-division" },
	});
}

export const isKnown = (...dims: readonly (Dim | undefined)[]): boolean =>
	dims.every((dim) => dim !== undefined && isStatic(dim));
