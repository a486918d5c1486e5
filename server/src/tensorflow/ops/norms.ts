import { type DType, isInteger, noneDim, ranked, type Shape, type Value } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, type OpArguments } from "../op";
import { withDims } from "../shape-functions";
import { inexact, requireDType } from "./keep";
import { realPart } from "./real-part";
import { reducedAxes } from "./reduce";

/** `tf.norm`. Mirrors `norm` of tensorflow/python/ops/linalg_ops.py. */

const reject = (args: OpArguments, message: string, argument: string): never =>
	args.fail({ code: "invalid-layer-argument", exception: "ValueError", message, argument });

const isNumber = (value: Value): boolean => value.kind === "int" || value.kind === "float";

/** Which norm: a name, or a number above 0. */
function checkOrder(args: OpArguments, isMatrix: boolean): Value {
	const order = args.get("ord");
	if (order.kind !== "str" && !isNumber(order)) return vague("the order of a norm");
	if (order.kind === "str" && order.value === undefined) return vague("the order of a norm");
	const names = isMatrix ? ["euclidean", "fro"] : ["euclidean"];
	if (order.kind === "str" && !names.includes(order.value ?? ""))
		reject(args, `ord="${order.value}" is no norm of ${isMatrix ? "matrices" : "vectors"}`, "ord");
	const known = order.kind === "int" || order.kind === "float" ? order.value : undefined;
	const isOdd = isMatrix ? ![1, 2, Infinity].includes(known ?? 1) : (known ?? 1) <= 0;
	if (isOdd) reject(args, `ord=${known} is no norm`, "ord");
	return order;
}

/** Sums of absolute values and their largest are taken of ints, too. */
const isSimple = (order: Value): boolean =>
	(order.kind === "int" || order.kind === "float") && (order.value === 1 || order.value === Infinity);

function normOf(args: OpArguments, reduce: (axes: readonly number[], shape: Shape) => Shape): Operand {
	const axis = args.get("axis");
	const several =
		axis.kind === "list" || axis.kind === "tuple" ? (axis.items ?? vague("the axes of a norm")) : undefined;
	if (several && several.length !== 2) reject(args, "axis is None, an int or two ints", "axis");
	const order = checkOrder(args, several !== undefined);
	const { shape, dtype } = args.tensor("tensor");
	const axes = shape.kind === "ranked" ? reducedAxes(args, "axis", shape.dims.length) : [];
	if (!isSimple(order)) requireDType(args, "norm", dtype, inexact);
	const isSpectral = several !== undefined && isNumber(order) && !isSimple(order);
	const isReal = isSimple(order) || isSpectral;
	const known = isSpectral && args.isGraph ? opened(shape) : shape;
	return { shape: reduce(axes, known), dtype: isReal ? realPart(dtype) : dtype };
}

/** Singular values are of axes that the graph puts last, where it forgets the sizes of the others. */
const opened = (shape: Shape): Shape =>
	withDims(shape, (dims) => dims.map(() => noneDim({ text: "the axes of a matrix norm are moved by the graph" })));

const without = (axes: readonly number[], shape: Shape, keep: boolean): Shape =>
	withDims(shape, (dims) =>
		keep ? dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim)) : dims.filter((_, axis) => !axes.includes(axis)),
	);

const NORM = defineOp(["norm", "linalg.norm"], "tensor, ord='euclidean', axis=None, keepdims=None, name=None", (args) =>
	normOf(args, (axes, shape) => without(axes, shape, args.isTrue("keepdims"))),
);

/** The tensor by its norm, and the norm, in the dtype of the tensor. */
const NORMALIZE = defineOp("linalg.normalize", "tensor, ord='euclidean', axis=None, name=None", (args) => {
	const { shape, dtype } = args.tensor("tensor");
	const norm = normOf(args, (axes, each) => without(axes, each, true));
	return {
		kind: "tuple",
		items: [
			{ shape, dtype: quotient(dtype) },
			{ shape: norm.shape.kind === "ranked" ? ranked(norm.shape.dims) : norm.shape, dtype },
		],
	};
});

/** Ints divided by ints are float64, as everywhere. */
const quotient = (dtype: DType): DType => (isInteger(dtype) ? "float64" : dtype);

export const NORMS: readonly FunctionModel[] = [NORM, NORMALIZE];
