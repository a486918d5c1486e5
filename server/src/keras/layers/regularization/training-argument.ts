import type { Value } from "../../../domain";
import { typeName } from "../../../interpreter/api";
import { readNumber } from "../../engine/argument-readers";
import type { CallContext } from "../../engine/layer-definition";

/** What Keras 2 says of a `training` that is neither a bool nor a tensor: it is a number, 1 or 0, or an exception. */

const OPEN: ReadonlySet<Value["kind"]> = new Set(["none", "bool", "tensor", "unknown", "instance"]);

function isCondition(value: Value): boolean {
	if (OPEN.has(value.kind) || ("value" in value && value.value === undefined)) return true;
	const number = readNumber(value);
	return number === 0 || number === 1;
}

/**
 * `smart_cond(training, …)` raises a TypeError, `in_train_phase` asks what is no number for its dtype. BatchNormalization
 * takes every int for a bool before it asks for the `constant_value`.
 */
export function requireCondition(context: CallContext, by: "smart_cond" | "in_train_phase" | "constant_value"): void {
	const value = context.world === "keras2" ? context.parameter("training") : undefined;
	if (!value || isCondition(value) || (by === "constant_value" && value.kind === "int")) return;
	context.fail({
		code: "invalid-layer-input",
		exception: by === "in_train_phase" ? "AttributeError" : "TypeError",
		message: `training must be a bool, found a value of type ${typeName(value)}`,
	});
}
