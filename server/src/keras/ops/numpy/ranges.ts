import { type DType, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { resultType } from "../../backend/common/dtypes";
import { canonicalAxis, intOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import type { Operand } from "../operand";
import { broadcast, promote } from "../shapes";
import { spacedDims } from "./spaced";

/** Keras declares the dtype after `start` alone, as a float. */
function declaredDType(op: OpCall, start: Operand): DType {
	const given = op.dtype("dtype");
	const own = start.type === "int" ? "int64" : start.type === "float" ? "float32" : start.type;
	return resultType([given ?? own ?? vague("a start that is no number"), "float"]);
}

function linspace(op: OpCall): OpResult {
	const num = intOf(op.get("num"));
	if (num < 0 && !op.isSymbolic)
		op.fail({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: "num cannot be negative",
			argument: "num",
		});
	const [start, stop] = [op.weak("start"), op.weak("stop")];
	const dims = spacedDims(start, stop, op);
	const at = canonicalAxis(intOf(op.get("axis")), dims.length + 1, op);
	const dtype = op.isSymbolic ? declaredDType(op, start) : (op.dtype("dtype") ?? promote([start, stop], op, ["float"]));
	const result = { shape: ranked(dims.toSpliced(at, 0, num)), dtype };
	if (!op.flag("retstep")) return result;
	if (op.isSymbolic)
		return op.fail({
			code: "undefined-layer-output",
			exception: "ValueError",
			message: "Keras declares None for the step: on KerasTensors linspace cannot give it",
			argument: "retstep",
		});
	return { kind: "tuple", items: [result, { shape: broadcast(start.shape, stop.shape, op), dtype }] };
}

const BOTH = { symbolic: ["start", "stop"] };

/** `linspace`. Mirrors keras/src/ops/numpy.py. */
export const RANGE_OPS = [
	defineOp(
		"linspace",
		"numpy",
		"start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0",
		linspace,
		BOTH,
	),
];
