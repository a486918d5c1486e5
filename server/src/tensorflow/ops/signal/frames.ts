import { type Dim, type DType, isFloating, isStatic, mapDims, ranked, type Shape } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { normalizeAxis } from "../../shape-functions";
import { openDim, withRank, withRankAtLeast } from "../checks";
import { failInPython } from "../image/images";
import { complexOf, isComplex, realOf } from "./fourier";

/** Signals cut into frames, and put together again. Mirrors tensorflow/python/ops/signal. */

/** Python checks what shape functions check elsewhere. */
export const inPython = (args: OpArguments): OpArguments => ({
	...args,
	fail: (failure) => args.fail({ ...failure, exception: failure.exception ?? "ValueError" }),
});

/** A length: one int. In a graph a tensor may hide it. */
export function lengthOf(args: OpArguments, name: string): Dim {
	const value = args.get(name);
	const operand = args.tensor(name);
	withRank(inPython(args), operand, 0, name);
	if (isFloating(operand.dtype))
		return args.fail({
			code: "invalid-layer-argument",
			exception: args.isGraph ? "TypeError" : "InvalidArgumentError",
			message: `${name} must be an int`,
			argument: name,
			facts: { fix: "integer-division" },
		});
	const { content } = operand;
	if (content?.kind === "int" && content.value !== undefined) return content.value;
	return value.kind === "tensor" && args.isGraph ? openDim(args, `${name} is a tensor`) : vague(`the value of ${name}`);
}

/** How many frames of a length a signal holds; NumPy divides by 0 to 0. */
function framesOf(args: OpArguments, samples: Dim, length: Dim, step: Dim, padsEnd: boolean): Dim {
	if (step === 0 && !args.isGraph)
		return args.fail({ code: "invalid-layer-argument", message: "frames are a step apart", argument: "frame_step" });
	return mapDims([samples, step, ...(padsEnd ? [] : [length])], ([size, by, frame]) => {
		if (by === 0) return 0;
		const [total, stride] = [size as number, by as number];
		if (padsEnd) return Math.max(0, Math.ceil(total / stride));
		return Math.max(0, Math.floor((total - (frame as number) + stride) / stride));
	});
}

interface Framing {
	readonly signal: string;
	readonly length: Dim;
	readonly step: Dim;
	readonly axis: number;
	readonly padsEnd: boolean;
}

function framed(args: OpArguments, { signal, length, step, axis, padsEnd }: Framing): Shape {
	const { shape } = args.tensor(signal);
	if (shape.kind === "top") return vague(shape.why);
	if (shape.kind === "unknown-rank") return shape;
	const dims = withRankAtLeast(inPython(args), { shape, dtype: "float32" }, 1) ?? [];
	const at = normalizeAxis(axis, dims.length);
	if (at === undefined)
		return failInPython(args, {
			code: "input-rank",
			exception: "IndexError",
			message: `a signal of rank ${dims.length} has no axis ${axis}`,
			argument: "axis",
		});
	const frames = framesOf(args, dims[at] as Dim, length, step, padsEnd);
	return ranked(dims.toSpliced(at, 1, frames, length));
}

const FRAME = defineOp(
	"signal.frame",
	"signal, frame_length, frame_step, pad_end=False, pad_value=0, axis=-1, name=None",
	(args) => {
		const [length, step] = [lengthOf(args, "frame_length"), lengthOf(args, "frame_step")];
		const axis = args.int("axis") ?? -1;
		const shape = framed(args, { signal: "signal", length, step, axis, padsEnd: args.isTrue("pad_end") });
		return { shape, dtype: args.tensor("signal").dtype };
	},
);

const isReal = (dtype: DType): boolean => dtype === "float32" || dtype === "float64";

const rejectSignal = (args: OpArguments, dtype: DType): never =>
	failInPython(args, {
		code: "invalid-layer-input",
		message: `signals are of float32 or float64, found ${String(dtype)}`,
	});

const enclosing = (length: Dim): Dim =>
	mapDims([length], ([size]) => ((size as number) > 0 ? 2 ** Math.ceil(Math.log2(size as number)) : 0));

const STFT = defineOp(
	"signal.stft",
	"signals, frame_length, frame_step, fft_length=None, window_fn=None, pad_end=False, name=None",
	(args) => {
		const { dtype } = args.tensor("signals");
		const [length, step] = [lengthOf(args, "frame_length"), lengthOf(args, "frame_step")];
		const bins = args.given("fft_length") ? lengthOf(args, "fft_length") : enclosing(length);
		const shape = framed(args, { signal: "signals", length, step, axis: -1, padsEnd: args.isTrue("pad_end") });
		if (typeof dtype === "string" && !isReal(dtype)) return rejectSignal(args, dtype);
		if (shape.kind !== "ranked") return { shape, dtype: complexOf(dtype) };
		const frames = shape.dims.at(-2) as Dim;
		// What holds no frame is not padded, so that the kernel finds less than it needs.
		if (!args.isGraph && frames === 0 && isStatic(bins) && isStatic(length) && bins > length)
			return args.fail({
				code: "input-axis-size",
				message: "a signal without frames is not padded",
				argument: "fft_length",
			});
		const half = mapDims([bins], ([size]) => Math.floor((size as number) / 2) + 1);
		return { shape: ranked(shape.dims.with(-1, half)), dtype: complexOf(dtype) };
	},
);

/** Frames, a step apart, are added where they overlap. */
function overlapped(dims: readonly Dim[], length: Dim, step: Dim): Shape {
	const total = mapDims([length, step, dims.at(-2) as Dim], ([size, by, frames]) =>
		Math.max(0, (size as number) + (by as number) * ((frames as number) - 1)),
	);
	return ranked([...dims.slice(0, -2), total]);
}

const OVERLAP = defineOp("signal.overlap_and_add", "signal, frame_step, name=None", (args) => {
	const signal = args.tensor("signal");
	const dims = withRankAtLeast(inPython(args), signal, 2);
	const step = args.tensor("frame_step");
	withRank(inPython(args), step, 0, "frame_step");
	if (isFloating(step.dtype))
		return failInPython(args, {
			code: "invalid-layer-argument",
			message: "frame_step must be an int",
			argument: "frame_step",
		});
	if (dims === undefined) return { shape: signal.shape, dtype: signal.dtype };
	return { shape: overlapped(dims, dims.at(-1) as Dim, lengthOf(args, "frame_step")), dtype: signal.dtype };
});

const INVERSE_STFT = defineOp(
	"signal.inverse_stft",
	"stfts, frame_length, frame_step, fft_length=None, window_fn=None, name=None",
	(args) => {
		const stfts = args.tensor("stfts");
		const dims = withRankAtLeast(inPython(args), stfts, 2);
		const [length, step] = [lengthOf(args, "frame_length"), lengthOf(args, "frame_step")];
		if (typeof stfts.dtype === "string" && !isComplex(stfts.dtype))
			return failInPython(args, {
				code: "invalid-layer-input",
				message: "spectra are complex numbers",
				argument: "stfts",
			});
		if (dims === undefined) return { shape: stfts.shape, dtype: realOf(stfts.dtype) };
		return { shape: overlapped(dims, length, step), dtype: realOf(stfts.dtype) };
	},
);

/** `tf.signal.mdct`: frames half over one another, of a length that 4 divides. */
const MDCT = defineOp(
	"signal.mdct",
	"signals, frame_length, window_fn=True, pad_end=False, norm=None, name=None",
	(args) => {
		const { shape: given, dtype } = args.tensor("signals");
		const length = lengthOf(args, "frame_length");
		if (isStatic(length) && length % 4 !== 0)
			return failInPython(args, {
				code: "invalid-layer-argument",
				message: `frame_length must be divisible by 4, found ${length}`,
				argument: "frame_length",
			});
		const step = mapDims([length], ([size]) => Math.floor((size as number) / 2));
		const shape = framed(args, { signal: "signals", length, step, axis: -1, padsEnd: args.isTrue("pad_end") });
		if (typeof dtype === "string" && !isReal(dtype)) return rejectMdct(args, dtype);
		if (given.kind === "unknown-rank")
			return failInPython(args, { code: "input-rank", message: "tf.signal.mdct needs signals of known rank" });
		if (shape.kind !== "ranked") return vague("signals of unknown rank");
		if (!args.isGraph && shape.dims.at(-2) === 0)
			return args.fail({ code: "input-axis-size", message: "the signal holds no frame", argument: "signals" });
		return { shape: ranked(shape.dims.with(-1, step)), dtype };
	},
);

/** A window is made of floats; without one, the frames are scaled by a float. */
const rejectMdct = (args: OpArguments, dtype: DType): never =>
	args.get("window_fn").kind === "none"
		? args.fail({ code: "invalid-layer-input", exception: "TypeError", message: "the frames are scaled by a float" })
		: rejectSignal(args, dtype);

const INVERSE_MDCT = defineOp("signal.inverse_mdct", "mdcts, window_fn=True, norm=None, name=None", (args) => {
	const coefficients = args.tensor("mdcts");
	const dims = withRankAtLeast(inPython(args), coefficients, 2) ?? vague("coefficients of unknown rank");
	const half = dims.at(-1) as Dim;
	if (!isStatic(half))
		return failInPython(args, { code: "undefined-dimension", message: "the number of coefficients must be known" });
	checkInverse(args, coefficients);
	if (!args.isGraph && half % 2 !== 0)
		return args.fail({ code: "input-axis-size", message: "an even number of coefficients is needed" });
	if (half % 2 !== 0) return vague("an odd number of coefficients");
	const total = mapDims([dims.at(-2) as Dim], ([frames]) => half * ((frames as number) + 1));
	return { shape: ranked([...dims.slice(0, -2), total]), dtype: coefficients.dtype };
});

function checkInverse(args: OpArguments, { dtype }: Operand): void {
	const norm = args.get("norm");
	const isKnown = norm.kind === "none" || (norm.kind === "str" && norm.value === "ortho");
	if (!isKnown && norm.kind === "str" && norm.value !== undefined)
		failInPython(args, {
			code: "invalid-layer-argument",
			exception: "UnboundLocalError",
			message: `there is no normalization ${norm.value}`,
			argument: "norm",
		});
	if (typeof dtype === "string" && !isReal(dtype))
		failInPython(args, { code: "invalid-layer-input", exception: "TypeError", message: "coefficients are floats" });
}

export const FRAME_OPS: readonly FunctionModel[] = [FRAME, STFT, OVERLAP, INVERSE_STFT, MDCT, INVERSE_MDCT];
