import type { World } from "../../../domain";
import { defineLayer } from "../../engine/define-layer";
import { type ElementwiseRule, keepShape } from "../../engine/elementwise";
import { checkPenalty } from "../../regularizers";

const RULES: Readonly<Record<World, ElementwiseRule>> = {
	keras2: {
		takes: "float",
		nested: "keep",
		none: "AttributeError",
		rejects: { graph: "TypeError", eager: "TypeError" },
	},
	keras3: { takes: "any", nested: "keep" },
};

/**
 * `keras.layers.ActivityRegularization`: any shape, kept. Mirrors
 * keras/src/layers/regularization/activity_regularization.py; in Keras 2 the penalty is computed in the graph, and only of
 * floats.
 */
export const ActivityRegularization = defineLayer({
	name: "ActivityRegularization",
	signature: "l1=0.0, l2=0.0, **kwargs",
	callSignature: { keras2: "inputs, *args, **kwargs", keras3: "inputs" },
	manyInputs: true,
	precheck(args) {
		checkPenalty(args.get("l1"), "l1", args.world);
		checkPenalty(args.get("l2"), "l2", args.world);
		if (args.bound.extra.some((each) => each.name === "activity_regularizer")) {
			args.fail({
				code: "unknown-layer-argument",
				exception: "TypeError",
				message: "ActivityRegularization makes its own activity_regularizer",
				argument: "activity_regularizer",
			});
		}
	},
	configure: () => ({}),
	call: (_config, context) => keepShape(RULES, context),
});
