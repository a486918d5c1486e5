import type { LibraryModel } from "../../../interpreter/api";
import { ADJUST_OPS } from "./adjust";
import { BOX_OPS } from "./boxes";
import { CODEC_OPS } from "./codec";
import { COLOUR_OPS } from "./colour";
import { IMAGE_CONSTANTS } from "./constants";
import { CROP_OPS } from "./crop";
import { MEASURE_OPS } from "./measures";
import { PATCH_OPS } from "./patches";
import { RESIZE_OPS } from "./resize";
import { SUPPRESSION_OPS } from "./suppression";
import { TURN_OPS } from "./turn";

/** `tf.image`. */
export const IMAGE_OPS: readonly LibraryModel[] = [
	...IMAGE_CONSTANTS,
	...RESIZE_OPS,
	...CROP_OPS,
	...TURN_OPS,
	...PATCH_OPS,
	...COLOUR_OPS,
	...ADJUST_OPS,
	...MEASURE_OPS,
	...BOX_OPS,
	...SUPPRESSION_OPS,
	...CODEC_OPS,
];
