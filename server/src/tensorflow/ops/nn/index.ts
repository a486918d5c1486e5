import type { FunctionModel } from "../../../interpreter/api";
import { ACTIVATION_OPS } from "./activations";
import { AVERAGE_OPS } from "./averages";
import { BLOCK_OPS } from "./blocks";
import { CONVOLUTION_OPS } from "./convolution";
import { DEPTHWISE_OPS } from "./depthwise";
import { DROPOUT_OPS } from "./dropout";
import { FUSED_BATCH_NORM } from "./fused-batch-norm";
import { LOOKUP_OPS } from "./lookups";
import { LOSS_OPS } from "./losses";
import { MOMENT_OPS } from "./moments";
import { MORPHOLOGY_OPS } from "./morphology";
import { NORMALIZATION_OPS } from "./normalization";
import { POOLING_OPS } from "./pooling";
import { RANKING_OPS } from "./ranking";
import { TRANSPOSED_OPS } from "./transposed";

/** `tf.nn`. */
export const NN_OPS: readonly FunctionModel[] = [
	...ACTIVATION_OPS,
	...DROPOUT_OPS,
	...NORMALIZATION_OPS,
	FUSED_BATCH_NORM,
	...MOMENT_OPS,
	...LOSS_OPS,
	...AVERAGE_OPS,
	...LOOKUP_OPS,
	...RANKING_OPS,
	...CONVOLUTION_OPS,
	...DEPTHWISE_OPS,
	...TRANSPOSED_OPS,
	...POOLING_OPS,
	...MORPHOLOGY_OPS,
	...BLOCK_OPS,
];
