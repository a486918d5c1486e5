import type { Value } from "../../../../domain";
import { itemsOf, readNumber } from "../../../engine/argument-readers";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkValueRange } from "./factors";
import { failKept, kept } from "./kept-arguments";

/**
 * `keras.layers.RandomPosterization` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width,
 * channels)`. Leaves fewer bits of each value. Mirrors image_preprocessing/random_posterization.py.
 */
export const RandomPosterization = defineAugmentationLayer({
	name: "RandomPosterization",
	worlds: ["keras3"],
	signature: "factor, value_range=(0, 255), data_format=None, seed=None, **kwargs",
	onTensors: { idle: "kept" },
	configure(args) {
		checkFactor(args, "factor", [1, 8], { overlap: true });
		checkValueRange(args);
		checkSeed3(args);
		return { bits: kept(args, "factor") };
	},
	computes({ bits }, _image, context) {
		if (drawsOfFloats(bits.value)) failKept(bits, "an int or two ints", "TypeError", context);
	},
});

/** Whole bits are drawn between two ints; the ends that are one number are not drawn from. One is the lowest bound itself. */
function drawsOfFloats(value: Value): boolean {
	const items = itemsOf(value);
	if (!items) return value.kind === "float" && value.value !== 1;
	const [low, high] = items.map(readNumber);
	const isFloat = items.map((item) => item.kind === "float");
	return low === high ? isFloat[0] === true : isFloat.includes(true);
}
