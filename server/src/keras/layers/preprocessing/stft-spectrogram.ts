import {
	type Dim,
	isNone,
	isStatic,
	mapDim,
	mapDims,
	misspelling,
	ranked,
	type Spec,
	spec,
	type Value,
} from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { isKnown, itemsOf, readFlag } from "../../engine/argument-readers";
import { onlyShape } from "../../engine/build";
import { defineLayer } from "../../engine/define-layer";
import type { BuildContext, CallContext, LayerArguments, Refusal } from "../../engine/layer-definition";
import { rejectRefused, unlisted } from "../../engine/refused-dtypes";
import { sizeOf } from "../../utils/argument-validation";
import { readChannelsFirst } from "../../utils/data-format";
import { requireOneTensor } from "../../utils/one-tensor";
import { failWindow, type Window, windowCount } from "../../utils/spatial";
import { failDType } from "../../utils/tf-op";
import { isSince } from "../../versions/release";
import { checkFrames, type Frames, readFrames } from "./stft-frames";

interface StftConfig extends Frames {
	readonly mode: string;
	readonly window: Value;
	readonly padding: "valid" | "same";
	readonly expandDims: boolean;
	readonly channelsFirst: boolean;
}

/** Compute dtypes that are no `float16`, `float32` or `float64`; of some there is no kernel of a window, either. */
const POLICIES: readonly Refusal[] = [
	unlisted("complex64", "complex128", "uint8"),
	{
		dtypes: ["bfloat16", "bool", "int16", "int32", "int64", "uint16", "uint32", "uint64"],
		graph: "TypeError",
		eager: "TypeError",
	},
];

const MODES = ["log", "magnitude", "psd", "real", "imag", "angle", "stft"];

/**
 * `keras.layers.STFTSpectrogram`: `(batch, time, channels)` -> `(batch, frames, channels * bins)`, or with a last axis of
 * their own for channels. Mirrors keras/src/layers/preprocessing/stft_spectrogram.py (3).
 */
export const STFTSpectrogram = defineLayer<StftConfig>({
	name: "STFTSpectrogram",
	worlds: ["keras3"],
	signature:
		"mode='log', frame_length=256, frame_step=None, fft_length=None, window='hann', periodic=False, scaling='density', padding='valid', expand_dims=False, data_format=None, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	precheck(args) {
		checkFrames(args);
		requireWord(args, "mode", MODES);
		requireWord(args, "scaling", ["density", "spectrum"], true);
		requireWord(args, "padding", ["valid", "same"]);
		if (args.get("window").kind === "unknown") vague("window is not known");
	},
	configure(args) {
		const frames = readFrames(args);
		return {
			...frames,
			mode: wordOf(args, "mode"),
			window: args.get("window"),
			padding: wordOf(args, "padding") === "same" ? "same" : "valid",
			expandDims: readFlag(args, "expand_dims"),
			channelsFirst: readChannelsFirst(args),
		};
	},
	inputSpec: () => ({ ndim: 3 }),
	build,
	call,
});

const wordOf = (args: LayerArguments, name: string): string => {
	const value = args.get(name);
	return value.kind === "str" && value.value !== undefined ? value.value : vague(`${name} is not known`);
};

function requireWord(args: LayerArguments, name: string, words: readonly string[], allowNone = false): void {
	const value = args.get(name);
	if (!isKnown(value) || value.kind === "tensor" || value.kind === "instance") return;
	if (value.kind === "none" && allowNone) return;
	if (value.kind === "str" && words.includes(value.value ?? "")) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `${name} must be one of ${words.join(", ")}, found ${value.kind === "str" ? value.value : typeName(value)}`,
		argument: name,
		...misspelling(value.kind === "str" ? value.value : undefined, words),
	});
}

/** A kernel each for the real and the imaginary part, of which the initializer makes a window of frame_length. */
function build(config: StftConfig, context: BuildContext): void {
	const { mode, frameLength, fftLength, window } = config;
	const bins = mapDims([fftLength], ([length = 0]) => Math.floor(length / 2) + 1);
	if (config.isFloat) {
		context.fail({
			code: "invalid-layer-argument",
			message: "frame_length is a size of a weight, which must be an int",
			argument: "frame_length",
		});
	}
	requireWindow(window, frameLength, context);
	for (const part of ["real", "imag"])
		if (mode !== (part === "real" ? "imag" : "real")) context.addWeight(`${part}_kernel`, [frameLength, 1, bins]);
}

/** What stands in a window's place must have one number for each part of a frame; SciPy knows which names there are. */
function requireWindow(window: Value, length: Dim, context: BuildContext): void {
	const shape = window.kind === "tensor" && window.spec.shape.kind === "ranked" ? window.spec.shape.dims : undefined;
	const isNumber = window.kind === "int" || window.kind === "float";
	const items = itemsOf(window);
	if (items && items.length > 0 && items.every(({ kind }) => kind === "str"))
		context.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "window must have numbers, found text",
			argument: "window",
		});
	if (items?.some((item) => item.kind !== "int" && item.kind !== "float"))
		vague("a window that is not a list of numbers");
	if (items?.length === length || (items && !isStatic(length))) return;
	if (!shape && !isNumber && !items) return;
	if (shape?.length === 1 && (shape[0] === length || !isStatic(length) || !isStatic(shape[0] as Dim))) return;
	context.fail({
		code: "invalid-layer-argument",
		message: `window must have frame_length numbers, found ${isNumber ? "one number" : items ? items.length : `${shape?.length} axes`}`,
		argument: "window",
	});
}

function call(config: StftConfig, context: CallContext): Spec {
	requireOneTensor(context.argument, "STFTSpectrogram", { sequence: "ValueError", dict: undefined });
	const { dims } = onlyShape(context.inputs);
	if (dims.length !== 3) vague("a spectrogram of a signal of another rank");
	const dtype = context.inputs[0]?.dtype;
	const isTraced = context.mode !== "symbolic";
	if (isTraced) {
		if (dtype !== context.computeDtype) failDType("convolution", dtype ?? "string", context, "TypeError");
		rejectRefused(POLICIES, context, [context.computeDtype]);
		// No weights of float16 are made inside a call.
		rejectRefused([{ dtypes: ["float16"], graph: "ValueError" }], context, [context.variableDtype]);
	}
	const { channelsFirst, expandDims } = config;
	const [batch, time, channels] = (channelsFirst ? [dims[0], dims[2], dims[1]] : dims) as [Dim, Dim, Dim];
	if (isNone(channels) && !isTraced) failChannels(channels, context);
	if (config.frameStep === 0 && isStatic(time)) failStep(context);
	// An operation takes the whole part of a step.
	const frameStep = context.mode === "symbolic" ? config.frameStep : mapDim(config.frameStep, Math.trunc);
	const frames = framesOf({ ...config, frameStep }, time, dims, context);
	const bins = mapDims(
		[config.fftLength],
		([length = 0]) => (Math.floor(length / 2) + 1) * (config.mode === "stft" ? 2 : 1),
	);
	const features = mapDims([bins, channels], ([a = 0, b = 0]) => a * b);
	const inner = expandDims
		? channelsFirst
			? [channels, frames, bins]
			: [frames, bins, channels]
		: channelsFirst
			? [features, frames]
			: [frames, features];
	return spec(ranked([batch, ...inner]), context.computeDtype);
}

const failChannels = (channels: Dim, context: CallContext): never =>
	context.fail({
		code: "undefined-dimension",
		exception: "TypeError",
		message: "STFTSpectrogram needs the number of channels of its input, which is None",
		because: isNone(channels) ? [channels.why] : [],
	});

/** Half of a frame of one number is no step. */
const failStep = (context: CallContext): never =>
	context.fail({
		code: "invalid-layer-argument",
		exception:
			context.mode === "symbolic" ? "OverflowError" : context.mode === "eager" ? "InvalidArgumentError" : "ValueError",
		message: "frame_length=1 gives a step of 0: pass frame_step",
		argument: "frame_length",
	});

function framesOf(
	{ frameLength, frameStep, padding }: StftConfig,
	time: Dim,
	dims: readonly Dim[],
	context: CallContext,
): Dim {
	const window: Window = { size: sizeOf(frameLength), stride: sizeOf(frameStep), dilation: sizeOf(1), padding };
	const count = windowCount(time, window);
	if (isStatic(count) && count <= 0 && context.mode === "eager" && !isSince("3.15", context))
		vague("what a window that does not fit gave before Keras 3.15");
	if (isStatic(count) && count <= 0) failWindow("STFTSpectrogram", time, window, dims, "frame_length");
	return count;
}
