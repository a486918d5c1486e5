import { printShape, type RankedShape, type Spec } from "../../../../domain";
import { vague } from "../../../../interpreter/api";
import { applyRule, castArgument, type ElementwiseRule } from "../../../engine/elementwise";
import type { CallContext } from "../../../engine/layer-definition";
import { isSpec } from "../../../engine/structure";

const PACKED: ElementwiseRule = { takes: "any", nested: "pack", none: "ValueError", dict: "ValueError" };

/** The image or batch of images as Keras 2 converts it, before the cast to the compute dtype. */
export function imageOf(context: CallContext): Spec {
	const input = applyRule(PACKED, { ...context, argument: castArgument(context) });
	return isSpec(input) ? input : vague("the input is not an image");
}

export const rankedImage = (image: Spec): RankedShape =>
	image.shape.kind === "ranked" ? image.shape : vague("the image's rank is not known");

/** Whether a rank is one that the layer's operations take; a layer that is not traced raises errors of its own kind. */
export function requireImageRank(
	image: Spec,
	context: CallContext,
	fits: (rank: number) => boolean,
	tooFew?: string,
	tooMany?: string,
): RankedShape {
	const shape = rankedImage(image);
	if (fits(shape.dims.length)) return shape;
	return context.fail({
		code: "input-rank",
		exception: shape.dims.length < 3 ? tooFew : tooMany,
		message: `the layer takes one image or a batch of images, found the shape ${printShape(shape)}`,
		facts: { rank: shape.dims.length, expected: 4 },
	});
}

export const isImageRank = (rank: number): boolean => rank === 3 || rank === 4;
