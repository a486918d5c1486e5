import { type DType, type DTypeName, isDTypeName, isFloating, isInteger, unknownDType, type Value } from "../domain";
import type { ConstantModel } from "../interpreter/api";
import { defineFunction, type FunctionModel, raise, vague } from "../interpreter/api";

const PYTHON_TYPES: Readonly<Record<string, DTypeName>> = {
	"builtins.int": "int64",
	"builtins.float": "float64",
	"builtins.bool": "bool",
	"builtins.complex": "complex128",
	"builtins.str": "string",
};

const CODES: Readonly<Record<string, DTypeName>> = {
	int: "int64",
	uint: "uint64",
	float: "float64",
	complex: "complex128",
	half: "float16",
	single: "float32",
	double: "float64",
	str: "string",
	"?": "bool",
	i1: "int8",
	i2: "int16",
	i4: "int32",
	i8: "int64",
	u1: "uint8",
	u2: "uint16",
	u4: "uint32",
	u8: "uint64",
	f2: "float16",
	f4: "float32",
	f8: "float64",
	c8: "complex64",
	c16: "complex128",
	b1: "bool",
};

/** The dtype that an argument names, as `np.dtype` reads it. */
export function readDType(value: Value): DType {
	if (value.kind === "dtype") return value.dtype;
	if (value.kind === "library") return PYTHON_TYPES[value.name] ?? unknownDType({ text: `the dtype ${value.name}` });
	if (value.kind === "none") return "float64";
	if (value.kind !== "str" || value.value === undefined) return unknownDType({ text: "a dtype that is not known" });
	const name = value.value.replace(/^[<>=|]/, "");
	if (isDTypeName(name)) return name;
	if (CODES[name]) return CODES[name];
	if (/^[USVOM]/.test(name) || name === "object" || name.startsWith("datetime"))
		return unknownDType({ text: `the dtype ${name}` });
	raise({
		code: "tensorspec-invalid-dtype",
		exception: "TypeError",
		message: `NumPy has no dtype '${value.value}'`,
		argument: "dtype",
	});
}

/** How far a dtype reaches, for promotion: bool, ints by size, floats by size. */
const WIDTH = /(\d+)$/;
const bits = (dtype: DTypeName): number => Number(WIDTH.exec(dtype)?.[1] ?? 8);

/** `np.promote_types` for the dtypes that models are fed with. */
export function promote(a: DType, b: DType): DType {
	if (typeof a !== "string") return a;
	if (typeof b !== "string") return b;
	if (a === b) return a;
	if (a === "bool") return b;
	if (b === "bool") return a;
	if (isInteger(a) && isInteger(b)) return promoteInts(a, b);
	if (isFloating(a) && isFloating(b)) return bits(a) >= bits(b) ? a : b;
	if (isFloating(a) && isInteger(b)) return promoteMixed(a, b);
	if (isInteger(a) && isFloating(b)) return promoteMixed(b, a);
	return unknownDType({ text: `what ${a} and ${b} become together` });
}

function promoteInts(a: DTypeName, b: DTypeName): DType {
	const [signedA, signedB] = [a.startsWith("i"), b.startsWith("i")];
	if (signedA === signedB) return bits(a) >= bits(b) ? a : b;
	const [signed, unsigned] = signedA ? [a, b] : [b, a];
	if (bits(signed) > bits(unsigned)) return signed;
	return bits(unsigned) >= 64 ? "float64" : (`int${bits(unsigned) * 2}` as DTypeName);
}

/** A float holds the ints of half its size. */
function promoteMixed(float: DTypeName, integer: DTypeName): DTypeName {
	const needed = bits(integer) <= 8 ? 16 : bits(integer) <= 16 ? 32 : 64;
	return bits(float) >= needed ? float : (`float${needed}` as DTypeName);
}

/** A Python number does not widen an array, unless its kind is a greater one. */
export function promoteScalar(dtype: DType, scalar: "bool" | "int" | "float"): DType {
	if (typeof dtype !== "string" || scalar === "bool") return dtype;
	if (scalar === "int") return dtype === "bool" ? "int64" : dtype;
	return isFloating(dtype) || dtype.startsWith("complex") ? dtype : "float64";
}

/** True division and the mean of ints give floats. */
export const toFloat = (dtype: DType): DType => (isInteger(dtype) || dtype === "bool" ? "float64" : dtype);

const constant = (name: string, dtype: DTypeName): ConstantModel => ({
	kind: "constant",
	name: `numpy.${name}`,
	value: () => ({ kind: "dtype", dtype, numpy: "class" }),
});

const CLASSES: readonly DTypeName[] = [
	"float16",
	"float32",
	"float64",
	"int8",
	"int16",
	"int32",
	"int64",
	"uint8",
	"uint16",
	"uint32",
	"uint64",
	"complex64",
	"complex128",
];

export const DTYPE_MODELS: readonly (ConstantModel | FunctionModel)[] = [
	...CLASSES.map((dtype) => constant(dtype, dtype)),
	constant("bool_", "bool"),
	constant("bool", "bool"),
	constant("int_", "int64"),
	constant("intp", "int64"),
	constant("half", "float16"),
	constant("single", "float32"),
	constant("double", "float64"),
	constant("str_", "string"),
	// What they make is not followed; to TensorFlow both are dtypes of text.
	defineFunction("numpy.bytes_", "*args", () => vague("a NumPy scalar")),
	defineFunction("numpy.object_", "*args", () => vague("an object of NumPy's")),
	defineFunction("numpy.dtype", "dtype, align=False, copy=False", (bound) => ({
		kind: "dtype",
		dtype: readDType(bound.get("dtype")),
		numpy: "dtype",
	})),
];
