import type { TensorValue } from "../../../../domain";
import { itemsOf } from "../../../engine/argument-readers";
import type { CallContext } from "../../../engine/layer-definition";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor } from "./factors";
import { clipTo, failKept, type Kept, kept } from "./kept-arguments";
import { drawn, EMPTY_RANGE, HALF_IN_GRAPH, UNLISTED_INTS } from "./refused-policies";

/**
 * `keras.layers.RandomErasing` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`.
 * Fills a random rectangle. Mirrors image_preprocessing/random_erasing.py.
 */
export const RandomErasing = defineAugmentationLayer<{ readonly values: Kept; readonly filling: Kept }>({
	name: "RandomErasing",
	worlds: ["keras3"],
	signature:
		"factor=1.0, scale=(0.02, 0.33), fill_value=None, value_range=(0, 255), seed=None, data_format=None, **kwargs",
	onTensors: { open: { error: "TypeError", of: "image" } },
	policies: ({ filling }) => [...drawn(filling.value.kind === "none" ? UNLISTED_INTS : EMPTY_RANGE), HALF_IN_GRAPH],
	configure(args) {
		for (const name of ["factor", "scale"]) checkFactor(args, name, [0, 1], { overlap: true });
		checkSeed3(args);
		return { values: kept(args, "value_range"), filling: kept(args, "fill_value") };
	},
	inTraining({ values, filling }, _image, context) {
		requireColour(filling, context);
		clipTo(values, context);
	},
});

/** None, a number or three of them. */
function requireColour(filling: Kept, context: CallContext): void {
	const { kind } = filling.value;
	const items = itemsOf(filling.value);
	if (filling.value.kind === "tensor" && !isDouble(filling.value))
		failKept(filling, "a number or three numbers", "ValueError", context);
	const isBad = items ? items.length !== 3 : ["str", "bytes", "dict", "set", "complex"].includes(kind);
	if (isBad) failKept(filling, "a number or three numbers", "ValueError", context);
}

/** NumPy's numbers of 64 bits are floats of Python. */
const isDouble = ({ flavor, spec: { shape, dtype } }: TensorValue): boolean =>
	flavor === "ndarray" && (shape.kind !== "ranked" || shape.dims.length === 0) && dtype === "float64";
