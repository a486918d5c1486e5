import { type Dim, isStatic, library, noneDim, ranked, str, type Value } from "../../../domain";
import { syntheticArguments, typeName, vague } from "../../../interpreter/api";
import { type PromotedType, resultType } from "../../backend/common/dtypes";
import { readNumber } from "../../engine/argument-readers";
import { floatx } from "../../engine/dtype-policy";
import { intOf } from "../arguments";
import { defineOp, type OpResult, type TensorResult } from "../define-op";
import type { OpCall } from "../op-call";
import { declaredOperand, dimsOf } from "../operand";
import { declaredSizes, tensorSizes } from "../shape-argument";
import { broadcast } from "../shapes";

function floatxName({ machine, world }: OpCall): Value {
	const dtype = floatx(machine, world);
	return typeof dtype === "string" ? str(dtype) : vague(dtype.why);
}

/** What TensorFlow's own function gives for the same shape and dtype. */
function filled(name: string) {
	return defineOp(
		name,
		"numpy",
		"shape, dtype=None",
		(op) => {
			const own = name === "empty" ? "zeros" : name;
			const dtype = op.has("dtype") ? op.get("dtype") : floatxName(op);
			const args = syntheticArguments([op.get("shape"), dtype], op.origin);
			const result = op.machine.call(library(`tensorflow.${own}`, op.world), args);
			return { value: result };
		},
		{ symbolic: [], unrecorded: true },
	);
}

const like = (name: string) =>
	defineOp(name, "numpy", "x, dtype=None", (op) => {
		const x = op.tensor("x");
		return { shape: x.shape, dtype: op.dtype("dtype") ?? x.dtype };
	});

function full(op: OpCall): OpResult {
	const dtype = op.dtype("dtype") ?? "float32";
	if (op.isSymbolic) return { shape: ranked(declaredSizes(op, "shape")), dtype };
	const fill = op.tensor("fill_value");
	const shape = op.get("shape");
	if (shape.kind === "int" || (shape.kind === "str" && op.mode === "eager"))
		op.fail({
			code: "invalid-layer-argument",
			message: `full takes a tuple for the shape, found a value of type ${typeName(shape)}`,
			argument: "shape",
		});
	const target = ranked(tensorSizes(op, "shape"));
	if (fill.shape.kind === "ranked" && fill.shape.dims.length > target.dims.length) broadcastFails(op);
	const reached = broadcast(fill.shape, target, op);
	if (
		reached.kind === "ranked" &&
		reached.dims.some((dim, axis) => isStatic(dim) && dim !== target.dims[axis] && target.dims[axis] === 1)
	)
		broadcastFails(op);
	return { shape: target, dtype };
}

const broadcastFails = (op: OpCall): never =>
	op.fail({
		code: "merge-shape-mismatch",
		message: "fill_value does not broadcast to the shape",
		argument: "fill_value",
	});

function fullLike(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dtype = op.dtype("dtype") ?? x.dtype;
	if (op.isSymbolic) return { shape: x.shape, dtype };
	const shape = broadcast(op.tensor("fill_value").shape, x.shape, op);
	return { shape: op.mode === "graph" ? shape : x.shape, dtype };
}

/** A row or column count: an int. */
function countOf(value: Value, op: OpCall, name: string): Dim {
	if (value.kind === "int" && value.value !== undefined)
		return value.value < 0 ? rejectNegative(op, name) : value.value;
	if (value.kind === "tensor")
		return value.content?.kind === "none"
			? noneDim({ text: "a size that the model computes" })
			: vague("a size in a tensor");
	if (value.kind === "unknown" || value.kind === "int") return vague("a size that is not known");
	return op.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `${name} must be an int, found a value of type ${typeName(value)}`,
		argument: name,
	});
}

const rejectNegative = (op: OpCall, name: string): never =>
	op.fail({ code: "invalid-layer-argument", message: `${name} cannot be negative`, argument: name });

const square =
	(first: string) =>
	(op: OpCall): TensorResult => {
		const rows = countOf(op.get(first), op, first);
		const columns = op.has("M") ? countOf(op.get("M"), op, "M") : rows;
		return { shape: ranked([rows, columns]), dtype: op.dtype("dtype") ?? "float32" };
	};

/** Off the main diagonal Keras pads a smaller square. */
function eye(op: OpCall): OpResult {
	const whole = square("N")(op);
	const k = op.get("k");
	if (k.kind === "bool") return rejectDiagonal(op, "k must be an int, found a bool", "TypeError");
	if (k.kind === "int" && k.value === 0) return whole;
	const offset = k.kind === "float" && Number.isInteger(k.value) ? (k.value as number) : intOf(k);
	const [rows, columns] = dimsOf(whole);
	if (rows === undefined || columns === undefined || !isStatic(rows) || !isStatic(columns)) return whole;
	const side = Math.min(columns - offset, rows + offset);
	if (side < 0) return rejectDiagonal(op, `a matrix of ${rows} by ${columns} has no diagonal ${offset}`);
	if (k.kind === "float") return vague("a diagonal of a float");
	const above = Math.max(-offset, 0) + Math.max(rows - columns + offset, 0);
	const left = Math.max(offset, 0) + Math.max(columns - rows - offset, 0);
	return { shape: ranked([side + above, side + left]), dtype: whole.dtype };
}

/** TensorFlow counts diagonals in ints, where it has to look for one. */
function tri(op: OpCall): OpResult {
	if (["N", "M"].some((name) => op.get(name).kind === "bool")) return vague("a bool for a size");
	const whole = square("N")(op);
	const k = op.get("k");
	if (k.kind !== "float") return whole;
	const [rows, columns] = dimsOf(whole);
	const offset = k.value;
	if (offset === undefined || !isStatic(rows as Dim) || !isStatic(columns as Dim))
		return vague("a diagonal of a float");
	const isOutside = offset < 0 ? -offset - 1 > (rows as number) : offset > (columns as number);
	return isOutside ? whole : rejectDiagonal(op, "k must be an int, found a float", "TypeError");
}

const rejectDiagonal = (op: OpCall, message: string, exception?: string): never =>
	op.fail({ code: "invalid-layer-argument", exception, message, argument: "k" });

function identity(op: OpCall): OpResult {
	const rows = countOf(op.get("n"), op, "n");
	return { shape: ranked([rows, rows]), dtype: op.dtype("dtype") ?? "float32" };
}

/** The dtype that a number or scalar tensor counts for. */
function typeOf(value: Value, op: OpCall): PromotedType {
	const { type, shown } = declaredOperand(value);
	if (type !== undefined) return type;
	return op.fail({
		code: value.kind === "none" && value.dimOf ? "undefined-dimension" : "invalid-layer-argument",
		exception: "ValueError",
		message: `arange takes numbers, found a value of type ${shown}`,
		because: value.kind === "none" && value.dimOf && !isStatic(value.dimOf.dim) ? [value.dimOf.dim.why] : [],
	});
}

function arange(op: OpCall): OpResult {
	if (op.isSymbolic)
		op.fail({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: "arange counts from values, which a KerasTensor does not have",
		});
	const given = ["start", "stop", "step"].filter((name) => name === "start" || op.has(name));
	const types = given.map((name) => typeOf(op.get(name), op));
	const dtype = op.dtype("dtype") ?? resultType(types);
	if (dtype === "bool" || dtype === "string")
		op.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `arange makes no range of ${String(dtype)}`,
		});
	const [start, stop] = op.has("stop") ? [op.get("start"), op.get("stop")] : [undefined, op.get("start")];
	const step = op.has("step") ? op.get("step") : undefined;
	return { shape: ranked([rangeLength(start, stop, step, op)]), dtype };
}

function rangeLength(start: Value | undefined, stop: Value, step: Value | undefined, op: OpCall): Dim {
	const values = [start, stop, step].filter((each): each is Value => each !== undefined);
	if (values.some((each) => each.kind === "tensor" && each.content?.kind === "none"))
		return noneDim({ text: "how many numbers there are depends on a size that is None" });
	const numbers = [start, stop, step].map((each) => each && numberOf(each));
	const [from, to, by] = [numbers[0] ?? 0, numbers[1] as number, numbers[2] ?? 1];
	if (by === 0 || (by > 0 ? from > to : from < to))
		return op.fail({
			code: "invalid-layer-argument",
			message: `arange from ${from} to ${to} by ${by} holds no numbers`,
		});
	return Math.ceil((to - from) / by);
}

function numberOf(value: Value): number {
	const number = readNumber(value.kind === "tensor" && value.content ? value.content : value);
	return number ?? vague(value.kind === "unknown" ? value.why : "a number that is not known");
}

/** Ops that make tensors. Mirrors keras/src/ops/numpy.py. */
export const CREATION_OPS = [
	...["zeros", "ones", "empty"].map(filled),
	...["zeros_like", "ones_like", "empty_like"].map(like),
	defineOp("full", "numpy", "shape, fill_value, dtype=None", full, { symbolic: ["fill_value"] }),
	defineOp("full_like", "numpy", "x, fill_value, dtype=None", fullLike, { symbolic: ["x", "fill_value"] }),
	defineOp("eye", "numpy", "N, M=None, k=0, dtype=None", eye, { symbolic: [], unrecorded: true }),
	defineOp("tri", "numpy", "N, M=None, k=0, dtype=None", tri, { symbolic: [], unrecorded: true }),
	defineOp("identity", "numpy", "n, dtype=None", identity, { symbolic: [], unrecorded: true }),
	defineOp("arange", "numpy", "start, stop=None, step=None, dtype=None", arange, {
		symbolic: ["start", "stop", "step"],
	}),
];
