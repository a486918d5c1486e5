import type { DType } from "../../domain";

/** The real type that a complex one is made of. */
export const realPart = (dtype: DType): DType =>
	dtype === "complex64" ? "float32" : dtype === "complex128" ? "float64" : dtype;
