import { FLOAT_RULE } from "../../engine/activation-rules";
import { requireFloat, requireSingle } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { keepShape } from "../../engine/elementwise";

/**
 * `keras.layers.ELU`: `(batch, …)` -> `(batch, …)`. Exponential below zero. Mirrors keras/src/layers/activation/elu.py
 * (2.15) and activations/elu.py (3).
 */
export const ELU = defineLayer({
	name: "ELU",
	signature: "alpha=1.0, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	configure(args) {
		if (args.world === "keras2" && args.get("alpha").kind === "none")
			args.fail({ code: "invalid-layer-argument", message: "alpha of ELU must be a number", argument: "alpha" });
		if (args.world === "keras2") requireFloat(args, "alpha");
		return { alpha: args.get("alpha") };
	},
	call({ alpha }, context) {
		requireSingle(alpha, "alpha", context);
		return keepShape({ keras2: FLOAT_RULE, keras3: FLOAT_RULE }, context);
	},
});
