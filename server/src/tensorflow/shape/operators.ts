import type { Origin, TensorShapeValue, TensorValue, Value } from "../../domain";
import { type BinaryOperator, type CompareOperator, Failure, type Machine, raise } from "../../interpreter/api";
import { equalShapes } from "../specs/equality";
import { joinShapes } from "./methods";
import { asShape, isDefined, shapeOf, sizesOf } from "./tensor-shape-value";

/** Values with operators of their own, which may take a shape as well. */
const isOther = (value: Value): boolean =>
	value.kind === "unknown" || value.kind === "instance" || (value.kind === "tensor" && value.flavor !== "KerasTensor");

export const rejectOperator = (op: string): never =>
	raise({ code: "python-error", exception: "TypeError", message: `a TensorShape supports no ${op}` });

/** `+` puts shapes one after the other; a shape takes part in no other arithmetic. */
export function shapeBinary(op: BinaryOperator, left: Value, right: Value, machine: Machine, origin: Origin) {
	if (op === "%" && left.kind === "str") return undefined;
	if (left.kind === "unknown" || right.kind === "unknown") return undefined;
	if (op === "+" && !(left.kind === "tensor" && left.flavor === "ndarray") && left.kind !== "instance")
		return joinShapes(shapeOf(left, machine, origin), shapeOf(right, machine, origin));
	return isOther(left) || isOther(right) ? undefined : rejectOperator(op);
}

/** Equality of the sizes, where an open one equals an open one. What cannot become a shape is unequal. */
export function shapeCompare(
	op: CompareOperator,
	left: Value,
	right: Value,
	machine: Machine,
	origin: Origin,
): Value | undefined {
	const isEquality = op === "==" || op === "!=";
	const [self, other] = left.kind === "tensorshape" ? [left, right] : [asShape(right), left];
	if (!isEquality) return isOther(other) || other.kind === "tensor" ? undefined : rejectOperator(op);
	if (other.kind === "unknown") return { kind: "bool" };
	const same = equalToShape(self, other, machine, origin);
	return { kind: "bool", value: same === undefined ? undefined : same === (op === "==") };
}

function equalToShape(self: TensorShapeValue, other: Value, machine: Machine, origin: Origin): boolean | undefined {
	try {
		return equalShapes(self.shape, shapeOf(other, machine, origin).shape);
	} catch (signal) {
		if (!(signal instanceof Failure) || signal.problem.exception !== "TypeError") throw signal;
		return other.kind === "tensor" ? comparedByTensor(self, other) : false;
	}
}

/** A tensor that is no shape compares itself with the shape, as a tensor of the sizes: a vector of ints. */
function comparedByTensor(self: TensorShapeValue, { flavor, spec }: TensorValue): undefined {
	if (flavor !== "Tensor") return undefined;
	const isOpen = isDefined(self.shape) === false;
	const isOther = typeof spec.dtype === "string" && spec.dtype !== "int32" && spec.dtype !== "int64";
	if (!isOpen && (!isOther || isDefined(self.shape) === undefined)) return undefined;
	raise({
		code: isOpen ? "undefined-dimension" : "python-error",
		exception: isOpen ? "ValueError" : "TypeError",
		message: "the shape cannot become a tensor that is compared with this one",
	});
}

/** `size in shape`; absent when not known. */
export function shapeContains(self: Value, item: Value, machine: Machine, origin: Origin): boolean | undefined {
	const sizes = sizesOf(asShape(self), "a shape of unknown rank cannot be searched");
	const results = sizes.map((size) => machine.truth(machine.compare("==", size, item, origin), origin));
	if (results.includes(true)) return true;
	return results.includes(undefined) ? undefined : false;
}
