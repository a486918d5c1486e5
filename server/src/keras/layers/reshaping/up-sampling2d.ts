import {
	type Dim,
	type DType,
	type DTypeName,
	isNone,
	isStatic,
	mapDim,
	mapDims,
	misspelling,
	noneDim,
	type RankedShape,
	type Spec,
	spec,
} from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { defineLayer } from "../../engine/define-layer";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { type Size, standardizeTuple } from "../../utils/argument-validation";
import { readChannelsFirst } from "../../utils/data-format";
import { HALF_FLOAT_DOUBLE, outputDType, requireDType } from "../../utils/tf-op";
import { isSince } from "../../versions/release";
import { requireUpsampled } from "./repeat-elements";
import { failFloatSize, mapSpatial } from "./spatial-pairs";

interface UpSampling2DConfig {
	readonly size: readonly Size[];
	readonly channelsFirst: boolean;
	readonly interpolation: string;
}

/**
 * `keras.layers.UpSampling2D`: `(batch, height, width, channels)` -> `(batch, height * size[0], width * size[1],
 * channels)`. Mirrors keras/src/layers/reshaping/up_sampling2d.py. Keras 2 resizes by an op, which knows no size
 * unless it knows both and gives float32 unless it takes the nearest pixel.
 */
export const UpSampling2D = defineLayer<UpSampling2DConfig>({
	name: "UpSampling2D",
	signature: "size=(2, 2), data_format=None, interpolation='nearest', **kwargs",
	callSignature: "inputs",
	configure(args) {
		const channelsFirst = readChannelsFirst(args);
		return { channelsFirst, size: standardizeTuple(args, "size", 2), interpolation: readInterpolation(args) };
	},
	inputSpec: () => ({ ndim: 4 }),
	call(config, context) {
		requireUpsampled(context, "UpSampling2D");
		return context.world === "keras2" ? call2(config, context) : call3(config, context);
	},
});

const INTERPOLATIONS = ["nearest", "bilinear", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"];

/** What Keras 3 finds out only when it resizes real tensors. */
const INTERPOLATIONS_3 = ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"];

function readInterpolation(args: LayerArguments): string {
	const value = args.get("interpolation");
	if (value.kind === "unknown" || value.kind === "instance") return vague("interpolation is not known");
	if (value.kind !== "str") {
		return args.fail({
			code: "invalid-layer-argument",
			exception: "AttributeError",
			message: `interpolation must be a string, found a value of type ${typeName(value)}`,
			argument: "interpolation",
		});
	}
	const text = value.value?.toLowerCase() ?? vague("interpolation is not known");
	if (args.world === "keras3" || INTERPOLATIONS.includes(text)) return text;
	return args.fail({
		code: "invalid-layer-argument",
		exception: isSince("2.13", args) ? "NotImplementedError" : "ValueError",
		message: `interpolation must be one of ${INTERPOLATIONS.slice(0, 4).join(", ")}, …, found "${text}"`,
		argument: "interpolation",
		...misspelling(text, INTERPOLATIONS),
	});
}

const RESIZABLE: readonly DTypeName[] = ["int8", "uint8", "int16", "uint16", "int32", "int64", ...HALF_FLOAT_DOUBLE];

function call2(config: UpSampling2DConfig, context: CallContext): Spec {
	const input = context.inputs[0] as Spec;
	requireDType("image resize", input, RESIZABLE, context);
	const dtype: DType = config.interpolation === "nearest" ? input.dtype : "float32";
	return spec(resized2(config, context), dtype);
}

function resized2({ size, channelsFirst }: UpSampling2DConfig, context: CallContext): RankedShape {
	const lengths: Dim[] = [];
	mapSpatial(context, 2, channelsFirst, (length) => {
		lengths.push(length);
		return length;
	});
	const none = lengths.find(isNone);
	return mapSpatial(context, 2, channelsFirst, (length, axis) =>
		none
			? noneDim(none.why)
			: mapDims([length, mapDim((size[axis] as Size).dim, Math.trunc)], ([l = 0, n = 0]) => l * n),
	);
}

function call3({ size, channelsFirst, interpolation }: UpSampling2DConfig, context: CallContext): Spec {
	const isResized = context.mode !== "symbolic" && interpolation !== "nearest";
	if (isResized && channelsFirst && !isSince("3.2", context)) vague("resizing channels first before Keras 3.2");
	if (isResized) checkResize3(interpolation, channelsFirst, context);
	const shape = mapSpatial(context, 2, channelsFirst, (length, axis) =>
		scaled3("UpSampling2D", length, size[axis] as Size),
	);
	return spec(shape, outputDType(context, "kept"));
}

/** Tensors are resized by an op: Keras compares the new sizes with 0, which a size of a graph cannot be. */
function checkResize3(interpolation: string, channelsFirst: boolean, context: CallContext): void {
	mapSpatial(context, 2, channelsFirst, (length) => {
		if (!isNone(length)) return length;
		return context.fail({
			code: "undefined-dimension",
			exception: "OperatorNotAllowedInGraphError",
			message: `UpSampling2D(interpolation="${interpolation}") needs known sizes inside a call, found None`,
			argument: "interpolation",
			because: [length.why],
		});
	});
	if (!INTERPOLATIONS_3.includes(interpolation)) {
		context.fail({
			code: "invalid-layer-argument",
			message: `interpolation must be one of ${INTERPOLATIONS_3.join(", ")}, found "${interpolation}"`,
			argument: "interpolation",
			...misspelling(interpolation, INTERPOLATIONS_3),
		});
	}
	requireDType("image resize", context.inputs[0] as Spec, RESIZABLE, context);
}

/** A factor times a size; a float is no size. */
export function scaled3(layer: string, length: Dim, factor: Size): Dim {
	if (isNone(length)) return length;
	const size = mapDims([length, factor.dim], ([l = 0, n = 0]) => l * n);
	if (isStatic(size) && factor.isFloat) failFloatSize(layer, size);
	return size;
}
