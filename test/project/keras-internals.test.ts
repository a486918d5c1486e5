import assert from "node:assert/strict";
import { analyseText } from "../support/analyse";
import { specOf } from "../support/project";

/** Imports of names inside of Keras, as Keras's own modules and packages written like them have them. */
const KERAS3 = [
	"from keras.src import layers, backend, ops, models",
	"from keras.src.layers.core.dense import Dense",
	"from keras.src.layers.core import dense",
	"from keras.src.models import Functional",
	"from keras.src.models.functional import Functional as F",
	"from keras.src.api_export import keras_export",
	"from keras.src.utils.backend_utils import convert_tf_tensor",
	"from keras.src.layers import NoSuchLayer",
	"import keras.src",
	"x = keras.Input((4,))",
	"a = layers.Dense(2)(x)",
	"b = Dense(3)(x)",
	"c = dense.Dense(4)(x)",
	"d = Functional(x, b).output",
	"e = F(x, b).output",
	"@keras_export('f')",
	"def f():",
	"    return keras.src.layers.Dense(5)(x)",
	"g = f()",
];

const KERAS2 = [
	"from keras.src import backend",
	"from keras.src.layers import VersionAwareLayers",
	"from keras.src.engine import training, functional",
	"from keras.src.engine.base_layer import Layer",
	"from keras.src.engine.input_spec import InputSpec",
	"from tensorflow.python.util.tf_export import keras_export",
	"import tensorflow.compat.v2 as tf",
	"import keras.src as own",
	"from tensorflow.compat.v2.keras import layers as public",
	"layers = VersionAwareLayers()",
	"x = keras.Input((4,))",
	"a = layers.Dense(2)(x)",
	"b = public.Dense(3)(x)",
	"c = own.layers.Dense(4)(x)",
	"d = training.Model(x, b).output",
	"e = functional.Functional(x, b).output",
	"@keras_export('f', v1=[])",
	"class Five(Layer):",
	"    def call(self, t):",
	"        return tf.keras.layers.Dense(5)(t)",
	"g = Five()(x)",
];

describe("the inside of Keras", () => {
	for (const [version, lines] of [
		["3.15.1", KERAS3],
		["2.15.0", KERAS2],
	] as const) {
		it(`holds the public names (${version})`, () => {
			const analysis = analyseText(["import keras", ...lines].join("\n"), version);
			assert.deepEqual(analysis.findings, []);
			assert.deepEqual(
				["a", "b", "c", "d", "e", "g"].map((name) => specOf(analysis, name)),
				[2, 3, 4, 3, 3, 5].map((size) => `(None, ${size}) float32`),
			);
		});
	}

	it("finds the inputs of a tensor", () => {
		const text = [
			"import keras",
			"from keras.src.ops import operation_utils",
			"p, q = keras.Input((4,)), keras.Input((5,))",
			"x = keras.layers.Concatenate()([p, keras.layers.Dense(3)(q)])",
			"a, b = operation_utils.get_source_inputs(x)",
			"c, = keras.utils.get_source_inputs(p)",
		];
		const analysis = analyseText(text.join("\n"));
		assert.deepEqual(
			["a", "b", "c"].map((name) => specOf(analysis, name)),
			["(None, 4) float32", "(None, 5) float32", "(None, 4) float32"],
		);
	});
});
