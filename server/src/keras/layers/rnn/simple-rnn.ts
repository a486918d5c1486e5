import { checkRegularizer } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import { RANDOM_KEYWORDS } from "../../engine/random-layer";
import { buildRnn, callRnn, implicitInputShape, RNN_CALL } from "./base-rnn";
import { CELL_CALL, callCell } from "./cell-call";
import { readCell, rejectFloatUnits } from "./recurrent-cell";
import { readRnn } from "./rnn-config";
import { arrangeStates } from "./rnn-states";

/**
 * `keras.layers.SimpleRNN`: `(batch, time, features)` -> `(batch, units)`, or `(batch, time, units)` with
 * `return_sequences`. With `return_state` the state follows, `(batch, units)`. Mirrors
 * keras/src/layers/rnn/simple_rnn.py. The constructor's keyword-only part is what Keras takes out of `**kwargs`.
 */
export const SimpleRNN = defineLayer({
	name: "SimpleRNN",
	fitsWeights: true,
	signature: {
		keras2:
			"units, activation='tanh', use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False, *, implementation=2, enable_caching_device=True, zero_output_for_mask=False, input_length=None, time_major=False, **kwargs",
		keras3:
			"units, activation='tanh', use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False, seed=None, *, zero_output_for_mask=False, **kwargs",
	},
	// Keras 3 keeps it out of what it hands to the base class.
	ignoresActivityRegularizer: "keras3",
	callSignature: RNN_CALL,
	precheck: (args) => void readCell(args, "simple_rnn"),
	configure(args) {
		const cell = readCell(args, "simple_rnn");
		if (cell.hasFloatUnits && args.world === "keras3") rejectFloatUnits(args);
		if (args.world === "keras2") checkRegularizer(args, "activity_regularizer");
		return readRnn(args, cell, false);
	},
	implicitInputShape,
	arrange: (_config, request) => arrangeStates(request),
	inputSpec: () => ({ ndim: 3 }),
	build: (config, context) => buildRnn(config, "simple_rnn_cell", context),
	call: (config, context) => callRnn(config, context),
});

/**
 * `keras.layers.SimpleRNNCell`: `(batch, features)`, `[(batch, units)]` -> `(batch, units)`, `[(batch, units)]`. One
 * step.
 */
export const SimpleRNNCell = defineLayer({
	name: "SimpleRNNCell",
	signature: {
		keras2:
			"units, activation='tanh', use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, *, enable_caching_device=True, **kwargs",
		keras3:
			"units, activation='tanh', use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None, **kwargs",
	},
	baseKeywords: RANDOM_KEYWORDS,
	callSignature: { ...CELL_CALL, keras3: "sequence, states, training=False" },
	configure: (args) => readCell(args, "simple_rnn"),
	build: (cell, context) => cell.build(context, context.shape.dims),
	call: (cell, context) => callCell(cell, context),
});
