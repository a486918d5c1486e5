import {
	type Dim,
	noneDim,
	type RankedShape,
	ranked,
	type Spec,
	spec,
	unknownDim,
	type Value,
} from "../../../../domain";
import { typeName, vague } from "../../../../interpreter/api";
import { asInt } from "../../../engine/argument-readers";
import type { CallContext, LayerArguments } from "../../../engine/layer-definition";
import { rankedImage } from "./image";

/** `height` and `width` of the layers that resize or crop. The constructors do not look at them. */
export interface TargetSize {
	readonly height: Value;
	readonly width: Value;
	readonly channelsFirst: boolean;
}

export const readTarget = (args: LayerArguments, channelsFirst: boolean): TargetSize => ({
	height: args.get("height"),
	width: args.get("width"),
	channelsFirst,
});

const failSize = (context: CallContext, name: string, value: Value, exception?: string): never =>
	context.fail({
		code: "invalid-layer-argument",
		message: `${name} must be an int, found ${asInt(value) ?? `a value of type ${typeName(value)}`}`,
		argument: name,
		...(exception ? { exception } : {}),
	});

/** A size as Keras 3 takes it for a part of a shape: an int that is not negative, or None. */
function declaredSize(value: Value, name: string, context: CallContext): Dim {
	if (value.kind === "none") return noneDim({ text: `${name} is None` });
	const size = asInt(value);
	if (size !== undefined && size >= 0) return size;
	if (value.kind === "unknown" || (value.kind === "int" && value.value === undefined))
		return unknownDim(value.why ?? { text: `${name} is not known` });
	if (value.kind === "tensor" || value.kind === "instance") return vague(`${name} is not known`);
	return failSize(context, name, value);
}

/** Keras 3's `compute_output_shape`: height and width stand at given axes of the shape, whatever its rank. */
export function declareSize(
	target: TargetSize,
	image: Spec,
	axes: readonly [number, number],
	context: CallContext,
): Spec {
	const shape = rankedImage(image);
	const rank = shape.dims.length;
	const [h, w] = axes.map((axis) => (axis < 0 ? axis + rank : axis));
	if (h === undefined || w === undefined || h < 0 || w >= rank) {
		context.fail({
			code: "input-rank",
			exception: "IndexError",
			message: `the layer takes images, found an input of rank ${rank}`,
			facts: { rank, expected: 4 },
		});
	}
	const height = declaredSize(target.height, "height", context);
	const width = declaredSize(target.width, "width", context);
	const dims = shape.dims.map((dim, axis) => (axis === h ? height : axis === w ? width : dim));
	return spec(ranked(dims), image.dtype);
}

/** The shape with the height and width of `channels_last` images replaced. */
export function withSize(shape: RankedShape, height: Dim, width: Dim): RankedShape {
	const rank = shape.dims.length;
	return ranked(shape.dims.map((dim, axis) => (axis === rank - 3 ? height : axis === rank - 2 ? width : dim)));
}

/** The only tensor that the layer was called on, as Keras 3 declares it. */
export function declaredImage(context: CallContext): Spec {
	const { argument } = context;
	if (argument.kind === "dict" && argument.entries?.size === 1) {
		context.fail({
			code: "invalid-layer-input",
			exception: "IndexError",
			message: "the layer takes images as a tensor, found a dict",
		});
	}
	if (argument.kind !== "tensor") return vague(`what the layer makes of a ${typeName(argument)}`);
	return spec(argument.spec.shape, context.computeDtype);
}
