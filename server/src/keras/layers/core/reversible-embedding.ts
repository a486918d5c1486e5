import { type Dim, isStatic, ranked, spec, unknownDim, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { readFlag } from "../../engine/argument-readers";
import { checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import type { CallContext, Initializer, LayerArguments } from "../../engine/layer-definition";
import { STRINGS_UNCAST } from "../../engine/refused-dtypes";
import { opFailure } from "../../utils/tf-op";
import { isSince } from "../../versions/release";

interface ReversibleConfig {
	readonly input: Dim;
	readonly output: Dim;
	readonly initializer: Initializer;
	readonly tied: boolean;
	readonly reverseDType: Value;
}

/**
 * `keras.layers.ReversibleEmbedding` of Keras 3: `(batch, …)` -> `(batch, …, output_dim)`; with `reverse=True`
 * `(batch, …, output_dim)` -> `(batch, …, input_dim)`. Indices become vectors, or vectors logits over the vocabulary.
 * Mirrors core/reversible_embedding.py.
 */
export const ReversibleEmbedding = defineLayer<ReversibleConfig>({
	name: "ReversibleEmbedding",
	worlds: ["keras3"],
	signature:
		"input_dim, output_dim, tie_weights=True, embeddings_initializer='uniform', embeddings_regularizer=None, embeddings_constraint=None, mask_zero=False, reverse_dtype=None, logit_soft_cap=None, **kwargs",
	callSignature: "inputs, reverse=False",
	extraArguments: { keras3: ["input_length", "weights", "lora_rank", "lora_alpha", "quantization_config"] },
	manyInputs: true,
	autocast: false,
	precheck(args) {
		for (const name of ["input_dim", "output_dim"]) readSize(args, name);
	},
	configure(args) {
		rejectWeights(args);
		const initializer = checkInitializer(args, "embeddings_initializer");
		checkRegularizer(args, "embeddings_regularizer");
		checkConstraint(args, "embeddings_constraint");
		return {
			input: readSize(args, "input_dim"),
			output: readSize(args, "output_dim"),
			initializer,
			tied: readFlag(args, "tie_weights"),
			reverseDType: args.get("reverse_dtype"),
		};
	},
	build({ input, output, initializer, tied }, context) {
		context.addWeight("embeddings", [input, output], { initializer });
		if (!tied) context.addWeight("reverse_embeddings", [output, input], { initializer });
	},
	refuses: { keras3: [STRINGS_UNCAST] },
	call({ input, output, reverseDType }, context) {
		const { argument, computeDtype } = context;
		if (argument.kind !== "tensor" || argument.spec.shape.kind !== "ranked") return vague("the input is not a tensor");
		const { dims } = argument.spec.shape;
		const reverse = context.machine.truth(context.parameter("reverse"), context.origin);
		if (reverse === undefined) return vague("whether the embedding is reversed is not known");
		if (!reverse) return spec(ranked([...dims, output]), computeDtype);
		if (context.mode !== "symbolic") multiplyLogits(dims, output, context);
		const isOther = context.mode !== "symbolic" && reverseDType.kind !== "none";
		if (isOther) return vague("the dtype of reversed logits on tensors is not followed");
		return spec(ranked([...dims.slice(0, -1), input]), computeDtype);
	},
});

/** `matmul(inputs, kernel)`, whose inner sizes must be the same. */
function multiplyLogits(dims: readonly Dim[], output: Dim, context: CallContext): void {
	const last = dims.at(-1);
	if (last === undefined || !isStatic(last) || !isStatic(output) || last === output) return;
	opFailure(context)({
		code: "invalid-layer-input",
		message: `a reversed embedding takes vectors of ${output} elements, found ${last}`,
	});
}

/** `weights` is set before the layer knows whether it ties them. */
function rejectWeights(args: LayerArguments): void {
	const given = args.bound.extra.find((each) => each.name === "weights")?.value;
	if (!given || given.kind === "none" || given.kind === "unknown") return;
	args.fail({
		code: "invalid-layer-argument",
		exception: "AttributeError",
		message: "ReversibleEmbedding cannot be built of weights=",
		argument: "weights",
	});
}

/** A positive int, as Embedding wants it. */
function readSize(args: LayerArguments, name: string): Dim {
	const value = args.get(name);
	if (value.kind === "unknown" || (value.kind === "int" && value.value === undefined))
		return unknownDim(value.why ?? { text: `${name} is not known` });
	if (value.kind === "instance" || value.kind === "tensor") return vague(`${name} is not a plain int`);
	if (value.kind === "int" && !value.numpy && (value.value ?? 0) > 0) return value.value as number;
	if (!isSince("3.15", args)) return vague(`what Keras before 3.15 makes of an odd ${name}`);
	return args.fail({
		code: "invalid-layer-argument",
		message: `${name} must be a positive integer, found ${value.kind === "int" ? value.value : `a value of type ${typeName(value)}`}`,
		argument: name,
	});
}
