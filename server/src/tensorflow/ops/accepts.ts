import { type DType, isFloating, isInteger } from "../../domain";

/**
 * The dtypes that operations take, as their registrations say: attribute `T` of tensorflow/core/ops/math_ops.cc and its
 * neighbours.
 */
export type Accepts = (dtype: DType) => boolean;

const SIGNED: ReadonlySet<unknown> = new Set(["int8", "int16", "int32", "int64"]);
const LARGE: ReadonlySet<unknown> = new Set(["int32", "int64"]);

export const anyDType: Accepts = () => true;
export const boolean: Accepts = (dtype) => dtype === "bool";
export const complex: Accepts = (dtype) => typeof dtype === "string" && dtype.startsWith("complex");
export const floating: Accepts = isFloating;
export const integer: Accepts = isInteger;
export const real: Accepts = (dtype) => isFloating(dtype) || isInteger(dtype);
export const inexact: Accepts = (dtype) => isFloating(dtype) || complex(dtype);
export const number: Accepts = (dtype) => real(dtype) || complex(dtype);
/** Numbers that have a sign. */
export const signed: Accepts = (dtype) => inexact(dtype) || SIGNED.has(dtype);
export const signedReal: Accepts = (dtype) => isFloating(dtype) || SIGNED.has(dtype);
/** Floats, and ints of the sizes that kernels were written for. */
export const large: Accepts = (dtype) => isFloating(dtype) || LARGE.has(dtype);
export const largeOrComplex: Accepts = (dtype) => inexact(dtype) || LARGE.has(dtype);
export const largeInteger: Accepts = (dtype) => LARGE.has(dtype);
/** The two precisions that special functions are written in. */
export const double: Accepts = (dtype) => dtype === "float32" || dtype === "float64";
export const shortFloat: Accepts = (dtype) => isFloating(dtype) && dtype !== "float64";
