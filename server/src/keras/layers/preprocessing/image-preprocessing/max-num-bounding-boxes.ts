import type { Value } from "../../../../domain";
import { typeName, vague } from "../../../../interpreter/api";
import type { LayerArguments } from "../../../engine/layer-definition";
import { isIntText } from "../../../utils/argument-validation";
import { defineAugmentationLayer } from "./base-image-preprocessing-layer";

/**
 * `keras.layers.MaxNumBoundingBoxes` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width,
 * channels)`. Images pass; boxes in a dict are not followed. Mirrors image_preprocessing/max_num_bounding_box.py.
 */
export const MaxNumBoundingBoxes = defineAugmentationLayer({
	name: "MaxNumBoundingBoxes",
	worlds: ["keras3"],
	signature: "max_number, fill_value=-1, **kwargs",
	baseFactor: true,
	onTensors: { idle: "kept", integers: "kept", refuses: [] },
	configure(args) {
		for (const name of ["max_number", "fill_value"]) requireInt(args, name, args.get(name));
		return {};
	},
	declared: (_config, { argument }) =>
		argument.kind === "dict" && argument.entries?.has("s:bounding_boxes") ? vague("boxes are not followed") : undefined,
});

/** What Python's `int()` does not take. */
function requireInt(args: LayerArguments, name: string, value: Value): void {
	const isText = value.kind === "str" && value.value !== undefined && !isIntText(value.value);
	const isBad = ["none", "list", "tuple", "dict", "function"].includes(value.kind);
	if (!isText && !isBad) return;
	args.fail({
		code: "invalid-layer-argument",
		exception: isText ? "ValueError" : "TypeError",
		message: `${name} must be an int, found a value of type ${typeName(value)}`,
		argument: name,
	});
}
