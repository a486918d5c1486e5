import { applyActivation } from "../../engine/activation";
import { checkActivation } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import { castArgument, declare, isDeclared } from "../../engine/elementwise";

/**
 * `keras.layers.Activation`: `(batch, …)` -> `(batch, …)`. Applies one function to every element. Mirrors
 * keras/src/layers/core/activation.py (2.15), which runs the function, and keras/src/layers/activations/activation.py
 * (3), which declares the layer's compute dtype.
 */
export const Activation = defineLayer({
	name: "Activation",
	signature: "activation, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	configure: (args) => checkActivation(args, "activation"),
	call: (activation, context) =>
		isDeclared(context)
			? declare(context.argument, context.computeDtype)
			: applyActivation(activation, castArgument(context), context),
});
