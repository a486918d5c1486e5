import {
	type Dim,
	isFloating,
	isNone,
	isStatic,
	printDType,
	type RankedShape,
	ranked,
	type Spec,
	type Value,
} from "../../../../domain";
import { typeName, vague } from "../../../../interpreter/api";
import type { CallContext, Refusal } from "../../../engine/layer-definition";
import { rejectRefused, STRINGS_UNCAST } from "../../../engine/refused-dtypes";
import { isSince } from "../../../versions/release";
import { imageOf, isImageRank, rankedImage, requireImageRank } from "./image";
import { trains } from "./training";

/** How Keras 3 computes on tensors that are no KerasTensors, where its layers differ. */
export interface OnTensors {
	/** What an array of a lower rank than 3 raises. */
	readonly rankError?: "IndexError" | "ValueError" | undefined;
	/** The rank that its shape is looked at for, before the rank is; an array of a lower one raises an IndexError. */
	readonly minRank?: number | undefined;
	/** What is done where the layer does not train: images are cast, which is the default, handed on, or changed all the same. */
	readonly idle?: "cast" | "kept" | "changed" | undefined;
	/** What becomes of an integer array: it is cast, kept, or raises. */
	readonly integers?: "cast" | "kept" | "InvalidArgumentError" | "ValueError" | undefined;
	/** dtypes that the operations do not take; strings cannot be cast, when absent. */
	readonly refuses?: readonly Refusal[] | undefined;
	/** Compute dtypes that the operations do not take. */
	readonly policies?: readonly Refusal[] | undefined;
	/** What a size raises that is not known in a graph, and which sizes are asked for. */
	readonly open?: { readonly error: string; readonly of: "image" | "batched image" | "channels" | "all" } | undefined;
	/** Raises for a height and a width that the operations do not take. */
	readonly requireSizes?: ((sizes: readonly Dim[], context: CallContext) => void) | undefined;
	/** How many channels there must be: three for hues, one or three for shades of gray. */
	readonly colours?: "hues" | "grays" | undefined;
	/** Whether channels are taken to be last, whatever `data_format` says. */
	readonly channelsLast?: boolean | undefined;
}

/** One image or a batch, as Keras 3 computes on it: floats in the compute dtype. In a graph everything is converted. */
export function image3(context: CallContext, training: OnTensors = {}, channelsFirst = false): Spec {
	const on = training.idle === "changed" || trains(context) ? training : idleOf(training);
	if (context.argument.kind === "dict") rejectImageless(context.argument, context);
	if (context.argument.kind !== "tensor" && context.argument.kind !== "none")
		vague(`what the layer makes of a ${typeName(context.argument)}`);
	const image = imageOf(context);
	rejectFormerArrays(image, context);
	if (on.open && on.rankError) doubtOrder(rankedImage(image), channelsFirst);
	const shape = requireImageRank(image, context, isImageRank, rankErrorOf(image, on, channelsFirst));
	rejectRefused(on.policies ?? [], context, [context.computeDtype]);
	if (context.mode === "graph") requireKnown(shape, on, channelsFirst, context);
	const integers = on.integers ?? "cast";
	const isCast = context.mode === "graph" || image.dtype === context.computeDtype || integers === "cast";
	if (context.mode === "eager") rejectRefused(on.refuses ?? [STRINGS_UNCAST], context, [image.dtype]);
	if (!isCast && integers !== "kept")
		context.fail({
			code: "invalid-layer-input",
			exception: integers,
			message: `the layer takes floats, found ${printDType(image.dtype)}`,
		});
	on.requireSizes?.(channelsFirst ? shape.dims.slice(-2) : shape.dims.slice(-3, -1), context);
	const coloured = on.colours ? withColours(shape, on.colours, channelsFirst && !on.channelsLast, context) : shape;
	return { shape: coloured, dtype: isCast ? context.computeDtype : image.dtype };
}

/** Of a layer that does not train, only the rank of its images is asked. */
const idleOf = ({ idle, rankError }: OnTensors): OnTensors =>
	idle === "kept" ? { integers: "kept", refuses: [], rankError } : {};

/** Sizes are read before the rank is asked: those that are not known may fail first. */
function doubtOrder({ dims }: RankedShape, channelsFirst: boolean): void {
	const sizes = (channelsFirst ? [-2, -1] : [-3, -2]).map((axis) => dims.at(axis));
	const open = sizes.findIndex((size) => size === undefined || isNone(size));
	if (isImageRank(dims.length) || open < 0 || sizes[open] === undefined) return;
	vague("which of an unknown size and a rank that does not fit fails first");
}

/** A dict holds the images under their own name. */
function rejectImageless({ entries }: Extract<Value, { kind: "dict" }>, context: CallContext): void {
	if (!entries || entries.has("s:images")) return;
	context.fail({ code: "invalid-layer-input", exception: "KeyError", message: 'the layer takes a dict with "images"' });
}

const rankErrorOf = (
	image: Spec,
	{ minRank = 0, rankError }: OnTensors,
	channelsFirst: boolean,
): string | undefined => {
	const rank = rankedImage(image).dims.length;
	if (rank < minRank) return "IndexError";
	// Height and width are the last two axes of such an image.
	return rank < (channelsFirst ? 2 : 3) ? rankError : undefined;
};

/** Python computes with sizes, which a graph may not know. */
function requireKnown({ dims }: RankedShape, { open }: OnTensors, channelsFirst: boolean, context: CallContext): void {
	if (!open || (open.of === "batched image" && dims.length === 3)) return;
	const last = dims.slice(-3);
	const channels = last.splice(channelsFirst ? 0 : 2, 1);
	const asked = open.of === "all" ? [...last, ...channels] : open.of === "channels" ? channels : last;
	if (!asked.some(isNone)) return;
	context.fail({
		code: "invalid-layer-input",
		exception: open.error,
		message: "the layer needs images of known sizes inside a call",
	});
}

/** Hues are of three channels, which an open size becomes; a gray is taken of three, or of one. */
function withColours(
	{ dims }: RankedShape,
	colours: "hues" | "grays",
	channelsFirst: boolean,
	context: CallContext,
): RankedShape {
	const axis = dims.length - (channelsFirst ? 3 : 1);
	const channels = dims[axis] as Dim;
	const fits = channels === 3 || (colours === "grays" ? channels === 1 : isNone(channels));
	if (!isStatic(channels) && !isNone(channels)) return ranked(dims);
	const kernel = context.mode === "eager" && colours === "hues" ? "FailedPreconditionError" : undefined;
	if (fits) return ranked(colours === "hues" ? dims.with(axis, 3) : dims);
	if (!isSince("3.15", context)) vague("images of other than 3 channels before Keras 3.15");
	return context.fail({
		code: "input-axis-size",
		exception: kernel,
		message: `the layer takes images of 3 channels, found ${isStatic(channels) ? channels : "None"}`,
	});
}

/** Until 3.6, each of these layers did in its own way with arrays of other ranks and of integers. */
function rejectFormerArrays({ shape, dtype }: Spec, context: CallContext): void {
	if (isSince("3.6", context)) return;
	const isUsual =
		shape.kind === "ranked" && isImageRank(shape.dims.length) && (context.mode === "graph" || isFloating(dtype));
	if (!isUsual) vague("what the layer made of such an array before Keras 3.6");
}
