import { DTYPE_NAMES, type DType, type DTypeName, isDTypeName, type TensorValue, type Value } from "../domain";
import { raise, typeName, vague } from "../interpreter/api";

/** Names that `tf.as_dtype` takes besides the dtypes' own. */
const ALIASES: Readonly<Record<string, DTypeName>> = { half: "float16", float: "float32", double: "float64" };

/** `types_pb2.DataType`: TensorFlow takes a dtype's number for the dtype. */
const NUMBERS: Readonly<Record<number, DTypeName>> = {
	1: "float32",
	2: "float64",
	3: "int32",
	4: "uint8",
	5: "int16",
	6: "int8",
	7: "string",
	8: "complex64",
	9: "int64",
	10: "bool",
	11: "qint8",
	12: "quint8",
	13: "qint32",
	14: "bfloat16",
	15: "qint16",
	16: "quint16",
	17: "uint16",
	18: "complex128",
	19: "float16",
	20: "resource",
	21: "variant",
	22: "uint32",
	23: "uint64",
	24: "float8_e5m2",
	25: "float8_e4m3fn",
	29: "int4",
	30: "uint4",
};

/** The number of a dtype: `dtype.as_datatype_enum`. */
export function numberOf(dtype: DTypeName): number | undefined {
	const found = Object.entries(NUMBERS).find(([, name]) => name === dtype);
	return found && Number(found[0]);
}

/** Numbers of dtypes that have no place in our lattice: newer small ones, and what references to dtypes have. */
const isOtherNumber = (value: number): boolean => (value > 25 && value < 40) || (value > 100 && value < 140);

const PYTHON_TYPES: Readonly<Record<string, DTypeName>> = {
	"builtins.float": "float32",
	"builtins.bool": "bool",
	"builtins.object": "string",
	"numpy.str_": "string",
	"numpy.bytes_": "string",
	"numpy.object_": "string",
};

/** A value cannot be made a dtype. */
export interface NoDType {
	readonly shown: string;
}

/**
 * `tf.as_dtype`: a dtype, an object that says why there is none, or absent when it cannot be told. Mirrors
 * tensorflow/python/framework/dtypes.py, where numbers, `float` and everything with a `dtype` are dtypes too.
 */
export function toDType(value: Value): DType | NoDType | undefined {
	switch (value.kind) {
		case "dtype":
			return value.dtype;
		case "str":
			return value.value === undefined ? undefined : named(value.value);
		case "int":
		case "float":
			return value.value === undefined ? undefined : numbered(value.value, value.numpy);
		case "bool":
			return value.value === undefined ? undefined : numbered(Number(value.value));
		case "library":
			return PYTHON_TYPES[value.name] ?? (isNumPy(value.name) ? undefined : { shown: shown(value) });
		case "tensor":
			return dtypeOfTensor(value);
		case "unknown":
		case "class":
			return undefined;
		case "instance":
			return isObject(value.cls) ? { shown: "an object" } : undefined;
		default:
			return { shown: shown(value) };
	}
}

/** NumPy's classes of scalars are dtypes; not all of them have a model. */
const isNumPy = (name: string): boolean =>
	/^numpy\.(u?(int|short|long|byte|longlong)|float|c?(longdouble|single|double)|complex|clongfloat|bool|str_|bytes_|object_|void|half|unicode|string|datetime|timedelta|generic|number|dtype)/.test(
		name,
	);
const isObject = (cls: Value): boolean => cls.kind === "library" && cls.name === "builtins.object";

/** What has a `dtype` that NumPy takes: arrays, and the KerasTensors of Keras 3, whose dtype is a name. */
function dtypeOfTensor({ flavor, world, spec }: TensorValue): DType | NoDType {
	const hasName = flavor === "ndarray" || (flavor === "KerasTensor" && world === "keras3");
	return hasName ? spec.dtype : { shown: "a tensor" };
}

function named(name: string): DType | NoDType | undefined {
	if (isDTypeName(name)) return name;
	const alias = ALIASES[name];
	if (alias) return alias;
	// Reference dtypes and the newest small ones exist, but not in our lattice.
	return name.endsWith("_ref") || /^(float[48]_|u?int2$)/.test(name) ? undefined : { shown: `'${name}'` };
}

/** A number of TensorFlow's; a scalar of NumPy's that is no such number has a dtype of its own. */
function numbered(value: number, numpy?: DType): DType | NoDType | undefined {
	const name = NUMBERS[value] ?? numpy;
	if (name) return name;
	return Number.isInteger(value) && isOtherNumber(value) ? undefined : { shown: String(value) };
}

function shown(value: Value): string {
	if (value.kind === "library")
		return `the ${value.name.startsWith("builtins.") ? "class" : "name"} ${value.name.split(".").at(-1)}`;
	if (value.kind === "none") return "None";
	return `a value of type ${typeName(value)}`;
}

const isNoDType = (result: DType | NoDType): result is NoDType => typeof result === "object" && "shown" in result;

/** The dtype that an argument names; raises TensorFlow's TypeError when it names none. */
export function readDType(value: Value, name = "dtype"): DType {
	const result = toDType(value);
	if (result === undefined) return { kind: "unknown", why: whyUnknown(value, name) };
	if (!isNoDType(result)) return result;
	const hint = HINTS[result.shown];
	raise({
		code: "tensorspec-invalid-dtype",
		exception: "TypeError",
		message: `${name}: TensorFlow has no dtype for ${result.shown}${hint ? `; use ${hint}` : ""}`,
		argument: name,
	});
}

const whyUnknown = (value: Value, name: string) =>
	value.kind === "unknown" ? value.why : { text: `the ${name} is not known` };

const HINTS: Readonly<Record<string, string>> = {
	"the class int": "tf.int32",
	"the class str": "tf.string",
	"'int'": "'int32'",
	"'str'": "'string'",
};

/** As `readDType`, when `None` stands for a dtype that is inferred. */
export const readOptionalDType = (value: Value): DType | undefined =>
	value.kind === "none" ? undefined : readDType(value);

/** `dtype == other` as TensorFlow answers it; absent when not known. */
export function sameAsDType(dtype: DType, other: Value): boolean | undefined {
	const result = toDType(other);
	if (result === undefined || typeof dtype !== "string") return undefined;
	if (isNoDType(result)) return false;
	return typeof result === "string" ? result === dtype : undefined;
}

/** The dtypes that are attributes of the module `tensorflow`. */
export const EXPORTED_DTYPES: readonly DTypeName[] = DTYPE_NAMES.filter(
	(name) => !name.startsWith("float8") && name !== "int4" && name !== "uint4",
);

const BITS = /(\d+)$/;

/** Bytes of one element; complex numbers hold two. */
export function sizeOf(dtype: DTypeName): number {
	if (dtype === "bool" || dtype === "string" || dtype === "resource" || dtype === "variant") return 1;
	if (dtype.startsWith("float8") || dtype === "int4" || dtype === "uint4") return 1;
	return Number(BITS.exec(dtype)?.[1] ?? vague(`the size of ${dtype}`)) / 8;
}
