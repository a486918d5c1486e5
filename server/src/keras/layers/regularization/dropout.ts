import type { Value } from "../../../domain";
import { asInt, itemsOf, readNumber, requireFraction } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { keepShape } from "../../engine/elementwise";
import type { LayerArguments } from "../../engine/layer-definition";
import { checkSeed, IDENTITY, PASS } from "./base-random";

/**
 * `keras.layers.Dropout`: any shape, kept. Mirrors keras/src/layers/regularization/dropout.py in both worlds: Keras 2 lets
 * a rate pass that is no number, Keras 3 also checks `noise_shape`.
 */
export const Dropout = defineLayer({
	name: "Dropout",
	signature: "rate, noise_shape=None, seed=None, **kwargs",
	extraArguments: { keras2: ["force_generator", "rng_type"] },
	callSignature: { keras2: "inputs, training=None", keras3: "inputs, training=False" },
	manyInputs: true,
	configure(args) {
		checkRate(args);
		if (args.world === "keras3") checkNoiseShape(args);
		checkSeed(args, "rate");
		return {};
	},
	call: (_config, context) => keepShape({ keras2: IDENTITY, keras3: PASS }, context),
});

/** Keras 2 looks only at ints and floats. */
export function checkRate(args: LayerArguments): void {
	if (args.world === "keras3" || readNumber(args.get("rate")) !== undefined) requireFraction(args, "rate");
}

function checkNoiseShape(args: LayerArguments): void {
	const value = args.get("noise_shape");
	if (value.kind === "none" || value.kind === "unknown" || value.kind === "instance") return;
	const items = itemsOf(value);
	const isBad = (item: Value): boolean => {
		if (item.kind === "none" || item.kind === "unknown") return false;
		const size = asInt(item);
		return item.kind !== "int" && item.kind !== "bool" ? true : size !== undefined && size <= 0;
	};
	if (items && !items.some(isBad)) return;
	if (!items && ["tensor", "tensorshape", "set", "dict", "iterator"].includes(value.kind)) return;
	args.fail({
		code: "invalid-layer-argument",
		message: "noise_shape must be a tuple of positive integers or None",
		argument: "noise_shape",
	});
}
