import { bool, NONE, type Value } from "../../../../domain";
import { vague } from "../../../../interpreter/api";
import { runningTraining } from "../../../engine/call-context";
import { isDeclared } from "../../../engine/elementwise";
import type { CallContext } from "../../../engine/layer-definition";

/** `training` of the layers that work on images, which train unless they are told not to. */

/** `training`: what was passed to the layer or to a call around it; else its default, which is True. */
export function trainingValue({ bound, bare, world, machine }: CallContext): Value {
	const given = bound.given("training")?.value;
	if (given && (given.kind !== "none" || world === "keras3")) return given;
	const running = bare ? NONE : runningTraining(machine, world);
	return running.kind === "none" ? bool(true) : running;
}

/** Whether Keras 3 only declares what comes out: the call, or its `training`, is symbolic. */
export function isDeclaredImage(context: CallContext): boolean {
	if (isDeclared(context)) return true;
	const training = context.world === "keras3" ? trainingValue(context) : NONE;
	return training.kind === "tensor" && training.flavor === "KerasTensor";
}

/** Whether the layer trains; absent where that is not known. */
export function trainingOf(context: CallContext): boolean | undefined {
	const { mode, world, machine, origin } = context;
	const value = trainingValue(context);
	if (value.kind !== "tensor") return machine.truth(value, origin);
	if (value.flavor !== "KerasTensor" || world === "keras3") return undefined;
	return context.fail({
		code: "invalid-layer-input",
		exception: mode === "graph" ? "TypeError" : "OperatorNotAllowedInGraphError",
		message: "training must be known when the layer is called on a KerasTensor, found a KerasTensor",
	});
}

/** As `trainingOf`, for what cannot be said otherwise. */
export const trains = (context: CallContext): boolean =>
	trainingOf(context) ?? vague("whether the layer trains is not known");
