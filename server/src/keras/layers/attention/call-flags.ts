import type { Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";

/** `return_attention_scores`, which Python asks for its truth. */
export function wantsScores(context: CallContext): boolean {
	rejectSymbolicFlag("return_attention_scores", context);
	const value = context.parameter("return_attention_scores");
	return context.machine.truth(value, context.origin) ?? vague("return_attention_scores is not known");
}

/** Keras 2 hands a KerasTensor on as a tensor of a graph, which refuses to be a bool with an error of its own. */
export function rejectSymbolicFlag(name: string, context: CallContext): void {
	const value: Value = context.parameter(name);
	if (context.world === "keras3" || value.kind !== "tensor" || value.flavor !== "KerasTensor") return;
	context.fail({
		code: "invalid-layer-input",
		exception: "OperatorNotAllowedInGraphError",
		message: `${name} must be a bool, found a KerasTensor`,
		argument: name,
	});
}
