import { defineOutsideLayer } from "./outside-layer";

/**
 * `keras.layers.JaxLayer`: `inputs` -> what its function of JAX gives. Not followed: the answer is `?`. Mirrors the
 * constructor of keras/src/utils/jax_layer.py (3).
 */
export const JaxLayer = defineOutsideLayer({
	name: "JaxLayer",
	signature: "call_fn, init_fn=None, params=None, state=None, seed=None, native_serialization_platforms=None, **kwargs",
	callSignature: "inputs, training=False",
	runs: "a function of JAX",
});
