import type { Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { asInt, itemsOf, readNumber } from "../../engine/argument-readers";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { conversionError, failKept, type Kept, kept } from "./image-preprocessing/kept-arguments";

/** What `MelSpectrogram` keeps for its call, by name. */
export interface MelArguments {
	readonly fft: Kept;
	readonly length: Kept;
	readonly stride: Kept;
	readonly bins: Kept;
	readonly window: Kept;
	/** What is cast, which a graph has for text, too. */
	readonly rate: Kept;
	/** The numbers that the mel scale is made of. */
	readonly edges: readonly Kept[];
	readonly exponent: Kept;
	/** The numbers that powers become decibels with; absent where they do not. */
	readonly decibels: readonly Kept[] | undefined;
}

export function readMelArguments(args: LayerArguments): MelArguments {
	const place = { path: "", start: 0, end: 0 };
	const isTrue = (name: string): boolean => args.machine.truth(args.get(name), place) !== false;
	return {
		fft: kept(args, "fft_length"),
		length: isTrue("sequence_length") ? kept(args, "sequence_length") : kept(args, "fft_length"),
		stride: kept(args, "sequence_stride"),
		bins: kept(args, "num_mel_bins"),
		window: kept(args, "window"),
		rate: kept(args, "sampling_rate"),
		edges: ["min_freq", ...(isTrue("max_freq") ? ["max_freq"] : [])].map((name) => kept(args, name)),
		exponent: kept(args, "mag_exp"),
		decibels: isTrue("power_to_db") ? ["min_power", "ref_power", "top_db"].map((name) => kept(args, name)) : undefined,
	};
}

/** Raises what the operations do not take, in the order of `call` of mel_spectrogram.py; `pad` stands for the padding. */
export function requireMelArguments(args: MelArguments, context: CallContext, pad: (size: number) => void): void {
	requireTransform(args, context);
	const half = asInt(args.fft.value);
	if (half !== undefined) pad(Math.floor(half / 2));
	requireWindow(args, context);
	requireStride(args.stride, args.decibels !== undefined, context);
	const length = asInt(args.fft.value);
	requireFactor(args.exponent, length === undefined ? undefined : Math.floor(length / 2) + 1, context);
	// A product of the numbers of no frequency, and of the one that there is.
	if (length === 0 && context.mode === "eager") failKept(args.fft, "an int above 0", "InvalidArgumentError", context);
	if (args.rate.value.kind === "str" && context.mode === "eager")
		failKept(args.rate, "a number", "UnimplementedError", context);
	if (args.rate.value.kind !== "str") requireEdge(args.rate, context);
	for (const edge of args.edges) requireEdge(edge, context);
	requireBins(args.bins, args.decibels !== undefined, context);
	for (const each of args.decibels ?? []) requireFactor(each, asInt(args.bins.value), context);
}

/** What a kernel raises, or the shapes of a graph. */
const kernel = ({ mode }: CallContext, graph: string): string => (mode === "eager" ? "InvalidArgumentError" : graph);

const isList = (value: Value): boolean => value.kind === "list" || value.kind === "tuple";

/** What the padding at both ends is half of; the name of the window is looked at before. */
function requireTransform({ fft, window }: MelArguments, context: CallContext): void {
	const { value } = window;
	if (value.kind === "str" && value.value !== undefined && !["hann", "hamming"].includes(value.value))
		failKept(window, "hann or hamming", "ValueError", context);
	if (isList(fft.value) || fft.value.kind === "str") failKept(fft, "an int", "TypeError", context);
	if (fft.value.kind === "float") failKept(fft, "an int", kernel(context, "TypeError"), context);
	if ((asInt(fft.value) ?? 0) < 0) failKept(fft, "an int above 0", kernel(context, "ValueError"), context);
}

/** As many numbers as there are in a sequence. */
function requireWindow({ length, window }: MelArguments, context: CallContext): void {
	const { value } = window;
	if (value.kind === "none") {
		if (length.value.kind === "float") failKept(length, "an int", kernel(context, "TypeError"), context);
		return;
	}
	const size = asInt(length.value);
	if (value.kind === "str") {
		if (length.value.kind === "float") failKept(length, "an int", "TypeError", context);
		if ((size ?? 0) < 0) failKept(length, "an int above 0", kernel(context, "ValueError"), context);
		return;
	}
	const exception = conversionError(value, context);
	if (exception) failKept(window, "numbers", exception, context);
	const count = ["int", "float", "bool"].includes(value.kind) ? -1 : itemsOf(value)?.length;
	if (size !== undefined && count !== undefined && count !== size)
		failKept(window, "as many numbers as there are in a sequence", "ValueError", context);
}

function requireStride(stride: Kept, isScaled: boolean, context: CallContext): void {
	const { kind } = stride.value;
	if (kind === "none" || isList(stride.value)) failKept(stride, "an int", "ValueError", context);
	if (kind === "float" || kind === "bool") failKept(stride, "an int", kernel(context, "TypeError"), context);
	if (kind === "str") failKept(stride, "an int", context.mode === "eager" ? "RuntimeError" : "TypeError", context);
	if (stride.value.kind === "int" && stride.value.numpy) vague("a stride that is a number of NumPy's");
	const step = asInt(stride.value) ?? 1;
	// Decibels are relative to the largest power, of which there is none where there are no frames.
	if (context.mode === "eager" && (step === 0 || (step < 0 && isScaled)))
		failKept(stride, "an int above 0", "InvalidArgumentError", context);
}

/** One number; the bands between arrays of them are none. */
function requireEdge(edge: Kept, context: CallContext): void {
	const exception =
		conversionError(edge.value, context) ?? (isList(edge.value) ? kernel(context, "ValueError") : undefined);
	if (exception) failKept(edge, "a number", exception, context);
}

function requireBins(bins: Kept, isScaled: boolean, context: CallContext): void {
	const { kind } = bins.value;
	if (kind === "none" || kind === "str" || kind === "float" || isList(bins.value))
		failKept(bins, "an int", "TypeError", context);
	if (context.mode === "graph" && (readNumber(bins.value) ?? 0) < -1)
		failKept(bins, "an int above 0", "ValueError", context);
	if (isScaled && context.mode === "eager" && (readNumber(bins.value) ?? 1) <= 0)
		failKept(bins, "an int above 0", "InvalidArgumentError", context);
}

/** A number that each power is computed with, or an array that broadcasts to the last axis. */
function requireFactor(factor: Kept, size: number | undefined, context: CallContext): void {
	const { value } = factor;
	const items = itemsOf(value) ?? [value];
	if (items.length > 0 && items.every(({ kind }) => kind === "str"))
		failKept(factor, "a number", textError(factor.name, context), context);
	const exception = conversionError(value, context);
	if (exception) failKept(factor, "a number", exception, context);
	const count = itemsOf(value)?.length ?? 1;
	if (count !== 1 && size !== undefined && count !== size)
		failKept(factor, "one number", kernel(context, "ValueError"), context);
	if (count !== 1 && size === undefined) vague(`whether the values of ${factor.name} fit the transform`);
}

/** Keras promotes no text, and TensorFlow makes no number of it. */
function textError(name: string, context: CallContext): string {
	if (name === "top_db") return "TypeError";
	return name === "ref_power" ? kernel(context, "TypeError") : "ValueError";
}
