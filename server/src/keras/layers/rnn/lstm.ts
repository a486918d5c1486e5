import { checkRegularizer } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import { RANDOM_KEYWORDS } from "../../engine/random-layer";
import { buildRnn, callRnn, implicitInputShape, RNN_CALL } from "./base-rnn";
import { CELL_CALL, callCell } from "./cell-call";
import { readCell, rejectFloatUnits } from "./recurrent-cell";
import { readRnn } from "./rnn-config";
import { arrangeStates } from "./rnn-states";
import { checkUseCudnn } from "./use-cudnn";

/**
 * `keras.layers.LSTM`: `(batch, time, features)` -> `(batch, units)`, or `(batch, time, units)` with
 * `return_sequences`. With `return_state` the states h and c follow, each `(batch, units)`. Mirrors
 * keras/src/layers/rnn/lstm.py; the states are h and c. The constructor's keyword-only part is what Keras takes out of
 * `**kwargs`.
 */
export const LSTM = defineLayer({
	name: "LSTM",
	fitsWeights: true,
	signature: {
		keras2:
			"units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, return_sequences=False, return_state=False, go_backwards=False, stateful=False, time_major=False, unroll=False, *, implementation=2, enable_caching_device=True, zero_output_for_mask=False, input_length=None, return_runtime=False, **kwargs",
		keras3:
			"units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False, use_cudnn='auto', *, zero_output_for_mask=False, implementation=2, **kwargs",
	},
	baseKeywords: RANDOM_KEYWORDS,
	extraArguments: { keras3: ["implementation"] },
	callSignature: RNN_CALL,
	precheck: (args) => void readCell(args, "lstm"),
	configure(args) {
		const cell = readCell(args, "lstm");
		if (cell.hasFloatUnits && args.world === "keras2") rejectFloatUnits(args);
		if (args.world === "keras2") checkRegularizer(args, "activity_regularizer");
		checkUseCudnn(args);
		return readRnn(args, cell, cell.isFused);
	},
	implicitInputShape,
	arrange: (_config, request) => arrangeStates(request),
	inputSpec: () => ({ ndim: 3 }),
	build: (config, context) => buildRnn(config, "lstm_cell", context),
	call: (config, context) => callRnn(config, context),
});

/**
 * `keras.layers.LSTMCell`: `(batch, features)`, `[(batch, units), (batch, units)]` -> `(batch, units)`, `[(batch,
 * units), (batch, units)]`. One step: the states are h and c.
 */
export const LSTMCell = defineLayer({
	name: "LSTMCell",
	signature: {
		keras2:
			"units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, *, implementation=2, enable_caching_device=True, **kwargs",
		keras3:
			"units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None, *, implementation=2, **kwargs",
	},
	baseKeywords: RANDOM_KEYWORDS,
	callSignature: CELL_CALL,
	configure: (args) => readCell(args, "lstm"),
	build: (cell, context) => cell.build(context, context.shape.dims),
	call: (cell, context) => callCell(cell, context),
});
