import type { World } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { defineLayer } from "../../engine/define-layer";
import { applyRule, castArgument, type ElementwiseRule } from "../../engine/elementwise";
import { isSince } from "../../versions/release";

const RULES: Readonly<Record<World, ElementwiseRule>> = {
	keras2: { takes: "any", nested: "keep", none: "ValueError" },
	keras3: { takes: "any", nested: "keep" },
};

/**
 * `keras.layers.Identity`: `inputs` -> `inputs`. Anything, unchanged but for the cast of floats. Mirrors
 * keras/src/layers/core/identity.py; the only layer of its kind whose declared dtype in Keras 3 is the input's.
 */
export const Identity = defineLayer({
	name: "Identity",
	signature: { keras2: "trainable=True, name=None, dtype=None, dynamic=False, **kwargs", keras3: "**kwargs" },
	callSignature: "inputs",
	manyInputs: true,
	configure: () => ({}),
	call(_config, context) {
		if (context.world === "keras3" && context.argument.kind === "none") vague("Identity of None is None");
		// Until 2.13, Keras 2 handed all to `tf.identity`.
		const isPlain = context.argument.kind === "tensor";
		if (context.world === "keras2" && !isPlain && !isSince("2.13", context)) vague("tf.identity of no tensor");
		return applyRule(RULES[context.world], { ...context, argument: castArgument(context) });
	},
});
