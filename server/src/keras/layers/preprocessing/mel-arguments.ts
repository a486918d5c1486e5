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
		edges: ["min_freq", ...(isTrue("max_freq") ? ["max_freq"] : [])].map((name) => kept(args, name)),
		exponent: kept(args, "mag_exp"),
		decibels: isTrue("power_to_db") ? ["min_power", "ref_power", "top_db"].map((name) => kept(args, name)) : undefined,
	};
}

/** Raises what the operations do not take, in the order of `call` of mel_spectrogram.py. */
export function requireMelArguments(args: MelArguments, context: CallContext): void {
	requireTransform(args, context);
	requireStride(args.stride, context);
	requireFactor(args.exponent, undefined, context);
	for (const edge of args.edges) requireEdge(edge, context);
	requireBins(args.bins, args.decibels !== undefined, context);
	for (const each of args.decibels ?? []) requireFactor(each, asInt(args.bins.value), context);
}

/** What a kernel raises, or the shapes of a graph. */
const kernel = ({ mode }: CallContext, graph: string): string => (mode === "eager" ? "InvalidArgumentError" : graph);

const isList = (value: Value): boolean => value.kind === "list" || value.kind === "tuple";

/** The padding at both ends, and the window. */
function requireTransform({ fft, length, window }: MelArguments, context: CallContext): void {
	const { value } = window;
	if (value.kind === "str" && value.value !== undefined && !["hann", "hamming"].includes(value.value))
		failKept(window, "hann or hamming", "ValueError", context);
	if (isList(fft.value) || fft.value.kind === "str") failKept(fft, "an int", "TypeError", context);
	if (fft.value.kind === "float") failKept(fft, "an int", kernel(context, "TypeError"), context);
	for (const each of [fft, length])
		if ((asInt(each.value) ?? 0) < 0) failKept(each, "an int above 0", kernel(context, "ValueError"), context);
	if (value.kind === "none") return;
	if (length.value.kind === "float") failKept(length, "an int", "TypeError", context);
	const size = asInt(length.value);
	const count = ["int", "float", "bool"].includes(value.kind) ? -1 : itemsOf(value)?.length;
	if (size !== undefined && count !== undefined && count !== size)
		failKept(window, "as many numbers as there are in a sequence", "ValueError", context);
}

function requireStride(stride: Kept, context: CallContext): void {
	const { kind } = stride.value;
	if (kind === "none" || isList(stride.value)) failKept(stride, "an int", "ValueError", context);
	if (kind === "float" || kind === "bool") failKept(stride, "an int", kernel(context, "TypeError"), context);
	if (kind === "str" && context.mode === "graph") failKept(stride, "an int", "TypeError", context);
	if (context.mode === "eager" && asInt(stride.value) === 0)
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
	// Decibels are relative to the largest power.
	if (isScaled && context.mode === "eager" && (readNumber(bins.value) ?? 1) <= 0)
		failKept(bins, "an int above 0", "InvalidArgumentError", context);
}

/** A number that each power is computed with, or an array that broadcasts to the last axis. */
function requireFactor(factor: Kept, size: number | undefined, context: CallContext): void {
	const { value } = factor;
	if (value.kind === "str") failKept(factor, "a number", textError(factor.name, context), context);
	const exception = conversionError(value, context);
	if (exception) failKept(factor, "a number", exception, context);
	const count = itemsOf(value)?.length ?? 1;
	if (count !== 1 && size !== undefined && count !== size)
		failKept(factor, "one number", kernel(context, "ValueError"), context);
	if (count !== 1 && size === undefined) vague(`whether the values of ${factor.name} fit the transform`);
}

/** What text is compared with, multiplied with, or converted to differs. */
function textError(name: string, context: CallContext): string {
	if (name === "top_db") return "TypeError";
	if (name === "ref_power") return kernel(context, "TypeError");
	return context.mode === "graph" ? "ValueError" : vague(`what a kernel makes of text for ${name}`);
}
