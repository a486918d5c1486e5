import type { Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { asInt, itemsOf, readNumber, requireFraction } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { type ElementwiseRule, keepShape } from "../../engine/elementwise";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import type { SpecStructure } from "../../engine/structure";
import { isSince } from "../../versions/release";
import { checkSeed, IDENTITY, PASS } from "./base-random";
import { handedTraining, requireCondition } from "./training-argument";

/**
 * `keras.layers.Dropout`: `(batch, …)` -> `(batch, …)`. Sets a part of the elements to zero while training. Mirrors
 * keras/src/layers/regularization/dropout.py in both worlds: Keras 2 lets a rate pass that is no number, Keras 3 also
 * checks `noise_shape`.
 */
export const Dropout = defineLayer({
	name: "Dropout",
	signature: "rate, noise_shape=None, seed=None, **kwargs",
	extraArguments: { keras2: ["force_generator", "rng_type"] },
	callSignature: { keras2: "inputs, training=None", keras3: "inputs, training=False" },
	manyInputs: true,
	configure(args) {
		checkRate(args);
		if (args.world === "keras3" && isSince("3.13", args)) checkNoiseShape(args);
		checkSeed(args, "rate");
		return { rate: args.get("rate"), noiseShape: args.get("noise_shape") };
	},
	call: (config, context) => dropOut(config, context),
});

/** Keras 2 runs the dropout itself only in training, where TensorFlow looks at the rate, the dtype and the noise shape. */
export function dropOut(
	config: { readonly rate: Value; readonly noiseShape: Value },
	context: CallContext,
): SpecStructure {
	const training = context.world === "keras2" && handedTraining(context);
	const rate = readNumber(config.rate);
	if (rate !== 0) requireCondition(context, "smart_cond");
	if (training && training.kind === "tensor") vague("training is a tensor");
	const runs = training && rate !== 0 && context.machine.truth(training, context.origin) === true;
	if (!runs)
		return keepShape({ keras2: IDENTITY, keras3: trainsOnTensor(rate, context) ? IN_TRAINING : PASS }, context);
	if (config.noiseShape.kind !== "none") vague("dropout with a noise_shape in training is not followed");
	if (rate === undefined || rate >= 1) {
		if (config.rate.kind === "unknown" || config.rate.kind === "tensor") vague("the rate is not known");
		context.fail({
			code: "invalid-layer-argument",
			message: "in training, the rate of Dropout must be a number below 1",
			argument: "rate",
		});
	}
	return keepShape({ keras2: IN_TRAINING, keras3: PASS }, context);
}

/** Keras 3 draws for a tensor when it is told to train, which TensorFlow does for floats only. */
function trainsOnTensor(rate: number | undefined, { world, bound, argument, machine, origin }: CallContext): boolean {
	const training = bound.given("training")?.value;
	if (
		world === "keras2" ||
		!training ||
		training.kind === "tensor" ||
		argument.kind !== "tensor" ||
		rate === undefined ||
		rate <= 0
	)
		return false;
	return machine.truth(training, origin) === true;
}

const IN_TRAINING: ElementwiseRule = {
	takes: "float",
	nested: "pack",
	rejects: { graph: "ValueError", eager: "ValueError" },
};

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
