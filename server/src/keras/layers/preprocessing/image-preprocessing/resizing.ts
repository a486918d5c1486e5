import { type RankedShape, type Spec, spec } from "../../../../domain";
import { itemsOf, readFlagOrUnknown } from "../../../engine/argument-readers";
import { defineLayer } from "../../../engine/define-layer";
import { isDeclared } from "../../../engine/elementwise";
import type { CallContext } from "../../../engine/layer-definition";
import { STRINGS_UNCAST, unlisted } from "../../../engine/refused-dtypes";
import { imageFormat } from "./base-image-preprocessing-layer";
import { requireSmartResize } from "./cropped";
import { checkInterpolation } from "./factors";
import { imageOf, isImageRank, rankedImage, requireImageRank } from "./image";
import { image3 } from "./on-tensors";
import { failSize, type ResizeOptions, readResize, resize3, resizedSizes } from "./resized";
import { declaredImage, declareSize, readTarget, type TargetSize, withSize } from "./sizes";

interface ResizingConfig extends TargetSize {
	readonly crops: boolean | undefined;
	/** Of Keras 3. */
	readonly resize: ResizeOptions | undefined;
}

/**
 * `keras.layers.Resizing`: `(batch, height, width, channels)` -> `(batch, height, width, channels)` of the arguments
 * `height` and `width`. Images of any size, interpolated. Mirrors image_preprocessing.py (2.15), which asks
 * TensorFlow, and image_preprocessing/resizing.py (3), which only writes the sizes into the shape.
 */
export const Resizing = defineLayer<ResizingConfig>({
	name: "Resizing",
	signature: {
		keras2: "height, width, interpolation='bilinear', crop_to_aspect_ratio=False, **kwargs",
		keras3:
			"height, width, interpolation='bilinear', crop_to_aspect_ratio=False, pad_to_aspect_ratio=False, fill_mode='constant', fill_value=0.0, antialias=False, data_format=None, **kwargs",
	},
	callSignature: { keras2: "inputs", keras3: "data, training=True" },
	extraArguments: { keras3: ["bounding_box_format"] },
	manyInputs: true,
	takesPlainArguments: true,
	precheck(args) {
		if (args.world === "keras2") checkInterpolation(args);
	},
	configure: (args) => ({
		...readTarget(args, args.world === "keras3" && imageFormat(args)),
		crops: readFlagOrUnknown(args, "crop_to_aspect_ratio"),
		resize: args.world === "keras3" ? readResize(args) : undefined,
	}),
	refuses: { keras2: [STRINGS_UNCAST] },
	call(config, context) {
		if (context.world === "keras2") return resize2(config, context);
		const image = isDeclared(context)
			? declaredImage(context)
			: image3(context, {
					idle: "changed",
					rankError: "IndexError",
					integers: "kept",
					refuses: [unlisted("bool", "complex64", "complex128", "uint32", "uint64", "string")],
				});
		const rank = rankedImage(image).dims.length;
		const first = rank === 4 ? 1 : 0;
		const height = config.channelsFirst ? first + 1 : first;
		return isDeclared(context)
			? declareSize(config, image, [height, height + 1], context)
			: resize3(config, config.resize, image, height, context);
	},
});

function resize2(config: ResizingConfig, context: CallContext): Spec {
	const shape = requireImageRank(imageOf(context), context, isImageRank);
	if (config.crops) requireRatio2(config, shape, context);
	const [height, width] = resizedSizes(config, context);
	return spec(withSize(shape, height, width), context.computeDtype);
}

/** What `smart_resize` makes a ratio of. */
function requireRatio2(config: TargetSize, { dims }: RankedShape, context: CallContext): void {
	const isEager = context.mode === "eager";
	for (const [name, value] of [["height", config.height] as const, ["width", config.width] as const]) {
		if (value.kind === "float") failSize(name, value, "TypeError", context);
		const isCast = isEager && name === "height";
		if (value.kind === "str") failSize(name, value, isCast ? "UnimplementedError" : "TypeError", context);
		if (isEager && itemsOf(value)) failSize(name, value, "InvalidArgumentError", context);
	}
	requireSmartResize(config, dims.slice(-3, -1), context);
}
