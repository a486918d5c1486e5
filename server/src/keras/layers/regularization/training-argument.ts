import type { Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { readNumber } from "../../engine/argument-readers";
import { runningTraining } from "../../engine/call-context";
import type { CallContext } from "../../engine/layer-definition";

/** What Keras 2 says of a `training` that is neither a bool nor a tensor: it is a number, 1 or 0, or an exception. */

const OPEN: ReadonlySet<Value["kind"]> = new Set(["none", "bool", "tensor", "unknown", "instance"]);

function isCondition(value: Value): boolean {
	if (OPEN.has(value.kind) || ("value" in value && value.value === undefined)) return true;
	const number = readNumber(value);
	return number === 0 || number === 1;
}

/** `training` as Keras 2 hands it to `call`: what the caller said, or what the call around it was given. */
export function handedTraining({ world, machine, bound }: CallContext): Value {
	const own = bound.given("training")?.value;
	return own && own.kind !== "none" ? own : runningTraining(machine, world);
}

/** A KerasTensor that the call around took is handed on as it is, not as the tensor of the graph that stands for it. */
const isFromOutside = (value: Value, { flavor }: CallContext): boolean =>
	value.kind === "tensor" && value.flavor === "KerasTensor" && flavor === "Tensor";

/**
 * `smart_cond(training, …)` raises a TypeError, `in_train_phase` asks what is no number for its dtype. BatchNormalization
 * takes every int for a bool before it asks for the `constant_value`.
 */
export function requireCondition(context: CallContext, by: "smart_cond" | "in_train_phase" | "constant_value"): void {
	if (context.world === "keras3") return;
	const value = handedTraining(context);
	if (isFromOutside(value, context)) rejectFromOutside(by, context);
	if (isCondition(value) || (by === "constant_value" && value.kind === "int")) return;
	context.fail({
		code: "invalid-layer-input",
		exception: by === "in_train_phase" ? "AttributeError" : "TypeError",
		message: `training must be a bool, found a value of type ${typeName(value)}`,
	});
}

/** The graph's own operations know no KerasTensors: `smart_cond` asks for a hash. */
function rejectFromOutside(by: "smart_cond" | "in_train_phase" | "constant_value", context: CallContext): never {
	if (by !== "smart_cond") vague("training is a KerasTensor of the call around");
	return context.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: "training must be a bool, found a KerasTensor of the call around",
	});
}
