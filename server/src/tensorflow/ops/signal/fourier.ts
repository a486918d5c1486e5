import { type Dim, type DType, isStatic, mapDims, ranked, type Shape, type Value } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { convert, type Operand, readSizes } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { normalizeAxis } from "../../shape-functions";
import { openDim, rejectSymbolic, withRankAtLeast } from "../checks";
import { failInPython } from "../image/images";
import { complex, requireDType } from "../keep";

/** Mirrors tensorflow/python/ops/signal/fft_ops.py. */

export const isComplex = (dtype: DType): boolean => dtype === "complex64" || dtype === "complex128";
export const complexOf = (dtype: DType): DType =>
	typeof dtype !== "string" ? dtype : dtype === "float64" ? "complex128" : "complex64";
export const realOf = (dtype: DType): DType =>
	typeof dtype !== "string" ? dtype : dtype === "complex128" ? "float64" : "float32";

const fft = (name: string, rank: number): FunctionModel =>
	defineOp(`signal.${name}`, "input, name=None", (args) => {
		const input = args.tensor("input");
		requireDType(args, `signal.${name}`, input.dtype, complex);
		withRankAtLeast(args, input, rank);
		return { shape: input.shape, dtype: input.dtype };
	});

const shift = (name: string): FunctionModel =>
	defineOp(`signal.${name}`, "x, axes=None, name=None", (args) => {
		const { shape, dtype } = args.tensor("x");
		if (shape.kind === "unknown-rank")
			return failInPython(args, { code: "input-rank", exception: "TypeError", message: "a shift needs a known rank" });
		const axes = args.given("axes") ? (args.ints("axes") ?? []) : [];
		const rank = shape.kind === "ranked" ? shape.dims.length : undefined;
		// The sizes of several axes are gathered, which a graph does not look into.
		const isLookedAt = !args.isGraph || args.get("axes").kind === "int";
		if (rank !== undefined && isLookedAt && axes.some((axis) => normalizeAxis(axis, rank) === undefined))
			return args.fail({ code: "input-rank", message: `a tensor of rank ${rank} has no such axis`, argument: "axes" });
		return { shape, dtype };
	});

/** What is not dispatched to Keras 2's layers, and takes floats or complex numbers alone. */
function inputOf(args: OpArguments, name: string, isInverse: boolean, rank: number): Operand {
	rejectSymbolic(args, `signal.${name}`);
	const input = args.tensor("input_tensor");
	const fits = (dtype: DType): boolean => (isInverse ? isComplex(dtype) : dtype === "float32" || dtype === "float64");
	if (typeof input.dtype === "string" && input.adapts !== true && !fits(input.dtype))
		return failInPython(args, {
			code: "invalid-layer-input",
			message: `tf.signal.${name} takes ${isInverse ? "complex numbers" : "float32 or float64"}, found ${input.dtype}`,
			argument: "input_tensor",
		});
	withRankAtLeast({ ...args, fail: (failure) => args.fail({ ...failure, exception: "ValueError" }) }, input, rank);
	return input;
}

interface Lengths {
	readonly sizes: readonly Dim[];
	/** Whether the tensor is padded in a way that a graph does not follow. */
	readonly isOpen: boolean;
}

/** The lengths that are written, as many as there are axes. */
function written(args: OpArguments, value: Value, rank: number): Lengths {
	const argument = "fft_length";
	if (value.kind === "int")
		return failInPython(args, {
			code: "invalid-layer-argument",
			exception: args.isGraph ? "ValueError" : "TypeError",
			message: "the lengths are a list, one for each axis",
			argument,
		});
	const sizes = readSizes(value, args.machine, args.origin) ?? vague("the lengths of a transform");
	if (sizes.length !== rank)
		return args.fail({
			code: "invalid-layer-argument",
			message: `there are ${sizes.length} lengths for ${rank} axes`,
			argument,
		});
	if (sizes.some((size) => isStatic(size) && size <= 0)) return vague("a length of 0 or less");
	const items = value.kind === "list" || value.kind === "tuple" ? (value.items ?? []) : [];
	return { sizes, isOpen: args.isGraph && items.some((item) => item.kind === "tensor") };
}

/** The lengths that the tensor has: of the axes that are transformed, all are known or none is. */
function inferred(dims: readonly Dim[], rank: number, isInverse: boolean, args: OpArguments): Lengths {
	const last = dims.slice(-rank);
	if (!last.every(isStatic)) {
		const odd = last.find((dim) => !isStatic(dim) && dim.kind === "unknown");
		if (odd !== undefined && !isStatic(odd)) return vague(odd.why);
		return { sizes: last.map(() => openDim(args, "the lengths of a transform are computed")), isOpen: false };
	}
	const full = isInverse ? last.with(-1, Math.max(0, 2 * ((last.at(-1) as number) - 1))) : last;
	return { sizes: full, isOpen: false };
}

/** Of a real signal, half of the spectrum: the last axis has `length // 2 + 1` numbers. */
export function spectrum(args: OpArguments, dims: readonly Dim[], lengths: Lengths, isInverse: boolean): Shape {
	const { sizes, isOpen } = lengths;
	const outer = dims.slice(0, dims.length - sizes.length);
	const last = isInverse
		? (sizes.at(-1) as Dim)
		: mapDims([sizes.at(-1) as Dim], ([size]) => Math.floor((size as number) / 2) + 1);
	const kept = isOpen ? outer.map(() => openDim(args, "a padding that is computed")) : outer;
	return ranked([...kept, ...sizes.slice(0, -1), last]);
}

const real = (name: string, rank: number, isInverse: boolean): FunctionModel =>
	defineOp(`signal.${name}`, "input_tensor, fft_length=None, name=None", (args) => {
		const input = inputOf(args, name, isInverse, rank);
		const dtype = isInverse ? realOf(input.dtype) : complexOf(input.dtype);
		if (input.shape.kind !== "ranked") return { shape: input.shape, dtype };
		const { dims } = input.shape;
		const given = args.get("fft_length");
		const lengths = given.kind === "none" ? inferred(dims, rank, isInverse, args) : written(args, given, rank);
		return { shape: spectrum(args, dims, lengths, isInverse), dtype };
	});

/** Over any axes; TensorFlow has kernels for few devices. */
const anyAxes = (name: string): FunctionModel =>
	defineOp([`signal.${name}`, name], "input_tensor, fft_length=None, axes=None, norm=None, name=None", (args) => {
		rejectSymbolic(args, `signal.${name}`);
		convert(args.get("input_tensor"));
		return vague(`the shape that tf.signal.${name} gives is not followed`);
	});

export const FOURIER_OPS: readonly FunctionModel[] = [
	...["", "2d", "3d"].flatMap((suffix, index) => [
		fft(`fft${suffix}`, index + 1),
		fft(`ifft${suffix}`, index + 1),
		real(`rfft${suffix}`, index + 1, false),
		real(`irfft${suffix}`, index + 1, true),
	]),
	shift("fftshift"),
	shift("ifftshift"),
	...["fftnd", "ifftnd", "rfftnd", "irfftnd"].map(anyAxes),
];
