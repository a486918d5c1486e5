import { type Dim, isNone, noneDim, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { readFlag } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { weightShape } from "../../engine/fit-weights";
import type { BuildContext } from "../../engine/layer-definition";
import { RANDOM_KEYWORDS } from "../../engine/random-layer";
import { addedScores, callDenseAttention, DENSE_ATTENTION_CALL, readDropout, requireList } from "./dense-attention";

/**
 * `keras.layers.AdditiveAttention`: `[(batch, T, d), (batch, S, v)]` -> `(batch, T, v)`. Query and value, and a key
 * `(batch, S, d)` if there is one; with the scores, also `(batch, T, S)`. Mirrors
 * keras/src/layers/attention/additive_attention.py: the scale has the features of the value in Keras 2, of the query
 * in Keras 3, whose other arguments of `Attention` come through `**kwargs`.
 */
export const AdditiveAttention = defineLayer({
	name: "AdditiveAttention",
	signature: {
		keras2: "use_scale=True, *, dropout=0.0, causal=False, **kwargs",
		keras3: "use_scale=True, dropout=0.0, *, score_mode='dot', seed=None, **kwargs",
	},
	baseKeywords: RANDOM_KEYWORDS,
	callSignature: DENSE_ATTENTION_CALL,
	manyInputs: true,
	configure(args) {
		const useScale = readFlag(args, "use_scale");
		if (args.world === "keras3") readDropout(args);
		return { useScale, readDropout: () => readDropout(args) };
	},
	build({ useScale, readDropout: read }, context) {
		if (context.world === "keras3") requireList(context);
		const depth = scaleSize(context);
		if (useScale) context.addWeight("scale", [depth], { initializer: { onNoneSize: "TypeError" } });
		if (context.world === "keras2") read();
	},
	call({ useScale }, context) {
		return callDenseAttention(context, {
			adds: true,
			isScaled: false,
			of(query, key, fail) {
				const scale = weightShape(context.built(), "scale");
				return addedScores(query, key, useScale ? (scale ?? vague("the scale is not known")) : [], fail);
			},
		});
	},
});

/** Size of the scale. Keras 2 reads it before it knows that it was called on a list. */
function scaleSize(context: BuildContext): Dim {
	const { argument } = context;
	const items = argument?.kind === "list" ? argument.items : undefined;
	if (context.world === "keras3") return lastSize(items?.[0], context);
	if (argument?.kind === "none") return noneDim({ text: "the layer was called on None" });
	if (argument?.kind === "tensor") {
		const size = context.shape.dims[1];
		if (size === undefined || isNone(size)) return size ?? vague("the input has no second axis");
		return size;
	}
	if (!items) return vague("what attention was called on is not known");
	if (items.length < 2) {
		context.fail({
			code: "invalid-layer-input",
			exception: "IndexError",
			message: `attention takes [query, value] or [query, value, key], found a list of ${items.length}`,
		});
	}
	return lastSize(items[1], context);
}

const failScalar = ({ fail }: BuildContext): never =>
	fail({ code: "input-rank", exception: "IndexError", message: "attention needs (batch, time, features), found ()" });

function lastSize(item: Value | undefined, context: BuildContext): Dim {
	if (item?.kind === "tensor" && item.spec.shape.kind === "ranked")
		return item.spec.shape.dims.at(-1) ?? failScalar(context);
	if (item?.kind !== "none") return vague("attention was called on something that is not a tensor");
	if (context.world === "keras2") return noneDim({ text: "None stands in the list" });
	return context.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: "attention needs tensors in its list, found None",
	});
}
