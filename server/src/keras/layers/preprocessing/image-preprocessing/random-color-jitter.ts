import type { Refusal } from "../../../engine/layer-definition";
import { unlisted } from "../../../engine/refused-dtypes";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkValueRange } from "./factors";
import { INTS, NO_NUMBERS } from "./refused-policies";

const FACTORS = ["brightness", "contrast", "saturation", "hue"];

/** Its changes are made one after the other. */
const POLICIES: Readonly<Record<string, readonly Refusal[]>> = {
	brightness: [NO_NUMBERS],
	contrast: [NO_NUMBERS, unlisted(...INTS)],
	saturation: [{ dtypes: [...NO_NUMBERS.dtypes, ...INTS], graph: "ValueError", eager: "ValueError" }],
};

/**
 * `keras.layers.RandomColorJitter` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width,
 * channels)`. Changes brightness, contrast, saturation and hue. Mirrors image_preprocessing/random_color_jitter.py.
 */
export const RandomColorJitter = defineAugmentationLayer<{
	readonly turnsHues: boolean;
	readonly given: readonly string[];
}>({
	name: "RandomColorJitter",
	worlds: ["keras3"],
	signature:
		"value_range=(0, 255), brightness_factor=None, contrast_factor=None, saturation_factor=None, hue_factor=None, seed=None, data_format=None, **kwargs",
	baseFactor: true,
	onTensors: ({ turnsHues }) => ({ idle: "kept", ...(turnsHues ? { colours: "hues", channelsLast: true } : {}) }),
	policies: ({ given }) => given.flatMap((name) => POLICIES[name] ?? []),
	configure(args) {
		checkSeed3(args);
		for (const name of ["brightness_factor", "saturation_factor"]) {
			if (args.get(name).kind === "none") continue;
			checkFactor(args, name, [-1, 1], { overlap: true });
			checkValueRange(args);
		}
		for (const name of ["contrast_factor", "hue_factor"])
			if (args.get(name).kind !== "none") checkFactor(args, name, [0, 1], { overlap: true });
		const given = FACTORS.filter((name) => args.get(`${name}_factor`).kind !== "none");
		return { turnsHues: given.includes("saturation") || given.includes("hue"), given };
	},
});
