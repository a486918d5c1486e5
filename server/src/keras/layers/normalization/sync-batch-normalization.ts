import { bool } from "../../../domain";
import { defineLayer } from "../../engine/define-layer";
import type { LayerArguments } from "../../engine/layer-definition";
import { BATCH_NORMALIZATION, COMMON } from "./batch-normalization";

/** `BatchNormalization(…, synchronized=True)`: the argument itself is not for the caller. */
const synchronized = (args: LayerArguments): LayerArguments => ({
	...args,
	get: (name) => (name === "synchronized" ? bool(true) : args.get(name)),
});

/**
 * `keras.layers.experimental.SyncBatchNormalization` of Keras 2: `(batch, …)` -> `(batch, …)`. Normalizes over the batches
 * of all replicas. Mirrors batch_normalization.py (2.15).
 */
export const SyncBatchNormalization = defineLayer({
	...BATCH_NORMALIZATION,
	name: "SyncBatchNormalization",
	exportedAs: "experimental.SyncBatchNormalization",
	worlds: ["keras2"],
	signature: `${COMMON}, **kwargs`,
	configure: (args) => BATCH_NORMALIZATION.configure(synchronized(args)),
});
