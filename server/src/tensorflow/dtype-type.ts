import {
	bool,
	type DTypeName,
	type DTypeValue,
	int,
	isFloating,
	isInteger,
	type Origin,
	str,
	unknown,
	type Value,
} from "../domain";
import {
	type ConstantModel,
	defineFunction,
	type FunctionModel,
	raise,
	type TypeModel,
	vague,
} from "../interpreter/api";
import { EXPORTED_DTYPES, readDType, sameAsDType, sizeOf } from "./dtypes";

/** A `tf.DType`. Mirrors tensorflow/python/framework/dtypes.py. NumPy's dtypes answer as far as the names agree. */
export const DTypeType: TypeModel = {
	handles: (value) => value.kind === "dtype",
	attribute: (self, name, _machine, origin) => (self.kind === "dtype" ? attribute(self, name, origin) : undefined),
	methods: {
		is_compatible_with: (self, { args }) =>
			maybe(
				self.kind === "dtype" ? sameAsDType(self.dtype, args.positional[0]?.value ?? vague("the dtype")) : undefined,
			),
	},
	compare(op, left, right) {
		if (op !== "==" && op !== "!=") return undefined;
		const [self, other] = left.kind === "dtype" ? [left, right] : [right, left];
		if (self.kind !== "dtype") return undefined;
		const same = sameAsDType(self.dtype, other);
		return maybe(same === undefined ? undefined : same === (op === "=="));
	},
	call: (self, { args }) => convertScalar(self, args.positional[0]?.value),
	typeName: (self) => (self.kind === "dtype" && self.numpy ? "type" : "DType"),
};

const maybe = (value: boolean | undefined): Value => ({ kind: "bool", value });

function attribute(self: DTypeValue, name: string, origin: Origin): Value | undefined {
	const { dtype } = self;
	if (typeof dtype !== "string")
		return unknown({ text: `${name} of a dtype that is not known`, origin, cause: dtype.why });
	switch (name) {
		case "name":
			return str(dtype);
		case "__name__":
			return self.numpy === "class" ? str(dtype) : undefined;
		case "as_numpy_dtype":
			return { kind: "dtype", dtype, numpy: "class" };
		case "base_dtype":
			return self;
		case "real_dtype":
			return { ...self, dtype: dtype === "complex64" ? "float32" : dtype === "complex128" ? "float64" : dtype };
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
		case "size":
		case "itemsize":
			return int(sizeOf(dtype));
		case "as_datatype_enum":
			return { kind: "int" };
		case "min":
		case "max":
		case "limits":
		case "is_numeric":
		case "kind":
			return unknown({ text: `the attribute ${name} of a dtype is not modelled`, origin });
		default:
			return self.numpy || name.startsWith("_") || name.startsWith("experimental")
				? unknown({ text: `the attribute ${name} of a dtype is not modelled`, origin })
				: undefined;
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
export const DTYPE_MODELS: readonly (ConstantModel | FunctionModel)[] = [
	...EXPORTED_DTYPES.map((dtype) => constant(dtype, dtype)),
	constant("half", "float16"),
	constant("double", "float64"),
	defineFunction("tensorflow.as_dtype", "type_value", (bound) => toDTypeValue(bound.get("type_value")), {
		aliases: ["tensorflow.dtypes.as_dtype", "tensorflow.DType", "tensorflow.dtypes.DType"],
	}),
];

const toDTypeValue = (value: Value): Value => ({ kind: "dtype", dtype: readDType(value, "type_value") });
