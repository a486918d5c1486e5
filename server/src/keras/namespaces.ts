import type { Namespace } from "../interpreter/api";
import { PREPROCESSING } from "./exports";

/**
 * Packages inside of Keras whose modules hold what a public module exports, each beside private things. Keras 3's own
 * backend is not `keras.backend`, so only what both have is named.
 */
const INTERNALS: readonly (readonly [prefix: string, target: string, within?: Namespace["within"]])[] = [
	["layers", "keras.layers"],
	["activations", "keras.activations"],
	["initializers", "keras.initializers"],
	["regularizers", "keras.regularizers"],
	["constraints", "keras.constraints"],
	["models", "keras.models"],
	["saving", "keras.saving"],
	["utils", "keras.utils"],
	["datasets", "keras.datasets"],
	["applications", "keras.applications"],
	["ops", "keras.ops", "keras3"],
	["ops.operation_utils", "keras.utils", "keras3"],
	["random", "keras.random", "keras3"],
	["dtype_policies", "keras.dtype_policies", "keras3"],
	["backend.image_data_format", "keras.backend.image_data_format", "keras3"],
	["backend.set_image_data_format", "keras.backend.set_image_data_format", "keras3"],
	["backend.is_keras_tensor", "keras.backend.is_keras_tensor", "keras3"],
	["backend.backend", "keras.backend.backend", "keras3"],
	["backend.floatx", "keras.backend.floatx", "keras3"],
	["backend.epsilon", "keras.backend.epsilon", "keras3"],
	["backend.get_uid", "keras.backend.get_uid", "keras3"],
	["backend.standardize_dtype", "keras.backend.standardize_dtype", "keras3"],
	["backend.KerasTensor", "keras.KerasTensor", "keras3"],
	["backend", "keras.backend", "keras2"],
	["engine", "keras", "keras2"],
	["engine", "keras.layers", "keras2"],
	["engine", "keras.models", "keras2"],
	["Input", "keras.Input"],
	["Model", "keras.Model"],
	["Sequential", "keras.Sequential"],
];

/** Layers that `tf.keras` has from Keras 2, in the place of Keras 3's own ones. */
const LEGACY_LAYERS: readonly string[] = ["AlphaDropout", "RandomHeight", "RandomWidth", "ThresholdedReLU"];

/** Layers of Keras 2 that once were experimental. */
const EXPERIMENTAL: readonly string[] = [
	"EinsumDense",
	...PREPROCESSING.filter((name) => name !== "PreprocessingLayer").map((name) => `preprocessing.${name}`),
];

/** Other names of Keras. */
export const NAMESPACES: readonly Namespace[] = [
	{ prefix: "tensorflow.keras", target: "keras", viaTensorflow: true },
	{ prefix: "tensorflow._api.v2.keras", target: "keras", viaTensorflow: true },
	{ prefix: "keras._tf_keras.keras", target: "keras", within: "keras3", viaTensorflow: true },
	...EXPERIMENTAL.map((name) => ({
		prefix: `keras.layers.experimental.${name}`,
		target: `keras.layers.${name.replace("preprocessing.", "")}`,
		within: "keras2" as const,
	})),
	...LEGACY_LAYERS.map((name) => ({
		prefix: `keras.layers.${name}`,
		target: `keras._legacy.layers.${name}`,
		within: "keras3" as const,
		fromTensorflow: true,
	})),
	{ prefix: "keras.Layer", target: "keras.layers.Layer", within: "keras3" },
	{ prefix: "tf_keras", target: "keras", world: "keras2" },
	{ prefix: "keras.api._v2.keras", target: "keras", within: "keras2" },
	...INTERNALS.map(([name, target, within]) => ({ prefix: `keras.src.${name}`, target, within, isInternal: true })),
];
