import { isStatic, isUnknown, ranked, type Spec, type TensorValue, topSpec, type Value } from "../../domain";
import { syntheticArguments, vague } from "../../interpreter/api";
import { ACTIVATION_RULES, isSoftmax } from "./activation-rules";
import { applyRule } from "./elementwise";
import type { Identified } from "./get-identifier";
import type { CallContext } from "./layer-definition";
import { isSpec, type SpecStructure, structureToValue, valueToStructure } from "./structure";

/**
 * What an activation gives, where Keras runs it: always in Keras 2, on real tensors only in Keras 3. One that is not
 * known is taken for what Keras asks of it: elementwise.
 */
export function applyActivation(found: Identified, input: Value, context: CallContext): SpecStructure {
	if (found.kind === "callable") return callActivation(found.value, input, context);
	const name = found.kind === "named" ? found.name : "linear";
	const rule = ACTIVATION_RULES[context.world][name];
	if (!rule && input.kind === "none") {
		return context.fail({ code: "invalid-layer-input", message: `the activation ${name} was called on None` });
	}
	if (!rule) return valueToStructure(input) ?? vague("not a tensor");
	if (isSoftmax(name)) checkSoftmaxRank(input, context);
	const output = applyRule(rule, { ...context, argument: input });
	return name === "glu" ? halved(output, context) : output;
}

/** `glu` multiplies the one half of the last axis with what it makes of the other. */
function halved(output: SpecStructure, { fail }: CallContext): SpecStructure {
	if (!isSpec(output) || output.shape.kind !== "ranked") return vague("glu of something that is not one tensor");
	const last = output.shape.dims.at(-1);
	if (last !== undefined && isUnknown(last)) return vague("the size of the axis that glu halves");
	if (last === undefined || !isStatic(last) || last % 2 !== 0) {
		const exception = last === undefined ? "IndexError" : isStatic(last) ? "ValueError" : "TypeError";
		return fail({ code: "input-axis-size", exception, message: "glu needs a last axis of an even size" });
	}
	return { ...output, shape: ranked([...output.shape.dims.slice(0, -1), last / 2]) };
}

/** The activation of a layer that computes one tensor. */
export function activate(found: Identified, output: Spec, context: CallContext): SpecStructure {
	if (found.kind === "none" || found.kind === "other" || output.shape.kind === "top") return output;
	if (context.world === "keras3" && context.mode === "symbolic") return output;
	return applyActivation(found, tensorOf(output, context), context);
}

const tensorOf = (spec: Spec, context: CallContext): TensorValue => ({
	kind: "tensor",
	flavor: "Tensor",
	spec,
	world: context.world,
	eager: context.mode === "eager",
});

/** Keras 2 takes softmax over a tensor of two axes at least. */
function checkSoftmaxRank(input: Value, context: CallContext): void {
	if (context.world === "keras3" || input.kind !== "tensor" || input.spec.shape.kind === "top") return;
	const rank = input.spec.shape.kind === "ranked" ? input.spec.shape.dims.length : undefined;
	if (rank !== undefined && rank >= 2) return;
	context.fail({
		code: "input-rank",
		exception: rank === undefined ? "TypeError" : "ValueError",
		message: `softmax needs a tensor of at least 2 axes, found ndim=${rank ?? "unknown"}`,
		...(rank === undefined ? {} : { facts: { rank, expected: 2 } }),
	});
}

/** Traces the user's function, or another layer, on what the layer computed. */
function callActivation(func: Value, input: Value, context: CallContext): SpecStructure {
	const structure = valueToStructure(input) ?? vague("an activation of something that is not a tensor");
	const traced = structureToValue(structure, (spec) => tensorOf(spec, context));
	const result = context.machine.call(func, syntheticArguments([traced], context.origin));
	if (result.kind === "unknown") return topSpec(result.why);
	return valueToStructure(result) ?? vague("the activation's result is not a tensor");
}
