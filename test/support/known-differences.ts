import type { WorldLetter } from "./golden";

/** Recorded expressions on which we are silent where real Keras raises, and why. The list only shrinks. */
export const KNOWN_DIFFERENCES: Readonly<Record<WorldLetter, Readonly<Record<string, string>>>> = {
	a: {
		'Inside(layers.AlphaDropout(rate=0.5))(keras.Input((6, 8)), training=keras.Input((6,), dtype="bool"))':
			"a KerasTensor of the call around becomes a layer inside of the graph",
		'Inside(layers.SimpleRNN(units=5))(keras.Input((6, 8)), training=keras.Input((6,), dtype="bool"))':
			"a KerasTensor of the call around becomes a layer inside of the graph",
		"Inside(layers.Identity(dynamic=True))(keras.Input((6, 8)))": "a dynamic layer makes the layer around it dynamic",
		"Inside(layers.Layer(dynamic=True))(keras.Input((6, 8)))": "a dynamic layer makes the layer around it dynamic",
		"Inside(layers.RNN(cell=layers.LSTMCell(5), weights=[]))(keras.Input((6, 8)))":
			"weights= is not compared with the weights of a cell",
		"layers.StackedRNNCells(cells=[layers.GRUCell(5)], weights=[])(tf.zeros((2, 8), 'float32'), [tf.zeros((2, 5), 'float32')])":
			"weights= is not compared with the weights of a cell",
		"layers.AdditiveAttention(dtype=3)([tf.zeros((2, 6, 8), 'float32'), tf.zeros((2, 6, 8), 'float32')])":
			"an attention that computes in ints is not followed",
		"layers.RNN(cell=layers.LSTMCell(5), dtype=\"bfloat16\")(tf.zeros((2, 6, 8), 'float32'))":
			"a cell of another dtype than its layer is not followed on real tensors",
	},
	b: {
		'Inside(layers.LSTMCell(units=5))(keras.Input((8,)), [keras.Input((5,)), keras.Input((5,))], training=keras.Input((6,), dtype="bool"))':
			"the truth of training in a cell",
		"layers.GRUCell(units=5)(tf.zeros((2, 8), 'float32'), [tf.zeros((2, 5), 'float32')], training=keras.Input((6,), dtype=\"bool\"))":
			"the truth of training in a cell",
		"layers.GroupQueryAttention(head_dim=4, num_query_heads=4, num_key_value_heads=2)(tf.zeros((2, 6, 8), 'float32'), tf.zeros((2, 6, 8), 'float32'), key=[True])":
			"a list as a key",
		"layers.StackedRNNCells(cells=[layers.GRUCell(5)], dtype=\"int32\")(tf.zeros((2, 8), 'float32'), [tf.zeros((2, 5), 'float32')])":
			"cells of another dtype than their stack are not followed on real tensors",
	},
};
