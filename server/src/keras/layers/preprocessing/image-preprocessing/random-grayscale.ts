import { vague } from "../../../../interpreter/api";
import { requireFraction } from "../../../engine/argument-readers";
import type { CallContext } from "../../../engine/layer-definition";
import type { SpecStructure } from "../../../engine/structure";
import { isSince } from "../../../versions/release";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { isDeclaredImage } from "./training";

/**
 * `keras.layers.RandomGrayscale` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`.
 * Makes some images gray; the dtype is kept too. Mirrors image_preprocessing/random_grayscale.py.
 */
export const RandomGrayscale = defineAugmentationLayer({
	name: "RandomGrayscale",
	worlds: ["keras3"],
	signature: "factor=0.5, data_format=None, seed=None, **kwargs",
	keepsDType: true,
	onTensors: {
		idle: "kept",
		integers: "kept",
		refuses: [{ dtypes: ["string"], eager: "ValueError" }],
		colours: "grays",
	},
	configure(args) {
		requireFraction(args, "factor");
		checkSeed3(args);
		return {};
	},
	declared: (_config, context) => requireTensor(context),
	undeclared: (context) => void requireTensor(context),
});

/** `inputs.shape`, which a dict or None does not have, and `inputs.sparse`, which only KerasTensors have. */
function requireTensor(context: CallContext): SpecStructure | undefined {
	const { argument } = context;
	const isReal = argument.kind === "tensor" && argument.flavor !== "KerasTensor" && isDeclaredImage(context);
	if (argument.kind === "tensor" && !isReal) return undefined;
	if (!isReal && argument.kind !== "dict" && argument.kind !== "none") return vague("the input is not a tensor");
	if (!isSince("3.11", context)) return vague("what is no tensor before Keras 3.11");
	return context.fail({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: "RandomGrayscale takes images as a tensor",
	});
}
