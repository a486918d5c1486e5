import type { Value } from "../../../domain";
import type { CallContext } from "../../engine/layer-definition";

/** `0 < rate < 1` as Keras 2's noise layers ask in `call`: a TypeError for what is no number. */
export function compareRate(rate: Value, context: CallContext): void {
	if (!["none", "str", "list", "tuple", "dict", "bytes"].includes(rate.kind)) return;
	context.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `rate must be a number, found a value of type ${rate.kind}`,
		argument: "rate",
	});
}
