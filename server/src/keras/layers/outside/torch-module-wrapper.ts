import { defineOutsideLayer } from "./outside-layer";

/**
 * `keras.layers.TorchModuleWrapper`: `inputs` -> what its module of PyTorch gives. Not followed: the answer is `?`.
 * Mirrors the constructor of keras/src/utils/torch_utils.py (3).
 */
export const TorchModuleWrapper = defineOutsideLayer({
	name: "TorchModuleWrapper",
	signature: "module, name=None, output_shape=None, **kwargs",
	callSignature: "*args, training=None, **kwargs",
	runs: "a module of PyTorch",
});
