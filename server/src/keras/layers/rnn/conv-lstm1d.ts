import { defineConvLSTMLayer } from "./base-conv-lstm";

/**
 * `keras.layers.ConvLSTM1D`: `(batch, time, steps, channels)` -> `(batch, new_steps, filters)`, or `(batch, time,
 * new_steps, filters)` with `return_sequences`; the new sizes are those of `Conv1D`. A sequence of 1-dimensional
 * images, read by an LSTM that convolves.
 */
export const ConvLSTM1D = defineConvLSTMLayer(1);
