import { defineOutsideLayer } from "./outside-layer";

/**
 * `keras.layers.TFSMLayer`: `inputs` -> what the endpoint of its SavedModel gives. Nothing is read from disk: the answer
 * is `?`. Mirrors the constructor of keras/src/export/tfsm_layer.py (3).
 */
export const TFSMLayer = defineOutsideLayer({
	name: "TFSMLayer",
	signature: "filepath, call_endpoint='serve', call_training_endpoint=None, trainable=True, name=None, dtype=None",
	callSignature: "inputs, training=False, **kwargs",
	runs: "a SavedModel on disk",
});
