import type { Sample } from "./rule";

const program = (...lines: readonly string[]): string =>
	`${["import keras", "import tensorflow as tf", "from keras import layers", "", ...lines].join("\n")}\n`;

const X = "x = keras.Input((28, 28))";

/** What the quick fixes of `keras-tensor-in-tf-function` make. */
export const KERAS_TENSOR_SAMPLES: readonly Sample[] = [
	{
		what: "Arguments take the names that they have in keras.ops",
		bad: program(X, "y = tf.reduce_sum(input_tensor=x, axis=-1, keepdims=True)"),
		good: program(X, "y = keras.ops.sum(x=x, axis=-1, keepdims=True)"),
	},
	{
		what: "A dtype becomes its name",
		bad: program(X, 'y = tf.cast(x, tf.float16, name="half")'),
		good: program(X, 'y = keras.ops.cast(x, "float16")'),
	},
	{
		what: "A default that differs is written out",
		bad: program(X, "y = tf.gather(x, [0, 1])"),
		good: program(X, "y = keras.ops.take(x, [0, 1], axis=0)"),
	},
	{
		what: "A function of the old backend module",
		bad: program("from tensorflow.keras import backend as K", X, "y = K.expand_dims(x)"),
		good: program("from tensorflow.keras import backend as K", X, "y = keras.ops.expand_dims(x, axis=-1)"),
	},
	{
		what: "A function that keras.ops lacks goes into a Lambda",
		bad: program(X, "y = tf.math.bessel_i0(x)"),
		good: program(X, "y = layers.Lambda(lambda t: tf.math.bessel_i0(t))(x)"),
	},
	{
		what: "Several tensors go into a Lambda as a list",
		bad: program(X, "z = keras.Input((28, 28))", "y = tf.math.betainc(x, x, z)"),
		good: program(
			X,
			"z = keras.Input((28, 28))",
			"y = layers.Lambda(lambda t: tf.math.betainc(t[0], t[0], t[1]))([x, z])",
		),
	},
	{
		what: "A captured tensor becomes an input",
		bad: program("a = keras.Input((4,))", "b = keras.Input((4,))", "y = layers.Lambda(lambda x: tf.add(x, b))(a)"),
		good: program(
			"a = keras.Input((4,))",
			"b = keras.Input((4,))",
			"y = layers.Lambda(lambda t: tf.add(t[0], t[1]))([a, b])",
		),
	},
	{
		what: "What Keras 2 does not dispatch goes into a Lambda",
		bad: program(X, "y = tf.map_fn(lambda row: row * 2.0, x)"),
		good: program(X, "y = layers.Lambda(lambda t: tf.map_fn(lambda row: row * 2.0, t))(x)"),
		worlds: ["keras2"],
	},
	{
		what: "A loop over the first axis",
		bad: program(X, "y = tf.map_fn(lambda row: row * 2.0, x)"),
		good: program(X, "y = keras.ops.map(lambda row: row * 2.0, x)"),
		worlds: ["keras3"],
	},
];
