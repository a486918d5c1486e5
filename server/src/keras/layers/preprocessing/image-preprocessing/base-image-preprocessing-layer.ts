import { type Spec, spec, type Value, type World } from "../../../../domain";
import { defineLayer } from "../../../engine/define-layer";
import { declare } from "../../../engine/elementwise";
import type { ByWorld, CallContext, LayerArguments, Refusal } from "../../../engine/layer-definition";
import { rejectRefused, STRINGS_UNCAST } from "../../../engine/refused-dtypes";
import type { SpecStructure } from "../../../engine/structure";
import { readChannelsFirst } from "../../../utils/data-format";
import { requireSeed } from "../../regularization/base-random";
import { imageOf } from "./image";
import { image3, type OnTensors } from "./on-tensors";
import { isDeclaredImage, trainingOf } from "./training";

/** What the layers that work on images share: `BaseImagePreprocessingLayer` (3), `convert_inputs` (2.15). */

/** The keywords that Keras 3's base class takes beyond a layer's own. */
const BASE_KEYWORDS = ["data_format", "bounding_box_format"];

/** `data_format`, whether the layer names it or hands it to its base class. */
export function imageFormat(args: LayerArguments): boolean {
	const value = given(args, "data_format") ?? { kind: "none" };
	return readChannelsFirst({ ...args, get: () => value });
}

export const given = (args: LayerArguments, name: string): Value | undefined =>
	args.given(name)?.value ?? args.bound.extra.find((each) => each.name === name)?.value;

/** What an augmentation does beyond its checks. */
export interface Augmentation<Config> {
	readonly name: string;
	readonly worlds?: readonly World[];
	readonly signature: ByWorld<string>;
	/** Keras 3's base class reads `factor`, which is no argument of the layer's own. */
	readonly baseFactor?: boolean;
	/** Keras 3 on what is no KerasTensor: raises before the images are looked at. */
	undeclared?(context: CallContext, channelsFirst: boolean): void;
	/** Keras 3 where images are changed: compute dtypes that its operations do not take. */
	readonly policies?: readonly Refusal[] | ((config: Config) => readonly Refusal[]);
	/** Keras 3 on images that fit: raises what its operations do not take of the arguments. */
	computes?(config: Config, image: Spec, context: CallContext): void;
	readonly onTensors?: OnTensors | ((config: Config) => OnTensors);
	/** Keras 3's `compute_output_spec` hands on the input's dtype. */
	readonly keepsDType?: boolean;
	configure(args: LayerArguments): Config;
	/** In training, in Keras 3 on images that fit: raises what the operations do not take. */
	inTraining?(config: Config, image: Spec, context: CallContext): void;
	/** Keras 3: raises what `compute_output_shape` does not take. */
	declared?(config: Config, context: CallContext): SpecStructure | undefined;
}

/** A layer that gives images of the same shape, in its compute dtype. */
export const defineAugmentationLayer = <Config>(augmentation: Augmentation<Config>) =>
	defineLayer<Augmenting<Config>>({
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
			const channelsFirst = args.world === "keras3" && imageFormat(args);
			const config = augmentation.configure(args);
			if (args.world === "keras2") requireSeed2(args);
			return { config, channelsFirst };
		},
		call: (own, context) =>
			context.world === "keras2" ? augment2(augmentation, own.config, context) : augment3(augmentation, own, context),
	});

interface Augmenting<Config> {
	readonly config: Config;
	readonly channelsFirst: boolean;
}

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
	rejectRefused([STRINGS_UNCAST], context, [image.dtype]);
	if (trainingOf(context) === true) layer.inTraining?.(config, image, context);
	return spec(image.shape, context.computeDtype);
}

function augment3<Config>(
	layer: Augmentation<Config>,
	{ config, channelsFirst }: Augmenting<Config>,
	context: CallContext,
): SpecStructure {
	if (!isDeclaredImage(context)) {
		layer.undeclared?.(context, channelsFirst);
		const image = image3(context, tensorsOf(layer, config), channelsFirst);
		layer.computes?.(config, image, context);
		if (layer.inTraining && trainingOf(context)) layer.inTraining(config, image, context);
		return image;
	}
	const special = layer.declared?.(config, context);
	if (special) return special;
	return layer.keepsDType && context.argument.kind === "tensor"
		? (context.inputs[0] as Spec)
		: declare(context.argument, context.computeDtype);
}

function tensorsOf<Config>({ onTensors, policies }: Augmentation<Config>, config: Config): OnTensors {
	const own = typeof onTensors === "function" ? onTensors(config) : onTensors;
	return { ...own, policies: typeof policies === "function" ? policies(config) : policies };
}

/** The seed of an augmentation in Keras 3. */
export function checkSeed3(args: LayerArguments): void {
	if (args.world === "keras3") requireSeed(args);
}
