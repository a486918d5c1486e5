import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkFilling, upperOf } from "./factors";
import { clipTo, kept, requireParameter } from "./kept-arguments";
import { drawn, HALF_IN_GRAPH, UNCONVERTED_INTS } from "./refused-policies";

/**
 * `keras.layers.RandomElasticTransform` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width,
 * channels)`. Bends the images. Mirrors image_preprocessing/random_elastic_transform.py.
 */
export const RandomElasticTransform = defineAugmentationLayer({
	name: "RandomElasticTransform",
	worlds: ["keras3"],
	signature:
		"factor=1.0, scale=1.0, interpolation='bilinear', fill_mode='reflect', fill_value=0.0, value_range=(0, 255), seed=None, data_format=None, **kwargs",
	onTensors: { minRank: 1, open: { error: "TypeError", of: "all" } },
	policies: [...drawn(UNCONVERTED_INTS), HALF_IN_GRAPH],
	configure(args) {
		for (const name of ["factor", "scale"]) checkFactor(args, name, [0, 1], { overlap: true });
		checkSeed3(args);
		checkFilling(args, ["constant", "nearest", "wrap", "mirror", "reflect"]);
		const isIdle = ["factor", "scale"].some((name) => upperOf(args.get(name)) === 0);
		return { isIdle, values: kept(args, "value_range"), filling: kept(args, "fill_value") };
	},
	inTraining({ isIdle, values, filling }, _image, context) {
		if (isIdle) return;
		requireParameter(filling, context);
		clipTo(values, context);
	},
});
