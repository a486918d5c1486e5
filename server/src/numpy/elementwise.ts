import { broadcastDims, type DType, float, int, isClash, isInteger, printShape, ranked, type Value } from "../domain";
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

const UNARY: readonly FunctionModel[] = [
	unary("sqrt", toFloat, Math.sqrt),
	unary("exp", toFloat, Math.exp),
	unary("log", toFloat, Math.log),
	unary("log2", toFloat, Math.log2),
	unary("log10", toFloat, Math.log10),
	unary("log1p", toFloat, Math.log1p),
	unary("sin", toFloat, Math.sin),
	unary("cos", toFloat, Math.cos),
	unary("tanh", toFloat, Math.tanh),
	unary("floor", toFloat, Math.floor),
	unary("ceil", toFloat, Math.ceil),
	unary("abs", same, Math.abs),
	unary("absolute", same, Math.abs),
	unary("square", same, (x) => x * x),
	unary("negative", same, (x) => -x),
	unary("sign", same, Math.sign),
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
	keepShape("round", "a, decimals=0, out=None"),
	keepShape("flip", "a, axis=None"),
	keepShape("sort", "a, axis=-1, kind=None, order=None"),
	keepShape("roll", "a, shift, axis=None"),
];
