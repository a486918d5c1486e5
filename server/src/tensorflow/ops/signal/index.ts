import type { FunctionModel } from "../../../interpreter/api";
import { FOURIER_OPS } from "./fourier";
import { FRAME_OPS } from "./frames";
import { TRANSFORM_OPS } from "./transforms";
import { WINDOW_OPS } from "./windows";

/** `tf.signal`. */
export const SIGNAL_OPS: readonly FunctionModel[] = [...FOURIER_OPS, ...FRAME_OPS, ...TRANSFORM_OPS, ...WINDOW_OPS];
