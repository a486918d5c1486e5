import type { Spec } from "../../../../domain";
import type { CallContext } from "../../../engine/layer-definition";
import { isImageRank, requireImageRank } from "./base-image-preprocessing-layer";

/** `ImageProjectiveTransformV3`, which Keras 2 moves pixels with. */
export const requireTransformable = (image: Spec, context: CallContext): void =>
	void requireImageRank(image, context, isImageRank, context.mode === "eager" ? "InvalidArgumentError" : "ValueError");
