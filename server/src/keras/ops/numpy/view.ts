import { type Dim, type DType, isNone, isUnknown, mapDims, printDType, printShape, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { rejectDType } from "../unary";

const OWN_SIZES: Readonly<Record<string, number>> = { bool: 1, string: 0 };

/** The bytes of one value. */
function itemSize(dtype: DType): number {
	if (typeof dtype !== "string") return vague("a dtype that is not known");
	return OWN_SIZES[dtype] ?? Number(/\d+$/.exec(dtype)?.[0] ?? vague("a dtype without a size")) / 8;
}

interface Views {
	readonly x: Operand;
	readonly dtype: DType;
	/** Bytes of one value, before and after. */
	readonly from: number;
	readonly to: number;
}

const rejectBytes = ({ x, dtype }: Views, op: OpCall): never =>
	op.fail({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `the bytes of shape ${printShape(x.shape)} and dtype ${printDType(x.dtype)} make no ${printDType(dtype)}`,
		argument: "dtype",
	});

const viewed = (dims: readonly Dim[], { from, to }: Views): readonly Dim[] =>
	dims.length === 0
		? dims
		: dims.with(
				-1,
				mapDims([dims.at(-1) as Dim], ([size]) => ((size as number) * from) / to),
			);

function checkBytes(last: Dim | undefined, views: Views, op: OpCall): void {
	const { from, to } = views;
	if (last === undefined ? from !== to : typeof last === "number" && (last * from) % to !== 0) rejectBytes(views, op);
}

/** NumPy has no strings of TensorFlow's kind, and their values no size. */
function rejectStrings(last: Dim | undefined, views: Views, op: OpCall): void {
	if (views.to !== 0) return;
	if (last === undefined && !op.isSymbolic) rejectBytes(views, op);
	op.fail({
		code: "invalid-layer-argument",
		exception: op.isSymbolic ? "TypeError" : "ZeroDivisionError",
		message: "strings have no size: no bytes are seen as those",
		argument: "dtype",
	});
}

function view(op: OpCall): OpResult {
	const given = op.dtype("dtype");
	const x = op.tensor("x");
	const dtype = given ?? x.dtype;
	const dims = dimsOf(x);
	const views: Views = { x, dtype, from: itemSize(x.dtype), to: itemSize(dtype) };
	const last = dims.at(-1);
	if (last !== undefined && isUnknown(last)) return vague("the last axis is not known");
	if (op.mode === "graph" && last !== undefined && isNone(last))
		op.fail({
			code: "undefined-dimension",
			exception: "OperatorNotAllowedInGraphError",
			message: "Keras compares the last size of x in Python: it may not be None in a graph",
			argument: "x",
		});
	rejectStrings(last, views, op);
	if (!op.isSymbolic || views.from !== views.to) checkBytes(last, views, op);
	const result = { shape: ranked(viewed(dims, views)), dtype };
	if (op.isSymbolic) return result;
	for (const each of [x.dtype, dtype]) if (each === "bool" || each === "string") rejectDType(each, op);
	return result;
}

/** Bytes seen as another dtype. Mirrors keras/src/ops/numpy.py and the TensorFlow backend's. */
export const VIEW_OPS: readonly OpModel[] = [defineOp("view", "numpy", "x, dtype=None", view)];
