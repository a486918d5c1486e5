import {
	isFloating,
	isNone,
	printDType,
	printShape,
	type RankedShape,
	type Spec,
	spec,
	type Value,
	type World,
} from "../../../../domain";
import { typeName, vague } from "../../../../interpreter/api";
import { defineLayer } from "../../../engine/define-layer";
import { applyRule, castArgument, declare, type ElementwiseRule, isDeclared } from "../../../engine/elementwise";
import type { ByWorld, CallContext, LayerArguments } from "../../../engine/layer-definition";
import { isSpec, type SpecStructure } from "../../../engine/structure";
import { readChannelsFirst } from "../../../utils/data-format";
import { isSince } from "../../../versions/release";
import { requireSeed } from "../../regularization/base-random";

/** What the layers that work on images share: `BaseImagePreprocessingLayer` (3), `convert_inputs` (2.15). */

const PACKED: ElementwiseRule = { takes: "any", nested: "pack", none: "ValueError", dict: "ValueError" };

/** The keywords that Keras 3's base class takes beyond a layer's own. */
const BASE_KEYWORDS = ["data_format", "bounding_box_format"];

/** `data_format`, whether the layer names it or hands it to its base class. */
export function imageFormat(args: LayerArguments): boolean {
	const value = given(args, "data_format") ?? { kind: "none" };
	return readChannelsFirst({ ...args, get: () => value });
}

export const given = (args: LayerArguments, name: string): Value | undefined =>
	args.given(name)?.value ?? args.bound.extra.find((each) => each.name === name)?.value;

/** The image or batch of images as Keras 2 converts it, before the cast to the compute dtype. */
export function imageOf(context: CallContext): Spec {
	const input = applyRule(PACKED, { ...context, argument: castArgument(context) });
	return isSpec(input) ? input : vague("the input is not an image");
}

export const rankedImage = (image: Spec): RankedShape =>
	image.shape.kind === "ranked" ? image.shape : vague("the image's rank is not known");

/** Whether a rank is one that the layer's operations take; a layer that is not traced raises errors of its own kind. */
export function requireImageRank(
	image: Spec,
	context: CallContext,
	fits: (rank: number) => boolean,
	exception = "ValueError",
): RankedShape {
	const shape = rankedImage(image);
	if (fits(shape.dims.length)) return shape;
	return context.fail({
		code: "input-rank",
		exception,
		message: `the layer takes one image or a batch of images, found the shape ${printShape(shape)}`,
		facts: { rank: shape.dims.length, expected: 4 },
	});
}

export const isImageRank = (rank: number): boolean => rank === 3 || rank === 4;

/** Keras 2's `training` where it was passed; else True in a graph of KerasTensors, and not known inside other layers. */
export function trainingOf({ bound, mode, machine, origin, fail }: CallContext): boolean | undefined {
	const value = bound.given("training")?.value;
	if (!value || value.kind === "none") return mode === "graph" ? undefined : true;
	if (value.kind === "tensor" && value.flavor === "KerasTensor")
		fail({
			code: "invalid-layer-input",
			exception: "OperatorNotAllowedInGraphError",
			message: "training must be known when the layer is called on a KerasTensor, found a KerasTensor",
		});
	return machine.truth(value, origin);
}

/** What an augmentation does beyond its checks. */
export interface Augmentation<Config> {
	readonly name: string;
	readonly worlds?: readonly World[];
	readonly signature: ByWorld<string>;
	/** Keras 3's base class reads `factor`, which is no argument of the layer's own. */
	readonly baseFactor?: boolean;
	/** Keras 3 on what is no KerasTensor: raises before the images are looked at. */
	undeclared?(context: CallContext): void;
	readonly onTensors?: OnTensors;
	/** Keras 3's `compute_output_spec` hands on the input's dtype. */
	readonly keepsDType?: boolean;
	configure(args: LayerArguments): Config;
	/** Keras 2 in training: raises what the operations do not take. */
	inTraining?(config: Config, image: Spec, context: CallContext): void;
	/** Keras 3: raises what `compute_output_shape` does not take. */
	declared?(config: Config, context: CallContext): SpecStructure | undefined;
}

/** A layer that gives images of the same shape, in its compute dtype. */
export const defineAugmentationLayer = <Config>(augmentation: Augmentation<Config>) =>
	defineLayer<Config>({
		name: augmentation.name,
		...(augmentation.worlds ? { worlds: augmentation.worlds } : {}),
		signature: augmentation.signature,
		callSignature: { keras2: "inputs, training=True", keras3: "data, training=True" },
		extraArguments: {
			keras2: ["rng_type"],
			keras3: augmentation.baseFactor ? [...BASE_KEYWORDS, "factor"] : BASE_KEYWORDS,
		},
		manyInputs: true,
		takesPlainArguments: true,
		configure(args) {
			if (args.world === "keras3") imageFormat(args);
			const config = augmentation.configure(args);
			if (args.world === "keras2") requireSeed2(args);
			return config;
		},
		call: (config, context) =>
			context.world === "keras2" ? augment2(augmentation, config, context) : augment3(augmentation, config, context),
	});

/** Keras 2 makes its random state of the seed when it builds the layer, where TensorFlow casts it to an int. */
export function requireSeed2(args: LayerArguments): void {
	const seed = given(args, "seed");
	if (seed?.kind !== "str") return;
	args.fail({
		code: "invalid-layer-argument",
		exception: "UnimplementedError",
		message: "seed must be an integer, found a string",
		argument: "seed",
	});
}

function augment2<Config>(layer: Augmentation<Config>, config: Config, context: CallContext): Spec {
	const image = imageOf(context);
	if (trainingOf(context) === true) layer.inTraining?.(config, image, context);
	return spec(image.shape, context.computeDtype);
}

function augment3<Config>(layer: Augmentation<Config>, config: Config, context: CallContext): SpecStructure {
	if (!isDeclared(context)) {
		layer.undeclared?.(context);
		return image3(context, layer.onTensors);
	}
	const special = layer.declared?.(config, context);
	if (special) return special;
	return layer.keepsDType && context.argument.kind === "tensor"
		? (context.inputs[0] as Spec)
		: declare(context.argument, context.computeDtype);
}

/** How Keras 3 computes on tensors that are no KerasTensors, where its layers differ. */
export interface OnTensors {
	/** What an array of another rank than 3 or 4 raises. */
	readonly rankError?: "IndexError" | "ValueError" | undefined;
	/** The rank that its shape is looked at for, before the rank is; an array of a lower one raises an IndexError. */
	readonly minRank?: number | undefined;
	/** What becomes of an integer array: it is cast, kept, or raises. */
	readonly integers?: "cast" | "kept" | "InvalidArgumentError" | "ValueError" | undefined;
	/** What a height or width raises that is not known in a graph. */
	readonly sizeError?: "TypeError" | "OperatorNotAllowedInGraphError" | undefined;
	/** Whether a real image must have three channels. */
	readonly colours?: boolean | undefined;
}

/** One image or a batch, as Keras 3 computes on it: floats in the compute dtype. In a graph everything is converted. */
export function image3(context: CallContext, on: OnTensors = {}): Spec {
	if (context.argument.kind !== "tensor" && context.argument.kind !== "none")
		vague(`what the layer makes of a ${typeName(context.argument)}`);
	const image = imageOf(context);
	rejectFormerArrays(image, context);
	const shape = requireImageRank(image, context, isImageRank, rankErrorOf(image, on));
	const fail = (exception: string, message: string): never =>
		context.fail({ code: "invalid-layer-input", exception, message });
	if (context.mode === "graph") {
		const none = shape.dims.slice(-3).slice(0, 2).find(isNone);
		if (on.sizeError && none) fail(on.sizeError, "the layer needs images of known height and width inside a call");
		return spec(shape, context.computeDtype);
	}
	const integers = on.integers ?? "cast";
	const isCast = image.dtype === context.computeDtype || integers === "cast";
	if (!isCast && integers !== "kept") fail(integers, `the layer takes floats, found ${printDType(image.dtype)}`);
	const channels = shape.dims.at(-1);
	if (on.colours && typeof channels === "number" && channels !== 3)
		fail("FailedPreconditionError", `the layer takes images of 3 channels, found ${channels}`);
	return isCast ? spec(shape, context.computeDtype) : image;
}

const rankErrorOf = (image: Spec, { minRank = 0, rankError }: OnTensors): string | undefined =>
	rankedImage(image).dims.length < minRank ? "IndexError" : rankError;

/** Until 3.6, each of these layers did in its own way with arrays of other ranks and of integers. */
function rejectFormerArrays({ shape, dtype }: Spec, context: CallContext): void {
	if (isSince("3.6", context)) return;
	const isUsual =
		shape.kind === "ranked" && isImageRank(shape.dims.length) && (context.mode === "graph" || isFloating(dtype));
	if (!isUsual) vague("what the layer made of such an array before Keras 3.6");
}

/** The seed of an augmentation in Keras 3. */
export function checkSeed3(args: LayerArguments): void {
	if (args.world === "keras3") requireSeed(args);
}
