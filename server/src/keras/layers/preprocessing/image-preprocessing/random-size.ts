import { noneDim, ranked, type Spec, spec, unknownDim } from "../../../../domain";
import { vague } from "../../../../interpreter/api";
import { defineLayer } from "../../../engine/define-layer";
import type { CallContext } from "../../../engine/layer-definition";
import { requireSeed2 } from "./base-image-preprocessing-layer";
import { checkInterpolation, readRange, requireOrder, requireWithin } from "./factors";
import { imageOf, isImageRank, requireImageRank } from "./image";
import { trainingOf } from "./training";

/** Keras 2's RandomHeight and RandomWidth: the size of one axis is drawn when the layer runs. */
export const defineRandomSizeLayer = (name: "RandomHeight" | "RandomWidth") =>
	defineLayer({
		name,
		worlds: ["keras2"],
		signature: "factor, interpolation='bilinear', seed=None, **kwargs",
		callSignature: "inputs, training=True",
		extraArguments: { keras2: ["rng_type"] },
		manyInputs: true,
		configure(args) {
			const range = readRange(args, "factor");
			requireOrder(args, "factor", range);
			requireWithin(args, "factor", range, -1, Number.POSITIVE_INFINITY);
			checkInterpolation(args);
			requireSeed2(args);
			return {};
		},
		call: (_config, context) => resize(context, name === "RandomHeight" ? -3 : -2, name),
	});

function resize(context: CallContext, axis: number, name: string): Spec {
	const image = imageOf(context);
	const training = trainingOf(context);
	if (training === undefined) return vague("whether the layer trains is not known");
	if (!training) return image;
	const shape = requireImageRank(
		image,
		context,
		isImageRank,
		context.mode === "eager" ? "InvalidArgumentError" : undefined,
	);
	requireResizable(image, context);
	const why = { text: `${name} draws this size at random` };
	const size = context.mode === "eager" ? unknownDim(why) : noneDim(why);
	const dims = shape.dims.map((dim, at) => (at === shape.dims.length + axis ? size : dim));
	return spec(ranked(dims), context.computeDtype);
}

/** What the ops behind `tf.image.resize` take, whichever the interpolation is. */
const RESIZED: readonly string[] = [
	"int8",
	"uint8",
	"int16",
	"uint16",
	"int32",
	"int64",
	"bfloat16",
	"float16",
	"float32",
	"float64",
];

function requireResizable({ dtype }: Spec, { mode, fail }: CallContext): void {
	if (typeof dtype !== "string" || RESIZED.includes(dtype)) return;
	fail({
		code: "invalid-layer-input",
		exception: mode === "eager" ? "InvalidArgumentError" : "TypeError",
		message: `images of ${dtype} cannot be resized: TensorFlow takes ${RESIZED.join(", ")}`,
	});
}
