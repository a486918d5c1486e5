import { defineConvLSTMLayer } from "./base-conv-lstm";

/** `keras.layers.ConvLSTM2D`: a sequence of 2-dimensional images, read by an LSTM that convolves. */
export const ConvLSTM2D = defineConvLSTMLayer(2);
