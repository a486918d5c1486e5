import { type Dim, isStatic, noneDim, ranked, unknownDim } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { readNumber } from "../../engine/argument-readers";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import type { OpCall, OpFailure } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast } from "../shapes";

/** How one function turns its length into a number of points. */
interface Window {
	/** Tensors of several axes that hold one number count as that number, on real values. */
	readonly squeezes: boolean;
	readonly points: (length: number) => number;
	/** The least length. */
	readonly least: number;
	readonly rejectsText: OpFailure["exception"];
	readonly rejectsMany?: string;
	/** Compares the length in Python, which no tensor of a graph allows. */
	readonly compares?: boolean;
}

const FLOATS: Window = { squeezes: true, points: Math.ceil, least: 0, rejectsText: { eager: "UnimplementedError" } };
const INTS: Window = { squeezes: false, points: Math.trunc, least: 0, rejectsText: { eager: "UnimplementedError" } };

const reject = (op: OpCall, message: string, exception?: OpFailure["exception"]): never =>
	op.fail({ code: "invalid-layer-argument", exception, message, argument: "x" });

function checkLength(op: OpCall, window: Window): Operand {
	const value = op.get("x");
	if (op.isSymbolic) reject(op, "a window has a known length: a KerasTensor is none", "TypeError");
	if (value.kind === "str")
		reject(op, `a length must be a number, found a value of type ${typeName(value)}`, window.rejectsText);
	const length = op.tensor("x");
	if (op.mode === "graph" && window.compares)
		reject(
			op,
			"this window compares its length, which a tensor of a graph does not allow",
			"OperatorNotAllowedInGraphError",
		);
	return length;
}

/** The length must be one number. */
function checkScalar(op: OpCall, length: Operand, window: Window): void {
	const dims = dimsOf(length);
	if (dims.length === 0) return;
	if (!window.squeezes || op.mode === "graph") reject(op, "the length of a window is a number", "ValueError");
	if (!dims.every(isStatic)) vague("a length whose shape is not known");
	const size = dims.reduce<number>((product, dim) => product * (dim as number), 1);
	if (size !== 1) reject(op, "the length of a window is a number", size > 1 ? window.rejectsMany : undefined);
}

function pointsOf(op: OpCall, { content }: Operand, window: Window): Dim {
	const isOne = content?.kind === "list" || content?.kind === "tuple";
	const value = isOne ? content.items?.[0] : content;
	if (value?.kind === "none") return noneDim({ text: "the length depends on a size that is None" });
	const number = value && readNumber(value);
	if (number === undefined) return unknownDim({ text: "the length is computed" });
	const points = window.points(number);
	return points >= window.least ? points : reject(op, `a window cannot have length ${number}`);
}

function read(op: OpCall, window: Window): Dim {
	const length = checkLength(op, window);
	checkScalar(op, length, window);
	return pointsOf(op, length, window);
}

const windowOp = (name: string, window: Window): OpModel =>
	defineOp(name, "numpy", "x", (op) => ({ shape: ranked([read(op, window)]), dtype: "float32" }), {
		unrecorded: true,
	});

function kaiser(op: OpCall): OpResult {
	const points = read(op, { ...INTS, least: 1 });
	const beta = op.get("beta");
	if (points === 1) return { shape: ranked([1]), dtype: "float32" };
	if (beta.kind === "str")
		op.fail({
			code: "invalid-layer-argument",
			exception: "UnimplementedError",
			message: "beta must be a number, found a value of type str",
			argument: "beta",
		});
	return { shape: broadcast(op.tensor("beta").shape, ranked([points]), op), dtype: "float32" };
}

/** Windows of a signal. Mirrors keras/src/ops/numpy.py and the TensorFlow backend's. */
export const WINDOW_FUNCTIONS: readonly OpModel[] = [
	windowOp("bartlett", { ...FLOATS, rejectsText: "TypeError", rejectsMany: "ValueError", compares: true }),
	windowOp("blackman", FLOATS),
	windowOp("hamming", INTS),
	windowOp("hanning", INTS),
	defineOp("kaiser", "numpy", "x, beta", kaiser, { unrecorded: true }),
];
