import { type Dim, isNone, isStatic, noneDim, ranked, type Spec, spec, unknownDim, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { isKnown, readNumber } from "../../engine/argument-readers";
import { onlyShape } from "../../engine/build";
import { defineLayer } from "../../engine/define-layer";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { STRINGS_UNCAST } from "../../engine/refused-dtypes";
import { requireOneTensor } from "../../utils/one-tensor";
import { isSince } from "../../versions/release";
import { type MelArguments, readMelArguments } from "./mel-arguments";
import { spectrogram } from "./mel-frames";

interface MelConfig {
	readonly kept: MelArguments;
	readonly stride: Value;
	readonly bins: Value;
}

/**
 * `keras.layers.MelSpectrogram`: `(samples,)` or `(batch, samples)` -> `(…, num_mel_bins, frames)`. Mirrors
 * keras/src/layers/preprocessing/mel_spectrogram.py (3): most arguments are only looked at on real tensors.
 */
export const MelSpectrogram = defineLayer<MelConfig>({
	name: "MelSpectrogram",
	worlds: ["keras3"],
	signature:
		"fft_length=2048, sequence_stride=512, sequence_length=None, window='hann', sampling_rate=16000, num_mel_bins=128, min_freq=20.0, max_freq=None, power_to_db=True, top_db=80.0, mag_exp=2.0, min_power=1e-10, ref_power=1.0, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	takesPlainArguments: true,
	precheck(args) {
		checkLengths(args);
		checkRate(args);
	},
	configure: (args) => ({
		kept: readMelArguments(args),
		stride: args.get("sequence_stride"),
		bins: args.get("num_mel_bins"),
	}),
	refuses: { keras3: [STRINGS_UNCAST] },
	call,
});

const NUMBERS: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool"]);

const ORDERED: ReadonlySet<Value["kind"]> = new Set(["str", "list", "tuple"]);

const failType = (args: LayerArguments, name: string): never =>
	args.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `${name} must be a number, found a value of type ${typeName(args.get(name))}`,
		argument: name,
	});

/** `fft_length < (sequence_length or fft_length)`. */
function checkLengths(args: LayerArguments): void {
	// Looked at since 3.14.
	if (!isSince("3.14", args)) return;
	const fft = args.get("fft_length");
	const given = args.get("sequence_length");
	const uses = args.machine.truth(given, { path: "", start: 0, end: 0 });
	if (!isKnown(fft) || uses === undefined || fft.kind === "tensor" || fft.kind === "instance") return;
	const length = uses ? given : fft;
	// Python compares text and lists with their own kind.
	if (ORDERED.has(fft.kind) && fft.kind === length.kind) return;
	if (!NUMBERS.has(fft.kind)) failType(args, "fft_length");
	if (!isKnown(length)) return;
	if (!NUMBERS.has(length.kind)) failType(args, "sequence_length");
	const [whole, part] = [readNumber(fft), readNumber(length)];
	if (whole === undefined || part === undefined || whole >= part) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `fft_length must not be below sequence_length, found ${whole} and ${part}`,
		argument: "sequence_length",
	});
}

/** Without `max_freq`, half of the sampling rate stands in for it. */
function checkRate(args: LayerArguments): void {
	const rate = args.get("sampling_rate");
	const hasMax = args.machine.truth(args.get("max_freq"), { path: "", start: 0, end: 0 });
	if (hasMax !== false || !isKnown(rate) || NUMBERS.has(rate.kind)) return;
	if (rate.kind !== "tensor" && rate.kind !== "instance") failType(args, "sampling_rate");
}

function call(config: MelConfig, context: CallContext): Spec {
	if (context.argument.kind === "none") failSize("ValueError", "MelSpectrogram takes a tensor, found None", context);
	requireOneTensor(context.argument, "MelSpectrogram", { sequence: "TypeError", dict: undefined });
	const { dims } = onlyShape(context.inputs);
	const [first, second] = dims;
	if (first === undefined) failSize("IndexError", "MelSpectrogram needs at least one axis", context);
	if (context.mode !== "symbolic") rejectDouble(context);
	if (context.mode !== "symbolic") return spectrogram(dims, config.kept, context);
	const samples = (dims.length === 1 ? first : second) as Dim;
	const frames = framesOf(config.stride, samples, context);
	const inner = [binsOf(config.bins, context), frames];
	return spec(ranked(dims.length === 1 ? inner : [first as Dim, ...inner]), context.computeDtype);
}

/** The powers of real samples are compared with numbers of 32 bits. */
function rejectDouble(context: CallContext): void {
	if (context.computeDtype !== "float64") return;
	if (!isSince("3.12", context)) vague("a spectrogram in float64 before Keras 3.12");
	context.fail({
		code: "invalid-layer-input",
		exception: context.mode === "eager" ? "InvalidArgumentError" : "TypeError",
		message: "MelSpectrogram computes with numbers of 32 bits, not in float64",
	});
}

const failSize = (exception: string, message: string, context: CallContext, argument?: string): never =>
	context.fail({ code: "invalid-layer-argument", exception, message, argument });

/** `(samples + stride + 1) // stride`, of whatever the stride is. */
function framesOf(stride: Value, samples: Dim, context: CallContext): Dim {
	if (isNone(samples)) return noneDim(samples.why);
	if (!isKnown(stride) || !isStatic(samples)) return unknownDim({ text: "the number of frames is not known" });
	const step = readNumber(stride);
	const fail = (exception: string, found: string): never =>
		failSize(exception, `sequence_stride must be an int above 0, found ${found}`, context, "sequence_stride");
	if (step === undefined) {
		if (stride.kind === "tensor" || stride.kind === "instance") vague("sequence_stride is not a plain number");
		return fail("TypeError", `a value of type ${typeName(stride)}`);
	}
	if (step === 0) return fail("ZeroDivisionError", "0");
	const frames = Math.floor((samples + step + 1) / step);
	return stride.kind === "float" || frames < 0 ? fail("ValueError", String(step)) : frames;
}

function binsOf(bins: Value, context: CallContext): Dim {
	if (bins.kind === "none") return noneDim({ text: "num_mel_bins is None" });
	if (!isKnown(bins)) return unknownDim({ text: "num_mel_bins is not known" });
	if (bins.kind === "tensor" || bins.kind === "instance") vague("num_mel_bins is not a plain number");
	const size = bins.kind === "int" || bins.kind === "bool" ? readNumber(bins) : undefined;
	if (size !== undefined && size >= 0) return size;
	return failSize(
		"ValueError",
		`num_mel_bins must be an int, found ${size ?? `a value of type ${typeName(bins)}`}`,
		context,
		"num_mel_bins",
	);
}
