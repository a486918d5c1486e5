import { type Dim, isStatic, mapDim, printShape, ranked, type Spec, spec } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { asInt, isKnown, itemsOf } from "../../engine/argument-readers";
import type { CallContext } from "../../engine/layer-definition";
import { type MelArguments, requireMelArguments } from "./mel-arguments";

/**
 * The spectrogram of real samples: half of `fft_length` is padded at both ends, and a window of that length slides over
 * the last axis. Mirrors `call` of mel_spectrogram.py and `stft` of keras/src/backend/tensorflow/math.py.
 */
export function spectrogram(dims: readonly Dim[], args: MelArguments, context: CallContext): Spec {
	requireMelArguments(args, context, (padding) => {
		if (context.mode === "eager") requirePadding(dims, padding, context);
	});
	const numbers = [args.exponent, ...args.edges, ...(args.decibels ?? [])];
	const [fft, stride, bins] = [args.fft, args.stride, args.bins].map(({ value }) => asInt(value));
	const isPlain = numbers.every(({ value }) => isKnown(value) && value.kind !== "tensor" && value.kind !== "instance");
	const window = args.window.value;
	if (fft === undefined || stride === undefined || bins === undefined || bins < -1 || !isPlain)
		return vague("a spectrogram with such arguments is not followed");
	if (window.kind !== "none" && !(window.kind === "str" && window.value !== undefined) && !itemsOf(window))
		return vague("the window is not known");
	if (context.mode === "eager" && stride < 0) return vague("a kernel that slides over nothing");
	const padding = Math.floor(fft / 2);
	const frames = mapDim(dims.at(-1) as Dim, (size) =>
		stride > 0 ? Math.max(0, Math.floor((size + 2 * padding - fft) / stride) + 1) : 0,
	);
	return spec(ranked([...dims.slice(0, -1), Math.max(0, bins), frames]), context.computeDtype);
}

/** MirrorPad reflects less than there is, of five axes at most. */
function requirePadding(dims: readonly Dim[], padding: number, context: CallContext): void {
	const samples = dims.at(-1) as Dim;
	const isDeep = dims.length > 5;
	if (!isDeep && !dims.includes(0) && !(isStatic(samples) && samples <= padding)) return;
	context.fail({
		code: "input-axis-size",
		exception: isDeep ? "UnimplementedError" : "InvalidArgumentError",
		message: `${padding} samples are reflected at each end, which an input of shape ${printShape(ranked(dims))} does not allow`,
		argument: "fft_length",
	});
}
