import { type DType, ranked } from "../../../domain";
import { resultType } from "../../backend/common/dtypes";
import { canonicalAxis, intOf, writtenAxes } from "../arguments";
import { defineOp, type OpModel } from "../define-op";
import { boolToInt, type DTypeMap, same, TAKES, type Takes, toBool, toFloat, widen } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { elements, reduceShape } from "../shapes";
import { rejectDType } from "../unary";

interface ReductionRule {
	readonly declares?: DTypeMap;
	readonly gives?: DTypeMap;
	readonly takes?: Takes;
	readonly signature?: string;
	/** The axes are those that Keras itself checks, in all modes. */
	readonly module?: string;
}

const SIGNATURE = "x, axis=None, keepdims=False";

/** Functions that reduce along axes, by name. */
function reductions(names: readonly string[], rule: ReductionRule): readonly OpModel[] {
	return names.map((name) =>
		defineOp(name, rule.module ?? "numpy", rule.signature ?? SIGNATURE, (op) => {
			const x = op.tensor("x");
			const axes = writtenAxes(op);
			const takes = rule.takes ?? TAKES.any;
			if (!op.isSymbolic && typeof x.dtype === "string" && !takes(x.dtype)) rejectDType(x.dtype, op);
			const map = (op.isSymbolic ? rule.declares : rule.gives) ?? rule.declares ?? same;
			return { shape: reduceShape(x.shape, axes, op.flag("keepdims"), op), dtype: map(x.dtype) };
		}),
	);
}

/** `mean` of ints is a float of their precision. */
const meanDType: DTypeMap = (dtype) => {
	if (typeof dtype !== "string") return dtype;
	return dtype.includes("int") || dtype === "bool" ? resultType([dtype, "float32"]) : dtype;
};

const floatType: DTypeMap = (dtype) => resultType([dtype, "float"]);

/** One axis, or the flat tensor. */
function argReduce(op: OpCall) {
	const x = op.tensor("x");
	const axes = writtenAxes(op);
	return { shape: reduceShape(x.shape, axes, op.flag("keepdims"), op), dtype: "int32" as DType };
}

/** `cumsum` and the like: along an axis, or of the flat tensor. */
function accumulate(op: OpCall) {
	const x = op.tensor("x");
	const dtype = boolToInt(op.dtype("dtype") ?? x.dtype);
	return { shape: alongAxis(op), dtype };
}

/** The tensor's shape, or the flat one for `axis=None`. */
export function alongAxis(op: OpCall) {
	const { shape } = op.tensor("x");
	const value = op.get("axis");
	if (shape.kind !== "ranked") return shape;
	if (value.kind === "none") return ranked([elements(shape.dims)]);
	canonicalAxis(intOf(value), shape.dims.length, op);
	return shape;
}

const sorted = (dtypeOf: DTypeMap) => (op: OpCall) => ({ shape: alongAxis(op), dtype: dtypeOf(op.tensor("x").dtype) });

/** Ops that reduce, order or accumulate. Mirrors keras/src/ops/numpy.py. */
export const REDUCTION_OPS: readonly OpModel[] = [
	...reductions(["sum"], { declares: widen }),
	...reductions(["mean"], { declares: meanDType }),
	...reductions(["all", "any"], { declares: toBool }),
	...reductions(["max", "min"], { signature: "x, axis=None, keepdims=False, initial=None" }),
	...reductions(["amax", "amin", "ptp"], {}),
	...reductions(["std"], { declares: toFloat }),
	...reductions(["var"], { declares: floatType }),
	...reductions(["median"], { declares: toFloat }),
	defineOp("prod", "numpy", "x, axis=None, keepdims=False, dtype=None", (op) => {
		const x = op.tensor("x");
		const dtype = op.dtype("dtype") ?? widen(x.dtype);
		return { shape: reduceShape(x.shape, writtenAxes(op), op.flag("keepdims"), op), dtype };
	}),
	...["argmax", "argmin"].map((name) => defineOp(name, "numpy", SIGNATURE, argReduce)),
	...["cumsum", "cumprod"].map((name) => defineOp(name, "numpy", "x, axis=None, dtype=None", accumulate)),
	defineOp("sort", "numpy", "x, axis=-1", sorted(same)),
	defineOp(
		"argsort",
		"numpy",
		"x, axis=-1",
		sorted(() => "int32"),
	),
	defineOp("count_nonzero", "numpy", "x, axis=None", (op) => ({
		shape: reduceShape(op.tensor("x").shape, writtenAxes(op), false, op),
		dtype: "int32",
	})),
	...reductions(["logsumexp"], { takes: TAKES.floatOrComplex, module: "math" }),
];
