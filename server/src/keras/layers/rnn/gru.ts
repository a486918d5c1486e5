import { checkRegularizer } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import type { LayerArguments } from "../../engine/layer-definition";
import { RANDOM_KEYWORDS } from "../../engine/random-layer";
import { isSince } from "../../versions/release";
import { buildRnn, callRnn, implicitInputShape, RNN_CALL } from "./base-rnn";
import { CELL_CALL, callCell } from "./cell-call";
import { readCell, rejectFloatUnits } from "./recurrent-cell";
import { readRnn } from "./rnn-config";
import { arrangeStates } from "./rnn-states";
import { checkUseCudnn } from "./use-cudnn";

/**
 * `keras.layers.GRU`: `(batch, time, features)` -> `(batch, units)`, or `(batch, time, units)` with
 * `return_sequences`. With `return_state` the state follows, `(batch, units)`. Mirrors keras/src/layers/rnn/gru.py;
 * with `reset_after` the bias has a row for each matrix. The constructor's keyword-only part is what Keras takes out
 * of `**kwargs`.
 */
export const GRU = defineLayer({
	name: "GRU",
	fitsWeights: true,
	signature: {
		keras2:
			"units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False, time_major=False, reset_after=True, *, implementation=2, enable_caching_device=True, zero_output_for_mask=False, input_length=None, return_runtime=False, **kwargs",
		keras3:
			"units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False, reset_after=True, use_cudnn='auto', *, zero_output_for_mask=False, implementation=2, **kwargs",
	},
	baseKeywords: RANDOM_KEYWORDS,
	callSignature: RNN_CALL,
	precheck: (args) => void readCell(args, "gru"),
	configure(args) {
		rejectImplementation(args);
		const cell = readCell(args, "gru");
		if (cell.hasFloatUnits && args.world === "keras3") rejectFloatUnits(args);
		if (args.world === "keras2") checkRegularizer(args, "activity_regularizer");
		checkUseCudnn(args);
		return readRnn(args, cell, cell.isFused);
	},
	implicitInputShape,
	arrange: (_config, request) => arrangeStates(request),
	inputSpec: () => ({ ndim: 3 }),
	build: (config, context) => buildRnn(config, "gru_cell", context),
	call: (config, context) => callRnn(config, context),
});

/**
 * `keras.layers.GRUCell`: `(batch, features)`, `[(batch, units)]` -> `(batch, units)`, `[(batch, units)]`. One step.
 */
export const GRUCell = defineLayer({
	name: "GRUCell",
	signature: {
		keras2:
			"units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, reset_after=True, *, implementation=2, enable_caching_device=True, **kwargs",
		keras3:
			"units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, reset_after=True, seed=None, *, implementation=2, **kwargs",
	},
	baseKeywords: RANDOM_KEYWORDS,
	callSignature: CELL_CALL,
	configure: (args) => readCell(args, "gru"),
	build: (cell, context) => cell.build(context, context.shape.dims),
	call: (cell, context) => callCell(cell, context),
});

/** In 3.2 and 3.3, a GRU handed `implementation` on to the base class, which does not know it. */
function rejectImplementation(args: LayerArguments): void {
	if (args.world === "keras2" || isSince("3.4", args) || !isSince("3.2", args) || !args.given("implementation")) return;
	args.fail({
		code: "unknown-layer-argument",
		message: "GRU has no argument implementation in Keras 3.2 and 3.3",
		argument: "implementation",
	});
}
