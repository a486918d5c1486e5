import { defineConvLSTMLayer } from "./base-conv-lstm";

/**
 * `keras.layers.ConvLSTM3D`: `(batch, time, depth, height, width, channels)` -> `(batch, new_depth, new_height,
 * new_width, filters)`, or `(batch, time, new_depth, new_height, new_width, filters)` with `return_sequences`; the new
 * sizes are those of `Conv3D`. A sequence of 3-dimensional images, read by an LSTM that convolves.
 */
export const ConvLSTM3D = defineConvLSTMLayer(3);
