import { noneDim, type Spec, spec, type Value } from "../../../../domain";
import { asInt, readFlagOrUnknown } from "../../../engine/argument-readers";
import { defineLayer } from "../../../engine/define-layer";
import { isDeclared } from "../../../engine/elementwise";
import type { CallContext } from "../../../engine/layer-definition";
import { STRINGS_UNCAST, unlisted } from "../../../engine/refused-dtypes";
import { imageFormat } from "./base-image-preprocessing-layer";
import { checkInterpolation } from "./factors";
import { imageOf, isImageRank, rankedImage, requireImageRank } from "./image";
import { image3 } from "./on-tensors";
import { declaredImage, declareSize, readTarget, requirePlainSizes, sizeOf2, type TargetSize, withSize } from "./sizes";

interface ResizingConfig extends TargetSize {
	readonly crops: boolean | undefined;
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
					refuses: [unlisted("bool", "complex64", "complex128", "string")],
				});
		requirePlainSizes(config, context);
		const rank = rankedImage(image).dims.length;
		const first = rank === 4 ? 1 : 0;
		const height = config.channelsFirst ? first + 1 : first;
		return declareSize(config, image, [height, height + 1], context);
	},
});

function resize2(config: ResizingConfig, context: CallContext): Spec {
	const shape = requireImageRank(imageOf(context), context, isImageRank);
	const reject = (value: Value): string | undefined => {
		if (value.kind === "int" || value.kind === "bool") return undefined;
		return config.crops && value.kind === "float" ? "TypeError" : "ValueError";
	};
	const size = (value: Value, name: string) => {
		const given = asInt(value);
		if (given !== undefined && given < 0) return noneDim({ text: `${name} is negative` });
		return sizeOf2(value, name, context, reject);
	};
	return spec(withSize(shape, size(config.height, "height"), size(config.width, "width")), context.computeDtype);
}
