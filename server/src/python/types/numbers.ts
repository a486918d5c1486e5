import { bool, float, int, str, tuple, unknownBecause, type Value } from "../../domain";
import { type MethodModel, raise, type TypeModel, vague } from "../../interpreter/api";

import { memberAttribute } from "./enum-members";

const numberOf = (value: Value): number => {
	if (value.kind === "bool" && value.value !== undefined) return Number(value.value);
	return (value.kind === "int" || value.kind === "float") && value.value !== undefined
		? value.value
		: vague("a number that is not known");
};

const ofInt =
	(compute: (value: number) => Value): MethodModel =>
	(self) =>
		self.kind === "float" ? vague("a method of ints") : compute(numberOf(self));

const whole = (value: Value): Value => (value.kind === "bool" ? int(numberOf(value)) : value);

/** `float.as_integer_ratio`, in lowest terms. */
function ratio(value: number): Value {
	let [top, bottom] = [value, 1];
	while (!Number.isInteger(top)) [top, bottom] = [top * 2, bottom * 2];
	return Number.isSafeInteger(top) && Number.isSafeInteger(bottom)
		? tuple([int(top), int(bottom)])
		: vague("a ratio of large numbers");
}

/** Methods of ints, floats and bools; NumPy's scalars have many more. */
export const NumberType: TypeModel = {
	handles: ({ kind }) => kind === "int" || kind === "float" || kind === "bool",
	attribute(self, name, machine, origin) {
		const member = self.kind === "int" ? self.member : undefined;
		const own = member && memberAttribute(self, member, name, machine, origin);
		if (own) return own;
		if (self.kind !== "int" && self.kind !== "float" && self.kind !== "bool") return undefined;
		if (name === "real") return whole(self);
		if (name === "imag") return self.kind === "float" ? float(0) : int(0);
		if (name === "numerator" && self.kind !== "float") return whole(self);
		if (name === "denominator" && self.kind !== "float") return int(1);
		if (self.kind === "int" && self.dimOf && !name.startsWith("__") && !NAMES.has(name)) rejectOnSize(name);
		return unknownBecause(`attribute ${name} of a number is not modelled`, origin);
	},
	methods: {
		bit_length: ofInt((value) => int(value === 0 ? 0 : Math.abs(value).toString(2).length)),
		bit_count: ofInt((value) => int([...Math.abs(value).toString(2)].filter((digit) => digit === "1").length)),
		is_integer: (self) => bool(Number.isInteger(numberOf(self))),
		conjugate: (self) => whole(self),
		as_integer_ratio: (self) => ratio(numberOf(self)),
		item: (self) =>
			(self.kind === "int" || self.kind === "float") && self.numpy ? { ...self, numpy: undefined } : self,
	},
};

/** Bytes are compared and decoded; their other methods are not followed. */
export const BytesType: TypeModel = {
	handles: ({ kind }) => kind === "bytes",
	attribute: (_self, name, _machine, origin) => unknownBecause(`${name} of bytes`, origin),
	methods: {
		decode: (self) => (self.kind === "bytes" ? str(self.value) : vague("bytes")),
	},
	binary: (op, left, right) =>
		op === "+" && left.kind === "bytes" && right.kind === "bytes"
			? { kind: "bytes", value: left.value + right.value }
			: undefined,
};

/** Public names of Python's numbers, in any version. */
const NAMES: ReadonlySet<string> = new Set(
	"as_integer_ratio bit_count bit_length conjugate denominator from_bytes from_number fromhex hex imag is_integer numerator real to_bytes".split(
		" ",
	),
);

/** A size that is read from a shape is Python's int; in TensorFlow 1 it had a `value`. */
const rejectOnSize = (name: string): never =>
	raise({
		code: "python-error",
		exception: "AttributeError",
		message: `a size of a shape is an int, which has no attribute ${name}${name === "value" ? ": it is the value itself" : ""}`,
	});
