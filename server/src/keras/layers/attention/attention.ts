import type { Dim } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { readFlag } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { RANDOM_KEYWORDS } from "../../engine/random-layer";
import { checkSeed } from "../regularization/base-random";
import {
	addedScores,
	callDenseAttention,
	DENSE_ATTENTION_CALL,
	matmul,
	readDropout,
	requireList,
} from "./dense-attention";

/**
 * `keras.layers.Attention`: `[(batch, T, d), (batch, S, v)]` -> `(batch, T, v)`. Query and value, and a key `(batch,
 * S, d)` if there is one; with the scores, also `(batch, T, S)`. Mirrors keras/src/layers/attention/attention.py;
 * `dropout` and `causal` of Keras 2 come through `**kwargs`.
 */
export const Attention = defineLayer({
	name: "Attention",
	signature: {
		keras2: "use_scale=False, score_mode='dot', *, dropout=0.0, causal=False, **kwargs",
		keras3: "use_scale=False, score_mode='dot', dropout=0.0, seed=None, **kwargs",
	},
	baseKeywords: RANDOM_KEYWORDS,
	callSignature: DENSE_ATTENTION_CALL,
	manyInputs: true,
	configure(args) {
		const useScale = readFlag(args, "use_scale");
		if (args.world === "keras3") {
			readDropout(args);
			checkSeed(args, "dropout");
		}
		const mode = readMode(args);
		return { useScale, mode, readDropout: () => readDropout(args) };
	},
	build({ useScale, mode, readDropout: read }, context) {
		if (context.world === "keras3") requireList(context);
		if (useScale) context.addWeight("scale", []);
		if (mode === "concat") context.addWeight("concat_score_weight", []);
		if (context.world === "keras2") read();
	},
	call: ({ useScale, mode }, context) =>
		callDenseAttention(context, {
			adds: mode === "concat",
			isScaled: useScale,
			of(query, key, fail) {
				if (context.world === "keras3") checkVector(query, mode, context);
				return mode === "concat" ? addedScores(query, key, [], fail) : dotScores(query, key, fail);
			},
		}),
});

function readMode(args: LayerArguments): string {
	const value = args.get("score_mode");
	if (value.kind === "unknown" || (value.kind === "str" && value.value === undefined)) {
		return vague("score_mode is not known");
	}
	if (value.kind === "str" && (value.value === "dot" || value.value === "concat")) return value.value;
	return args.fail({
		code: "invalid-layer-argument",
		message: 'score_mode must be "dot" or "concat"',
		argument: "score_mode",
	});
}

/** Keras 3 multiplies vectors as NumPy does, and gives a query another axis in Python. */
function checkVector(query: readonly Dim[], mode: string, { fail }: CallContext): void {
	if (mode === "dot" && query.length === 1) vague("attention of a vector");
	if (mode !== "concat" || query.length > 0) return;
	fail({ code: "input-rank", message: "attention needs (batch, time, features), found ()" });
}

const dotScores: typeof matmul = (query, key, fail) =>
	matmul(query, key.length < 2 ? key : [...key.slice(0, -2), ...key.slice(-2).reverse()], fail);
