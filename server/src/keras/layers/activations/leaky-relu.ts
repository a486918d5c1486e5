import type { Value, World } from "../../../domain";
import { LEAKY_RULE, RELU_RULE } from "../../engine/activation-rules";
import { readNumber, requireFloat, requireNotNegative, requireSingle } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { keepShape } from "../../engine/elementwise";
import type { LayerArguments } from "../../engine/layer-definition";

/**
 * `keras.layers.LeakyReLU`: `(batch, …)` -> `(batch, …)`. A small slope below zero. Mirrors
 * keras/src/layers/activation/leaky_relu.py (2.15) and keras/src/layers/activations/leaky_relu.py (3): `alpha` became
 * `negative_slope`, and the old name is still taken.
 */
export const LeakyReLU = defineLayer({
	name: "LeakyReLU",
	signature: { keras2: "alpha=0.3, **kwargs", keras3: "negative_slope=0.3, **kwargs" },
	extraArguments: { keras3: ["alpha"] },
	callSignature: "inputs",
	manyInputs: true,
	configure(args) {
		const slope = slopeOf(args);
		if (args.world === "keras3") requireNotNegative({ ...args, get: () => slope }, "negative_slope");
		else if (slope.kind === "none") {
			args.fail({ code: "invalid-layer-argument", message: "alpha of LeakyReLU must be a number", argument: "alpha" });
		} else requireFloat(args, "alpha");
		return { slope: readNumber(slope), written: slope };
	},
	call: ({ slope, written }, context) => {
		requireSingle(written, "alpha", context);
		const rule = (world: World) => (slope === 0 && world === "keras2" ? RELU_RULE : LEAKY_RULE);
		return keepShape({ keras2: rule("keras2"), keras3: rule("keras3") }, context);
	},
});

const slopeOf = (args: LayerArguments): Value =>
	args.world === "keras2"
		? args.get("alpha")
		: (args.bound.extra.find((each) => each.name === "alpha")?.value ?? args.get("negative_slope"));
