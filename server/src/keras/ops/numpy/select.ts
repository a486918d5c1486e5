import type { Shape, Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { broadcast, rejectPython } from "../shapes";
import { numpyType } from "./numpy-promotion";

const reject = (op: OpCall, message: string, argument: string): never =>
	op.fail({ code: "invalid-layer-argument", exception: "ValueError", message, argument });

function listOf(op: OpCall, name: string): readonly Value[] {
	const value = op.get(name);
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind !== "list" && value.kind !== "tuple") return reject(op, `${name} must be a list`, name);
	return value.items ?? vague(`${name} is not known`);
}

/** The scalars and arrays in nested lists, as TensorFlow flattens them to find a dtype. */
const leaves = (value: Value): readonly Value[] =>
	value.kind === "list" || value.kind === "tuple"
		? (value.items ?? vague("a list that is not known")).flatMap(leaves)
		: [value];

/** On KerasTensors, Keras declares the first choice. */
function select(op: OpCall): OpResult {
	const [conditions, choices] = [listOf(op, "condlist"), listOf(op, "choicelist")];
	const first = choices[0];
	if (conditions.length === 0 || first === undefined) return reject(op, "there is nothing to choose from", "condlist");
	if (op.isSymbolic) {
		if (first.kind !== "tensor" && first.kind !== "unknown") return rejectPython(first, "shape", op, "choicelist");
		const { shape, dtype } = op.operand(first);
		return { shape, dtype };
	}
	if (conditions.length !== choices.length)
		return reject(op, `${conditions.length} conditions choose among ${choices.length}`, "choicelist");
	const fallback = op.tensor("default");
	const shape = choices.reduceRight<Shape>((output, choice, at) => {
		const chosen = broadcast(op.operand(choice).shape, output, op);
		return broadcast(op.operand(conditions[at] as Value).shape, chosen, op);
	}, fallback.shape);
	return { shape, dtype: numpyType([...choices, op.get("default")].flatMap(leaves)) };
}

/** `select`. Mirrors keras/src/ops/numpy.py and TensorFlow's NumPy. */
export const SELECT_OPS: readonly OpModel[] = [
	defineOp("select", "numpy", "condlist, choicelist, default=0", select, {
		symbolic: ["condlist", "choicelist", "default"],
	}),
];
