import type { FunctionModel } from "../../../interpreter/api";
import { NN_OPS as ACTIVATION_OPS } from "./activations";
import { BLOCK_OPS } from "./blocks";
import { CONVOLUTION_OPS } from "./convolution";
import { DEPTHWISE_OPS } from "./depthwise";
import { MORPHOLOGY_OPS } from "./morphology";
import { POOLING_OPS } from "./pooling";
import { TRANSPOSED_OPS } from "./transposed";

/** `tf.nn`. */
export const NN_OPS: readonly FunctionModel[] = [
	...ACTIVATION_OPS,
	...CONVOLUTION_OPS,
	...DEPTHWISE_OPS,
	...TRANSPOSED_OPS,
	...POOLING_OPS,
	...MORPHOLOGY_OPS,
	...BLOCK_OPS,
];
