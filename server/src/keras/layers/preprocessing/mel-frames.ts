import { type Dim, isStatic, mapDim, printShape, ranked, type Spec, spec, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { asInt, readNumber } from "../../engine/argument-readers";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";

/** What `MelSpectrogram` computes with; absent where it is no plain number, or is not positive. */
export interface MelOptions {
	readonly fft: number | undefined;
	readonly stride: number | undefined;
	readonly bins: number | undefined;
	readonly window: Value;
	/** Whether the other arguments are numbers, as they are by default. */
	readonly isPlain: boolean;
}

const NUMBERS = ["sampling_rate", "min_freq", "top_db", "mag_exp", "min_power", "ref_power"];

export function readMelOptions(args: LayerArguments): MelOptions {
	const positive = (name: string): number | undefined => {
		const size = asInt(args.get(name));
		return size !== undefined && size > 0 ? size : undefined;
	};
	const optional = ["max_freq", "sequence_length"].every(
		(name) => args.get(name).kind === "none" || (readNumber(args.get(name)) ?? 0) > 0,
	);
	return {
		fft: positive("fft_length"),
		stride: positive("sequence_stride"),
		bins: positive("num_mel_bins"),
		window: args.get("window"),
		isPlain: optional && NUMBERS.every((name) => readNumber(args.get(name)) !== undefined),
	};
}

/**
 * The spectrogram of real samples: half of `fft_length` is padded at both ends, and a window of that length slides over
 * the last axis. Mirrors `call` of mel_spectrogram.py and `stft` of keras/src/backend/tensorflow/math.py.
 */
export function spectrogram(dims: readonly Dim[], options: MelOptions, context: CallContext): Spec {
	const { fft, stride, bins, window, isPlain } = options;
	const isNamed = window.kind === "str" && window.value !== undefined;
	if (fft === undefined || stride === undefined || bins === undefined || !isPlain)
		return vague("a spectrogram with such arguments is not followed");
	if (window.kind !== "none" && !isNamed) return vague("the window is not known");
	if (isNamed && !["hann", "hamming"].includes(window.value ?? ""))
		context.fail({
			code: "invalid-layer-argument",
			message: `there is no window "${window.value}"`,
			argument: "window",
		});
	const padding = Math.floor(fft / 2);
	if (context.mode === "eager") requirePadding(dims, padding, context);
	const frames = mapDim(dims.at(-1) as Dim, (size) => Math.floor((size + 2 * padding - fft) / stride) + 1);
	return spec(ranked([...dims.slice(0, -1), bins, frames]), context.computeDtype);
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
