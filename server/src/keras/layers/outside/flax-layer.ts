import { defineOutsideLayer } from "./outside-layer";

/**
 * `keras.layers.FlaxLayer`: `inputs` -> what its module of Flax gives. Not followed: the answer is `?`. Mirrors the
 * constructor of keras/src/utils/jax_layer.py (3).
 */
export const FlaxLayer = defineOutsideLayer({
	name: "FlaxLayer",
	signature: "module, method=None, variables=None, **kwargs",
	callSignature: "inputs, training=False",
	runs: "a module of Flax",
});
