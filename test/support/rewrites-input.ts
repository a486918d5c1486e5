import type { Rewrite } from "./rewrites";

const HEAD = "import keras\nimport numpy as np\nimport tensorflow as tf\nfrom keras import layers\n";
const INSERT = "Insert the inferred Input as first layer";

/** An `Input` as first layer; the last lines of each ask whether the program does what it did. */
const PROGRAMS: readonly Rewrite[] = [
	{
		name: "an Input for a model that is called",
		program: `${HEAD}
model = keras.Sequential([layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(10)])
y = model(tf.zeros((2, 28, 28, 1)))
assert y.shape == (2, 10)
z = model(tf.zeros((5, 28, 28, 1)))
assert z.shape == (5, 10)
`,
		at: "keras.Sequential",
		title: INSERT,
		line: "model = keras.Sequential([keras.Input(shape=(28, 28, 1)), layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(10)])",
	},
	{
		name: "an Input for a model that is fitted",
		program: `from tensorflow import keras
import numpy as np
from tensorflow.keras.layers import Dense, Dropout
from tensorflow.keras.models import Sequential

model = Sequential([
    Dense(8, activation="relu"),
    Dropout(0.5),
    Dense(3),
])
model.compile("sgd", "mse")
model.fit(np.zeros((8, 4), "float32"), np.zeros((8, 3)), verbose=0)
assert model.predict(np.zeros((2, 4), "float32"), verbose=0).shape == (2, 3)
assert [tuple(weight.shape) for weight in model.weights] == [(4, 8), (8,), (8, 3), (3,)]
`,
		at: "model = ",
		title: INSERT,
		line: "    keras.Input(shape=(4,)),",
	},
	{
		name: "an Input for a model that is built",
		program: `import tensorflow as tf

model = tf.keras.models.Sequential(layers=[tf.keras.layers.LSTM(4), tf.keras.layers.Dense(2)], name="tagger")
model.build((None, None, 5))
assert len(model.layers) == 2
assert tuple(model.output_shape) == (None, 2)
`,
		at: "Sequential",
		title: INSERT,
		line: `model = tf.keras.models.Sequential(layers=[tf.keras.Input(shape=(None, 5)), tf.keras.layers.LSTM(4), tf.keras.layers.Dense(2)], name="tagger")`,
	},
	{
		name: "an Input for a model of additions",
		program: `${HEAD}
def build():
    model = keras.Sequential()
    model.add(layers.Flatten())
    model.add(layers.Dense(3))
    return model


net = build()
assert net(tf.ones((2, 4, 4))).shape == (2, 3)
assert len(net.layers) == 2
`,
		at: "model.add(layers.Flatten",
		title: INSERT,
		line: "    model.add(keras.Input(shape=(4, 4)))",
	},
	{
		name: "an Input that must be imported",
		program: `import numpy as np
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

model = Sequential([Dense(3)])
assert model(np.zeros((2, 4), "float32")).shape == (2, 3)
`,
		at: "Sequential([",
		title: INSERT,
		line: "from tensorflow.keras import Input",
	},
	{
		name: "an Input of integers",
		program: `${HEAD}
model = keras.Sequential([layers.Flatten()])
y = model(tf.zeros((2, 4, 4), tf.int32))
assert y.dtype == tf.int32, y.dtype
`,
		at: "keras.Sequential",
		title: INSERT,
		line: `model = keras.Sequential([keras.Input(shape=(4, 4), dtype="int32"), layers.Flatten()])`,
		worlds: ["keras2"],
	},
	{
		name: "an Input of what Keras 3 makes of integers",
		program: `${HEAD}
model = keras.Sequential([layers.Flatten()])
y = model(tf.zeros((2, 4, 4), tf.int32))
assert y.dtype == tf.float32, y.dtype
`,
		at: "keras.Sequential",
		title: INSERT,
		line: "model = keras.Sequential([keras.Input(shape=(4, 4)), layers.Flatten()])",
		worlds: ["keras3"],
	},
	{
		name: "an Input in place of input_shape",
		program: `${HEAD}
model = keras.Sequential([layers.Conv2D(8, 3, input_shape=(28, 28, 1), activation="relu"), layers.Flatten()])
assert tuple(model.input_shape) == (None, 28, 28, 1)
assert tuple(model.output_shape) == (None, 26 * 26 * 8)
`,
		at: "keras.Sequential",
		title: "Replace input_shape by an Input layer",
		line: `model = keras.Sequential([keras.Input(shape=(28, 28, 1)), layers.Conv2D(8, 3, activation="relu"), layers.Flatten()])`,
	},
	{
		name: "an Input in place of input_dim",
		program: `from keras.layers import Dense, Input
from keras.models import Sequential

model = Sequential()
model.add(Dense(4, input_dim=8))
model.add(Dense(2))
assert tuple(model.input_shape) == (None, 8)
assert tuple(model.output_shape) == (None, 2)
`,
		at: "model.add(Dense(4",
		title: "Replace input_dim by an Input layer",
		line: "model.add(Input(shape=(8,)))",
	},
	{
		name: "an Input in place of batch_input_shape",
		program: `${HEAD}
model = keras.Sequential([
    layers.LSTM(4, stateful=True, batch_input_shape=(2, 3, 5)),
    layers.Dense(1),
])
assert tuple(model.output_shape) == (2, 1)
`,
		at: "keras.Sequential",
		title: "Replace batch_input_shape by an Input layer",
		line: "    keras.Input(batch_shape=(2, 3, 5)),",
		worlds: ["keras2"],
	},
];

/** Real Keras runs the program before and after. */
export const INPUT_REWRITES: readonly Rewrite[] = PROGRAMS.map((each) => ({ ...each, isUnchanged: true }));
