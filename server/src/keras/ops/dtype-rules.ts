import { type DType, type DTypeName, isComplex, isFloating, isInteger } from "../../domain";

/** What becomes of a dtype; unknown ones stay unknown. */
export type DTypeMap = (dtype: DType) => DType;

const known =
	(map: (dtype: DTypeName) => DTypeName): DTypeMap =>
	(dtype) =>
		typeof dtype === "string" ? map(dtype) : dtype;

const isCount = (dtype: DType): boolean => isInteger(dtype) || dtype === "bool";

export const same: DTypeMap = (dtype) => dtype;
export const toBool: DTypeMap = () => "bool";
/** Ints and bools become `floatx`. */
export const toFloat = known((dtype) => (isCount(dtype) ? "float32" : dtype));
/** As `toFloat`, with the precision of 64 bits. */
export const toFloat64 = known((dtype) => (dtype === "int64" ? "float64" : isCount(dtype) ? "float32" : dtype));
/** As `toFloat64` of a promoted dtype: bools stay. */
export const intToFloat64 = known((dtype) => (dtype === "bool" ? dtype : (toFloat64(dtype) as DTypeName)));
/** As `toFloat64`; whatever is no float becomes `floatx`. */
export const onlyFloat64 = known((dtype) => {
	if (dtype === "int64" || dtype === "float64") return "float64";
	return dtype === "bfloat16" || dtype === "float16" ? dtype : "float32";
});
export const boolToInt = known((dtype) => (dtype === "bool" ? "int32" : dtype));
/** The dtype in which TensorFlow adds up. */
export const widen = known((dtype) => {
	if (dtype === "bool" || dtype === "int8" || dtype === "int16") return "int32";
	return dtype === "uint8" || dtype === "uint16" ? "uint32" : dtype;
});
export const realPart = known((dtype) =>
	dtype === "complex64" ? "float32" : dtype === "complex128" ? "float64" : dtype,
);
export const complexToFloat = known((dtype) => (isComplex(dtype) ? "float32" : dtype));

/** dtypes that a kernel takes. */
export const TAKES = {
	any: () => true,
	float: isFloating,
	floatOrComplex: (dtype: DType) => isFloating(dtype) || isComplex(dtype),
	number: (dtype: DType) => dtype !== "bool" && dtype !== "string",
	signed: (dtype: DType) => dtype !== "bool" && dtype !== "string" && !/^uint/.test(String(dtype)),
	real: (dtype: DType) => isFloating(dtype) || isInteger(dtype),
	integer: isInteger,
	notComplex: (dtype: DType) => !isComplex(dtype),
} as const;

export type Takes = (dtype: DType) => boolean;
