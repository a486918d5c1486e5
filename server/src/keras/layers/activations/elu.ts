import { broadcastDims, isClash, printShape, type Value } from "../../../domain";
import { typeName } from "../../../interpreter/api";
import { FLOAT_RULE } from "../../engine/activation-rules";
import { requireFloat, requireSingle } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { keepShape } from "../../engine/elementwise";
import type { CallContext } from "../../engine/layer-definition";
import { shapeOfValue } from "../../engine/plain-shape";

/** TensorFlow makes no float of a text, and no tensor of None. */
function requireNumber(alpha: Value, { fail }: CallContext): void {
	if (alpha.kind !== "str" && alpha.kind !== "none") return;
	fail({
		code: "invalid-layer-argument",
		exception: alpha.kind === "str" ? "TypeError" : "ValueError",
		message: `alpha of ELU must be a number, found a value of type ${typeName(alpha)}`,
		argument: "alpha",
	});
}

/** Keras 3 multiplies with `alpha`, whatever it is. */
function requireFit(alpha: Value, { argument, fail }: CallContext): void {
	const slopes = shapeOfValue(alpha);
	const shape = argument.kind === "tensor" ? argument.spec.shape : undefined;
	if (slopes?.kind !== "ranked" || shape?.kind !== "ranked" || !isClash(broadcastDims(shape.dims, slopes.dims))) return;
	fail({
		code: "invalid-layer-argument",
		exception: "InvalidArgumentError",
		message: `alpha of ELU has shape ${printShape(slopes)}, the input ${printShape(shape)}`,
		argument: "alpha",
	});
}

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
		if (context.world === "keras3" && context.mode !== "symbolic") requireNumber(alpha, context);
		if (context.world === "keras3" && context.mode === "eager") requireFit(alpha, context);
		return keepShape({ keras2: FLOAT_RULE, keras3: FLOAT_RULE }, context);
	},
});
