import {
	bool,
	type DType,
	type DTypeName,
	type DTypeValue,
	int,
	isFloating,
	isInteger,
	library,
	NONE,
	type Origin,
	str,
	unknown,
	type Value,
	type World,
} from "../domain";
import {
	type ConstantModel,
	defineFunction,
	type LibraryModel,
	raise,
	type TypeModel,
	vague,
} from "../interpreter/api";
import { bindCall } from "./bind-call";
import { extremeOf, limitsOf, rejectHandle } from "./dtype-limits";
import { EXPORTED_DTYPES, numberOf, readDType, sameAsDType, sizeOf, toDType } from "./dtypes";

/** A `tf.DType`. Mirrors tensorflow/python/framework/dtypes.py. NumPy's dtypes answer as far as the names agree. */
export const DTypeType: TypeModel = {
	handles: (value) => value.kind === "dtype",
	attribute: (self, name, machine, origin) => attribute(asDType(self), name, origin, machine.world),
	methods: {
		is_compatible_with: (self, { args }) => {
			const other = bindCall("is_compatible_with", "other", args).get("other");
			return maybe(sameAsDType(asDType(self).dtype, { kind: "dtype", dtype: readDType(other, "other") }));
		},
		is_subtype_of: (self, { args }) =>
			maybe(sameAsDType(asDType(self).dtype, bindCall("is_subtype_of", "other", args).get("other"))),
		most_specific_common_supertype: (self, { args, machine }) => {
			const types = bindCall("most_specific_common_supertype", "types", args).get("types");
			const items = machine.iterate(types, args.origin) ?? vague("dtypes that are not known");
			const results = items.map((each) => sameAsDType(asDType(self).dtype, each));
			if (results.includes(false)) return NONE;
			return results.includes(undefined) ? vague("dtypes that are not known") : self;
		},
		__int__: (self) => enumOf(asDType(self).dtype),
	},
	compare(op, left, right) {
		const [self, other] = left.kind === "dtype" ? [left, right] : [right, left];
		if (self.kind !== "dtype") return undefined;
		if (op !== "==" && op !== "!=") return isOther(other) || self.numpy ? undefined : rejectOperator(op);
		if (left.kind === "tensor" || left.kind === "instance") return undefined;
		const same = sameAsDType(self.dtype, other);
		return maybe(same === undefined ? undefined : same === (op === "=="));
	},
	binary: (op, left, right) => {
		const isFormat = op === "%" && left.kind === "str";
		const [self, other] = left.kind === "dtype" ? [left, right] : [right, left];
		return isFormat || isOther(other) || (self.kind === "dtype" && self.numpy) ? undefined : rejectOperator(op);
	},
	unary: (op) => rejectOperator(op),
	getItem: (self) => (asDType(self).numpy ? vague("an item of a NumPy dtype") : rejectOperator("[]")),
	length: (self) => (asDType(self).numpy ? vague("the length of a NumPy dtype") : rejectOperator("len()")),
	iterate: (self) => (asDType(self).numpy ? undefined : rejectOperator("iteration")),
	call: (self, { args }) => convertScalar(self, args.positional[0]?.value),
	typeName: (self) => (self.kind === "dtype" && self.numpy ? "type" : "DType"),
};

const asDType = (value: Value): DTypeValue => (value.kind === "dtype" ? value : vague("not a dtype"));
const maybe = (value: boolean | undefined): Value => ({ kind: "bool", value });

/** Values with operators of their own, which may take a dtype as well. */
const isOther = ({ kind }: Value): boolean => kind === "unknown" || kind === "instance" || kind === "tensor";

const rejectOperator = (op: string): never =>
	raise({ code: "python-error", exception: "TypeError", message: `a dtype supports no ${op}` });

/** `dtype.as_datatype_enum`, which `int(dtype)` gives as well. */
function enumOf(dtype: DType): Value {
	const value = typeof dtype === "string" ? numberOf(dtype) : undefined;
	return value === undefined ? { kind: "int" } : int(value);
}

/** `dtype.as_numpy_dtype`: NumPy keeps text as objects, and has nothing for handles. */
function asNumPy(dtype: DTypeName, world: World): Value {
	if (dtype === "resource" || dtype === "variant") return rejectHandle(dtype);
	if (dtype === "string") return library("builtins.object", world);
	if (/^qu?int/.test(dtype)) return vague(`the NumPy dtype of tf.${dtype}`);
	return { kind: "dtype", dtype, numpy: "class" };
}

function attribute(self: DTypeValue, name: string, origin: Origin, world: World): Value | undefined {
	const { dtype } = self;
	if (typeof dtype !== "string")
		return unknown({ text: `${name} of a dtype that is not known`, origin, cause: dtype.why });
	if (self.numpy === undefined) {
		const own = ownAttribute(dtype, name, world);
		if (own) return own;
	}
	switch (name) {
		case "name":
			return str(dtype);
		case "__name__":
			return self.numpy === "class" ? str(dtype) : undefined;
		case "base_dtype":
			return self;
		case "real_dtype":
			return { ...self, dtype: dtype === "complex64" ? "float32" : dtype === "complex128" ? "float64" : dtype };
		case "itemsize":
			return self.numpy === "dtype" ? int(sizeOf(dtype)) : undefined;
		default:
			return self.numpy || name.startsWith("_") || UNFOLLOWED.test(name)
				? unknown({ text: `the attribute ${name} of a dtype is not modelled`, origin })
				: undefined;
	}
}

/** Attributes of a trace type that say nothing about the dtype. */
const UNFOLLOWED = /^(experimental_|cast$|flatten$|from_tensors$|to_tensors$|placeholder_value$)/;

const NUMERIC = /^(float(16|32|64)|bfloat16|u?int(8|16|32|64)|complex\d+|qu?int\d+)$/;

/** What only TensorFlow's dtypes tell. */
function ownAttribute(dtype: DTypeName, name: string, world: World): Value | undefined {
	switch (name) {
		case "__class__":
			return library("tensorflow.DType", world);
		case "as_numpy_dtype":
			return asNumPy(dtype, world);
		case "as_datatype_enum":
			return enumOf(dtype);
		case "is_floating":
			return bool(isFloating(dtype));
		case "is_integer":
			return bool(isInteger(dtype));
		case "is_complex":
			return bool(dtype.startsWith("complex"));
		case "is_bool":
			return bool(dtype === "bool");
		case "is_unsigned":
			return bool(dtype.startsWith("uint"));
		case "is_quantized":
			return bool(/^qu?int/.test(dtype));
		case "is_numeric":
			return bool(NUMERIC.test(dtype));
		case "is_numpy_compatible":
			return bool(dtype !== "resource" && dtype !== "variant");
		case "size":
			return int(dtype === "string" || dtype === "resource" || dtype === "variant" ? 0 : sizeOf(dtype));
		case "min":
		case "max":
			return extremeOf(dtype, name);
		case "limits":
			return limitsOf(dtype);
		default:
			return undefined;
	}
}

/** `np.float32(3)` converts; a `tf.DType` cannot be called. */
function convertScalar(self: Value, value: Value | undefined): Value {
	if (self.kind !== "dtype") return vague("not a dtype");
	if (self.numpy !== "class") {
		raise({ code: "python-error", exception: "TypeError", message: "a dtype is not callable; use tf.cast(x, dtype)" });
	}
	if (value?.kind === "tensor" && value.flavor === "KerasTensor") {
		raise({
			code: "keras-tensor-in-tf-function",
			exception: "TypeError",
			message: "a NumPy scalar cannot be made of a KerasTensor: it has no value",
		});
	}
	const number = value?.kind === "int" || value?.kind === "float" ? value.value : undefined;
	if (number === undefined) return vague("a NumPy scalar");
	const numpy = self.dtype;
	if (isInteger(numpy)) return { kind: "int", value: Math.trunc(number), numpy };
	return { kind: "float", numpy, ...(numpy === "float64" ? { value: number } : { why: { text: "a rounded number" } }) };
}

const constant = (name: string, dtype: DTypeName): ConstantModel => ({
	kind: "constant",
	name: `tensorflow.${name}`,
	aliases: [`tensorflow.dtypes.${name}`],
	value: () => ({ kind: "dtype", dtype }),
});

/** `tf.float32`, `tf.half`, … and `tf.as_dtype`. */
export const DTYPE_MODELS: readonly LibraryModel[] = [
	...EXPORTED_DTYPES.map((dtype) => constant(dtype, dtype)),
	constant("half", "float16"),
	constant("double", "float64"),
	...(["int4", "uint4", "float8_e5m2", "float8_e4m3fn"] as const).map(
		(dtype): ConstantModel => ({
			kind: "constant",
			name: `tensorflow.dtypes.experimental.${dtype}`,
			aliases: [`tensorflow.experimental.${dtype}`],
			value: () => ({ kind: "dtype", dtype }),
		}),
	),
	defineFunction("tensorflow.as_dtype", "type_value", (bound) => toDTypeValue(bound.get("type_value")), {
		aliases: ["tensorflow.dtypes.as_dtype"],
	}),
	{
		kind: "class",
		name: "tensorflow.DType",
		aliases: ["tensorflow.dtypes.DType"],
		construct: (cls, { args }) =>
			cls.kind === "class"
				? vague("an object of a class that derives from DType")
				: dtypeOfNumber(bindCall("DType", "type_enum, handle_data=None", args).get("type_enum")),
		init: () => undefined,
	},
];

/** `tf.DType(number)`: by the number only. */
function dtypeOfNumber(value: Value): Value {
	if (value.kind === "dtype") return value;
	if (value.kind === "str")
		return raise({
			code: "tensorspec-invalid-dtype",
			exception: "ValueError",
			message: "tf.DType takes a number: tf.as_dtype takes a name",
		});
	if ((value.kind !== "int" && value.kind !== "float") || value.value === undefined)
		return value.kind === "none" || value.kind === "list" || value.kind === "tuple"
			? toDTypeValue(value)
			: vague("a dtype that is not known");
	const dtype = toDType({ kind: "int", value: Math.trunc(value.value) });
	return typeof dtype === "string"
		? { kind: "dtype", dtype }
		: toDTypeValue({ kind: "int", value: Math.trunc(value.value) });
}

const toDTypeValue = (value: Value): Value => ({ kind: "dtype", dtype: readDType(value, "type_value") });
