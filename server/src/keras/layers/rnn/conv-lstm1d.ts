import { defineConvLSTMLayer } from "./base-conv-lstm";

/** `keras.layers.ConvLSTM1D`: a sequence of 1-dimensional images, read by an LSTM that convolves. */
export const ConvLSTM1D = defineConvLSTMLayer(1);
