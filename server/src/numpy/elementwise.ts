import {
	broadcastDims,
	type DType,
	float,
	int,
	isClash,
	isInteger,
	printShape,
	ranked,
	unknownDType,
	type Value,
} from "../domain";
import { type FunctionModel, raise } from "../interpreter/api";
import { arrayOrScalar, commonDType, dimsOf, makeArray, toArray } from "./arrays";
import { boundFunction } from "./define";
import { toFloat } from "./dtypes";

const number = (value: Value | undefined): number | undefined =>
	value?.kind === "int" || value?.kind === "float" ? value.value : undefined;

/** A function of one array; on a known number it computes. */
const unary = (name: string, result: (dtype: DType) => DType, compute?: (x: number) => number): FunctionModel =>
	boundFunction(name, "x, out=None, *, where=True, dtype=None", (bound, call) => {
		const { shape, dtype, content } = toArray(bound.get("x"));
		const known = number(content);
		const out = result(dtype);
		const value = known === undefined || !compute ? undefined : compute(known);
		const exact = value === undefined ? undefined : isInteger(out) ? int(value) : float(value);
		return arrayOrScalar(shape, out, call.world, exact);
	});

const same = (dtype: DType): DType => dtype;

/** Functions of floats make ints floats that hold them: 16 bits for 8, 32 for 16. */
function floating(dtype: DType): DType {
	if (dtype === "bool" || dtype === "int8" || dtype === "uint8") return "float16";
	if (dtype === "int16" || dtype === "uint16") return "float32";
	return toFloat(dtype);
}

/** NumPy 1 made floats of ints that it rounded, NumPy 2.1 leaves them. */
const rounded = (dtype: DType): DType =>
	dtype === "bool" || isInteger(dtype) ? unknownDType({ text: "rounded ints differ by NumPy's version" }) : dtype;

/** To the nearest whole number; halves go to the even one. */
function toEven(x: number): number {
	const below = Math.floor(x);
	if (x - below !== 0.5) return Math.round(x);
	return below % 2 === 0 ? below : below + 1;
}

/** `np.round(a, decimals)`: on a known number it computes. */
const round = (name: string): FunctionModel =>
	boundFunction(name, "a, decimals=0, out=None", (bound, call) => {
		const { shape, dtype, content } = toArray(bound.get("a"));
		const known = number(content);
		const decimals = number(bound.get("decimals"));
		if (known === undefined || decimals === undefined || decimals < 0) return arrayOrScalar(shape, dtype, call.world);
		const scale = 10 ** decimals;
		return arrayOrScalar(
			shape,
			dtype,
			call.world,
			isInteger(dtype) ? int(known) : float(toEven(known * scale) / scale),
		);
	});

const UNARY: readonly FunctionModel[] = [
	unary("sqrt", floating, Math.sqrt),
	unary("exp", floating, Math.exp),
	unary("log", floating, Math.log),
	unary("log2", floating, Math.log2),
	unary("log10", floating, Math.log10),
	unary("log1p", floating, Math.log1p),
	unary("sin", floating, Math.sin),
	unary("cos", floating, Math.cos),
	unary("tanh", floating, Math.tanh),
	unary("floor", rounded, Math.floor),
	unary("ceil", rounded, Math.ceil),
	unary("abs", same, Math.abs),
	unary("absolute", same, Math.abs),
	unary("square", same, (x) => x * x),
	unary("negative", same, (x) => -x),
	unary("sign", same, Math.sign),
	...[
		"arctan",
		"arcsin",
		"arccos",
		"sinh",
		"cosh",
		"tan",
		"expm1",
		"exp2",
		"cbrt",
		"deg2rad",
		"rad2deg",
		"radians",
	].map((name) => unary(name, floating)),
	unary("rint", floating, toEven),
	unary("trunc", rounded, Math.trunc),
	unary("reciprocal", same),
	unary("positive", same, (x) => x),
	...["isnan", "isinf", "isfinite", "logical_not", "signbit"].map((name) => unary(name, () => "bool")),
];

const binary = (name: string, result: (dtype: DType) => DType): FunctionModel =>
	boundFunction(name, "x1, x2, out=None, *, where=True, dtype=None", (bound, call) => {
		const [a, b] = [toArray(bound.get("x1")), toArray(bound.get("x2"))];
		const dims = broadcastDims(dimsOf(a), dimsOf(b));
		if (isClash(dims)) {
			raise({
				code: "merge-shape-mismatch",
				exception: "ValueError",
				message: `arrays of the shapes ${printShape(a.shape)} and ${printShape(b.shape)} do not broadcast`,
			});
		}
		return makeArray(ranked(dims), result(commonDType(a, b)), call.world);
	});

const BINARY: readonly FunctionModel[] = [
	...["add", "subtract", "multiply", "maximum", "minimum", "power", "mod", "floor_divide"].map((name) =>
		binary(name, same),
	),
	...["logical_and", "logical_or", "logical_xor", "isclose"].map((name) => binary(name, () => "bool")),
	...["arctan2", "hypot", "logaddexp", "copysign"].map((name) => binary(name, floating)),
	...["fmod", "remainder", "fmax", "fmin"].map((name) => binary(name, same)),
	...["divide", "true_divide"].map((name) => binary(name, toFloat)),
	...["equal", "not_equal", "less", "greater", "less_equal", "greater_equal"].map((name) => binary(name, () => "bool")),
];

const keepShape = (name: string, text: string): FunctionModel =>
	boundFunction(name, text, (bound, call) => {
		const { shape, dtype } = toArray(bound.get("a"));
		return makeArray(shape, dtype, call.world);
	});

export const ELEMENTWISE: readonly FunctionModel[] = [
	...UNARY,
	...BINARY,
	keepShape("clip", "a, a_min=None, a_max=None, out=None, **kwargs"),
	round("round"),
	round("around"),
	keepShape("flip", "a, axis=None"),
	keepShape("sort", "a, axis=-1, kind=None, order=None"),
	keepShape("roll", "a, shift, axis=None"),
];
