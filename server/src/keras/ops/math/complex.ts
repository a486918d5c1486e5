import { type DType, isFloating, printDType, printShape, ranked } from "../../../domain";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import { realPart, toFloat } from "../dtype-rules";
import type { OpCall, OpFailure } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast, rejectPython } from "../shapes";

const reject = (op: OpCall, message: string, exception?: OpFailure["exception"]): never =>
	op.fail({ code: "invalid-layer-input", exception, message, argument: "x" });

/** Keras declares any shape without its last axis; what is computed must end in the two parts. */
function viewAsComplex(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	if (!op.isSymbolic && dims.at(-1) !== 2)
		reject(op, `the last axis must hold the two parts, found shape ${printShape(x.shape)}`, "ValueError");
	return { shape: ranked(dims.slice(0, -1)), dtype: "complex64" };
}

function viewAsReal(op: OpCall): OpResult {
	const x = op.tensor("x");
	const shape = ranked([...dimsOf(x), 2]);
	if (op.isSymbolic) return { shape, dtype: "float32" };
	if (x.dtype === "bool" || x.dtype === "string")
		reject(op, `values of dtype ${x.dtype} have no real part`, "TypeError");
	return { shape, dtype: realPart(x.dtype) };
}

const COMPLEX: Readonly<Record<string, DType>> = { float32: "complex64", float64: "complex128" };

function polar(op: OpCall): OpResult {
	const [size, angle] = [op.tensor("abs_"), op.tensor("angle")];
	if (op.isSymbolic) {
		if (!size.isTensor) rejectPython(op.get("abs_"), "shape", op, "abs_");
		return { shape: size.shape, dtype: "float32" };
	}
	const turned = op.get("angle").kind === "tensor" || angle.dtype !== "bool" ? toFloat(angle.dtype) : "float32";
	checkDTypes(size, { ...angle, dtype: turned }, op);
	const shape = broadcast(size.shape, angle.shape, op);
	return { shape, dtype: complexOf(size.dtype, op) };
}

/** The two are multiplied as they are. */
function checkDTypes(a: Operand, b: Operand, op: OpCall): void {
	if (typeof a.dtype !== "string" || typeof b.dtype !== "string" || a.dtype === b.dtype) return;
	if (a.dtype === "bool") reject(op, "abs_ is bool: the parts are no floats", "ValueError");
	op.fail({
		code: "invalid-layer-input",
		exception: { graph: "TypeError" },
		message: `abs_ is ${printDType(a.dtype)}, the parts of angle ${printDType(b.dtype)}`,
	});
}

function complexOf(dtype: DType, op: OpCall): DType {
	if (typeof dtype !== "string") return dtype;
	if (!isFloating(dtype)) return reject(op, "the parts are no floats", "ValueError");
	return COMPLEX[dtype] ?? reject(op, `TensorFlow makes no complex numbers of ${dtype}`, "TypeError");
}

/** Complex numbers of their parts, and back. Mirrors keras/src/ops/math.py and nn.py. */
export const COMPLEX_OPS: readonly OpModel[] = [
	defineOp("view_as_complex", "math", "x", viewAsComplex),
	defineOp("view_as_real", "math", "x", viewAsReal),
	defineOp("polar", "nn", "abs_, angle", polar, { symbolic: ["abs_", "angle"] }),
];
