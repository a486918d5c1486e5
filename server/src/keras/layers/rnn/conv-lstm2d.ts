import { defineConvLSTMLayer } from "./base-conv-lstm";

/**
 * `keras.layers.ConvLSTM2D`: `(batch, time, height, width, channels)` -> `(batch, new_height, new_width, filters)`, or
 * `(batch, time, new_height, new_width, filters)` with `return_sequences`; the new sizes are those of `Conv2D`. A
 * sequence of 2-dimensional images, read by an LSTM that convolves.
 */
export const ConvLSTM2D = defineConvLSTMLayer(2);
