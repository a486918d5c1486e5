import { defineConvLSTMLayer } from "./base-conv-lstm";

/** `keras.layers.ConvLSTM3D`: a sequence of 3-dimensional images, read by an LSTM that convolves. */
export const ConvLSTM3D = defineConvLSTMLayer(3);
