import type { Reason } from "./reason";

export const DTYPE_NAMES = [
	"float16",
	"bfloat16",
	"float32",
	"float64",
	"int4",
	"int8",
	"int16",
	"int32",
	"int64",
	"uint4",
	"uint8",
	"uint16",
	"uint32",
	"uint64",
	"bool",
	"string",
	"complex64",
	"complex128",
	"float8_e4m3fn",
	"float8_e5m2",
	"qint8",
	"qint16",
	"qint32",
	"quint8",
	"quint16",
	"resource",
	"variant",
] as const;

export type DTypeName = (typeof DTYPE_NAMES)[number];

export interface UnknownDType {
	readonly kind: "unknown";
	readonly why: Reason;
}

export type DType = DTypeName | UnknownDType;

const NAMES: ReadonlySet<string> = new Set(DTYPE_NAMES);

export const isDTypeName = (name: string): name is DTypeName => NAMES.has(name);
export const unknownDType = (why: Reason): UnknownDType => ({ kind: "unknown", why });
export const isFloating = (dtype: DType): boolean =>
	typeof dtype === "string" && (dtype.startsWith("float") || dtype === "bfloat16");
export const isInteger = (dtype: DType): boolean => typeof dtype === "string" && /^u?int\d/.test(dtype);
export const isComplex = (dtype: DType): boolean => dtype === "complex64" || dtype === "complex128";
export const printDType = (dtype: DType): string => (typeof dtype === "string" ? dtype : "?");
export const sameDType = (a: DType, b: DType): boolean => printDType(a) === printDType(b);

export function joinDTypes(a: DType, b: DType): DType {
	if (sameDType(a, b)) return a;
	if (typeof a !== "string") return a;
	if (typeof b !== "string") return b;
	return unknownDType({ text: `${a} on one path, ${b} on another` });
}

export const leqDType = (a: DType, b: DType): boolean => typeof b !== "string" || a === b;
