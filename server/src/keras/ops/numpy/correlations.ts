import { type Dim, type DType, isNone, isStatic, mapDims, printShape, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { resultType } from "../../backend/common/dtypes";
import { scalarDType } from "../../operators/infer";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import { onlyFloat64 } from "../dtype-rules";
import type { OpCall, OpFailure } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast, promote, rejectPython } from "../shapes";

const reject = (op: OpCall, message: string, exception?: OpFailure["exception"], argument?: string): never =>
	op.fail({ code: "invalid-layer-input", exception, message, argument });

/** Ints become `floatx`, except those of 64 bits. */
const coefficientType = (dtype: DType): DType => (dtype === "int64" ? "float64" : resultType([dtype, "float"]));

/** On KerasTensors Keras says that the shape of `x` comes out; on real ones a matrix does. */
function corrcoef(op: OpCall): OpResult {
	const value = op.get("x");
	if (op.isSymbolic) {
		const x = op.tensor("x");
		return { shape: x.shape, dtype: coefficientType(x.dtype) };
	}
	if (value.kind !== "tensor" && value.kind !== "unknown" && scalarDType(value) === undefined)
		rejectPython(value, "dtype", op, "x");
	const x = op.tensor("x");
	if (op.mode === "graph")
		reject(
			op,
			"Keras compares the rank of x in Python, which a graph does not allow",
			"OperatorNotAllowedInGraphError",
		);
	const dims = dimsOf(x);
	if (dims.length === 0) return { shape: ranked([]), dtype: "float32" };
	if (dims.length === 1) reject(op, "corrcoef takes a matrix of variables and observations, found a vector");
	const deviations = dims.slice(0, -1);
	const covariance = ranked([...deviations, dims.at(-2) as Dim]);
	return { shape: broadcast(covariance, ranked([...deviations, ...deviations]), op), dtype: coefficientType(x.dtype) };
}

const MODES = ["valid", "same", "full"];

/** TensorFlow reshapes a tensor of more axes to one of its first size: a graph finds out later when that is open. */
function vectorLength(operand: Operand, op: OpCall, name: string): Dim {
	const dims = dimsOf(operand);
	if (dims.length === 1) return dims[0] as Dim;
	const message = `${name} must be a vector, found shape ${printShape(operand.shape)}`;
	if (op.isSymbolic) return reject(op, message, "ValueError", name);
	if (dims.length === 0) return reject(op, message, "IndexError", name);
	if (modeOf(op) !== "valid" && name === "x1") return reject(op, message, undefined, name);
	const [first] = dims;
	if (op.mode === "graph" && first !== undefined && isNone(first)) return first;
	const others = dims.slice(1);
	if (dims.includes(0)) return vague("an empty vector of several axes");
	if (others.every(isStatic) && others.some((dim) => dim !== 1)) return reject(op, message, undefined, name);
	return vague("a vector of several axes");
}

function modeOf(op: OpCall): string {
	const mode = op.get("mode");
	if (mode.kind === "unknown" || (mode.kind === "str" && mode.value === undefined)) return vague("mode is not known");
	if (mode.kind === "str" && MODES.includes(mode.value as string)) return mode.value as string;
	return op.fail({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: "mode must be valid, same or full",
		argument: "mode",
	});
}

/** How many values come out of a signal of `n` and one of `m` values. */
const LENGTHS: Readonly<Record<string, (n: number, m: number) => number>> = {
	valid: (n, m) => n - m + 1,
	same: (n, m) => Math.max(n, m),
	full: (n, m) => n + Math.max(m - 1, 0) * 2 - m + 1,
};

function correlate(op: OpCall): OpResult {
	const [x1, x2] = [op.weak("x1"), op.weak("x2")];
	const dtype = (): DType => onlyFloat64(promote(op.isSymbolic ? [x1, x2] : [op.tensor("x1"), op.tensor("x2")], op));
	const [n, m] = [vectorLength(x1, op, "x1"), vectorLength(x2, op, "x2")];
	if (op.isSymbolic && !(isStatic(n) && isStatic(m)))
		return reject(op, "Keras compares the lengths here: neither may be None", "TypeError");
	const mode = modeOf(op);
	const rule = LENGTHS[mode] as (n: number, m: number) => number;
	const length = mapDims([n, m], ([a, b]) => declaredOrComputed(a as number, b as number, rule, op));
	return { shape: ranked([length]), dtype: dtype() };
}

/** Keras declares the valid part of either in the other; TensorFlow slides the second one along the first one only. */
function declaredOrComputed(n: number, m: number, rule: (n: number, m: number) => number, op: OpCall): number {
	if (op.isSymbolic && rule === LENGTHS.valid) return Math.abs(n - m) + 1;
	if (op.isSymbolic) return rule === LENGTHS.full ? n + m - 1 : rule(n, m);
	const isEmpty = op.mode === "eager" && (m === 0 || (n === 0 && rule === LENGTHS.same));
	const length = rule(n, m);
	return isEmpty || length < 0 ? reject(op, `a filter of ${m} values does not fit into ${n}`) : length;
}

/** Correlations. Mirrors keras/src/ops/numpy.py and the TensorFlow backend's. */
export const CORRELATION_OPS: readonly OpModel[] = [
	defineOp("corrcoef", "numpy", "x", corrcoef),
	defineOp("correlate", "numpy", "x1, x2, mode='valid'", correlate, { symbolic: ["x1", "x2"] }),
];
