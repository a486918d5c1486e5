import { isSince } from "../../../versions/release";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, type Range, readContrast } from "./factors";
import { requireImageRank } from "./image";
import { clipTo, type Kept, kept } from "./kept-arguments";
import { drawn, UNLISTED_INTS } from "./refused-policies";

interface ContrastConfig {
	/** Of Keras 2. */
	readonly range?: Range;
	/** `value_range` of Keras 3. */
	readonly values?: Kept;
}

/**
 * `keras.layers.RandomContrast`: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Stretches
 * the values around their mean. Mirrors image_preprocessing.py (2.15) and random_contrast.py (3).
 */
export const RandomContrast = defineAugmentationLayer<ContrastConfig>({
	name: "RandomContrast",
	signature: { keras2: "factor, seed=None, **kwargs", keras3: "factor, value_range=(0, 255), seed=None, **kwargs" },
	onTensors: { idle: "kept", integers: "InvalidArgumentError", refuses: [{ dtypes: ["string"], eager: "ValueError" }] },
	policies: drawn(UNLISTED_INTS),
	configure(args) {
		// Until 3.6, Keras 3 read the factor as Keras 2 does.
		if (args.world === "keras3" && isSince("3.6", args)) {
			checkFactor(args, "factor", [0, 1], { overlap: true });
			checkSeed3(args);
			return { values: kept(args, "value_range") };
		}
		const range = readContrast(args);
		const { lower = 0, upper = 0 } = range;
		if (lower < 0 || upper < 0 || lower > 1) {
			args.fail({
				code: "invalid-layer-argument",
				message: `factor of RandomContrast must be between 0 and 1, found ${lower}, ${upper}`,
				argument: "factor",
			});
		}
		if (args.world === "keras3") checkSeed3(args);
		return args.world === "keras3" ? { values: kept(args, "value_range") } : { range };
	},
	inTraining({ range, values }, image, context) {
		if (values) return clipTo(values, context);
		if (range?.lower !== undefined && range.upper !== undefined && range.lower + range.upper <= 0) {
			context.fail({
				code: "invalid-layer-argument",
				message: "RandomContrast cannot run with a factor of 0: its range is empty",
				argument: "factor",
			});
		}
		requireImageRank(
			image,
			context,
			(rank) => rank >= 3,
			context.mode === "eager" ? "InvalidArgumentError" : undefined,
		);
	},
});
