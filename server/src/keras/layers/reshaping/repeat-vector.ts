import { type Dim, noneDim, ranked, spec, unknownDim, unknownDType } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { asInt } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { isSince } from "../../versions/release";
import { requireTensor } from "./require-tensor";

interface Config {
	readonly n: Dim;
	readonly isNegative: boolean;
}

/**
 * `keras.layers.RepeatVector`: `(batch, features)` -> `(batch, n, features)`. Mirrors
 * keras/src/layers/reshaping/repeat_vector.py; Keras 3 also declares the compute dtype, whatever the input's is.
 */
export const RepeatVector = defineLayer<Config>({
	name: "RepeatVector",
	signature: "n, **kwargs",
	callSignature: "inputs",
	configure: (args) => ({ n: readCount(args), isNegative: (asInt(args.get("n")) ?? 0) < 0 }),
	inputSpec: () => ({ ndim: 2 }),
	call({ n, isNegative }, context) {
		if (isNegative && context.mode === "eager") failCount(context);
		const { world, mode, computeDtype, inputs } = context;
		const [batch, features] = requireTensor(context, 2).dims as [Dim, Dim];
		const own = inputs[0]?.dtype ?? unknownDType({ text: "the layer has no input" });
		const dtype = world === "keras3" && mode === "symbolic" ? computeDtype : own;
		return spec(ranked([batch, n, features]), dtype);
	},
});

/** In a graph, Keras 2's `tf.tile` says `None` for it. */
function failCount(context: CallContext): never {
	return context.fail({
		code: "invalid-layer-argument",
		exception: "InvalidArgumentError",
		message: "RepeatVector cannot repeat a vector a negative number of times",
		argument: "n",
	});
}

function readCount(args: LayerArguments): Dim {
	const value = args.get("n");
	const bad = (exception: string, message: string): never =>
		args.fail({ code: "invalid-layer-argument", exception, message, argument: "n" });
	if (value.kind === "unknown") return unknownDim(value.why);
	if (value.kind === "instance") vague("n is not known");
	if (value.kind === "bool" && args.world === "keras3" && !isSince("3.15", args))
		vague("a bool for n before Keras 3.15");
	if ((value.kind !== "int" || value.numpy) && (value.kind !== "bool" || args.world === "keras3"))
		return bad("TypeError", `n must be an int, found ${value.kind === "none" ? "None" : `a ${typeName(value)}`}`);
	if (value.value === undefined) return unknownDim(value.why ?? { text: "n is not known" });
	const count = Number(value.value);
	if (count === 0 && args.world === "keras3" && !isSince("3.15", args)) return count;
	if (count > 0 || args.world === "keras2")
		return count < 0 ? noneDim({ text: "tf.tile was given a negative count" }) : count;
	if (!isSince("3.15", args)) vague("what Keras before 3.15 makes of a negative count");
	return bad("ValueError", `n must be a positive int, found ${count}`);
}
