import { type Dim, printDType, printShape, type RankedShape, sameDType, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";
import { opFailure } from "../../utils/tf-op";
import type { Fail } from "../core/analyze-einsum";
import { runEinsum } from "../core/run-einsum";
import { attentionEquations } from "./attention-equations";
import { rejectSymbolicFlag } from "./call-flags";
import { addMask, expandMask } from "./mask-shapes";
import { rejectPlainMask, rejectPlainMasks } from "./plain-masks";

export interface AttentionInputs {
	readonly query: RankedShape;
	readonly value: RankedShape;
	readonly key: RankedShape;
}

export interface AttentionSizes {
	readonly numHeads: Dim;
	readonly keyDim: Dim;
	readonly valueDim: Dim;
	readonly output: readonly Dim[];
	readonly axes: readonly number[];
}

export interface AttentionShapes {
	readonly output: readonly Dim[];
	readonly scores: readonly Dim[];
}

/**
 * Multi-head attention as TensorFlow runs it: projections, scores, masks, weighted values. What does not fit raises on
 * graph tensors of Keras 2 and is not followed on real ones.
 */
export function traceAttention(sizes: AttentionSizes, inputs: AttentionInputs, context: CallContext): AttentionShapes {
	const fail: Fail = opFailure(context);
	if (context.world === "keras2") requireFloating(context, fail);
	requireBuiltSizes(inputs, context, fail);
	const project = ({ dims }: RankedShape, depth: Dim): readonly Dim[] => [...dims.slice(0, -1), sizes.numHeads, depth];
	const query = project(inputs.query, sizes.keyDim);
	const key = project(inputs.key, sizes.keyDim);
	const value = project(inputs.value, sizes.valueDim);
	if (sizes.keyDim === 0) {
		fail({
			code: "invalid-layer-argument",
			exception: "ZeroDivisionError",
			message: "attention divides by the root of key_dim, which is 0",
		});
	}
	const equations = attentionEquations(value.length, sizes.axes, fail);
	const products = runEinsum(equations.product, [key, query], fail);
	const scores = softmaxScores(products, sizes.axes.length, inputs, context, fail);
	const combined = runEinsum(equations.combine, [scores, value], fail);
	return { output: [...combined.slice(0, -2), ...sizes.output], scores };
}

/** The projections were made for the features of the first call, and for its rank. */
function requireBuiltSizes({ query, key, value }: AttentionInputs, context: CallContext, fail: Fail): void {
	const built = context.built();
	const first = built?.inputs[0]?.shape;
	if (first?.kind === "ranked" && first.dims.length !== query.dims.length) {
		fail({
			code: "input-rank",
			message: `the layer was built for a query of rank ${first.dims.length}, found ${printShape(query)}`,
		});
	}
	for (const [name, shape] of Object.entries({ query, key, value })) {
		const size = built?.weights.find((weight) => weight.name === `${name}/kernel`)?.shape[0];
		const found = shape.dims.at(-1);
		if (typeof size !== "number" || typeof found !== "number" || size === found) continue;
		fail({
			code: "input-axis-size",
			message: `the layer was built for a ${name} with ${size} features, found ${printShape(shape)}`,
		});
	}
}

function softmaxScores(
	products: readonly Dim[],
	axisCount: number,
	inputs: AttentionInputs,
	context: CallContext,
	fail: Fail,
): readonly Dim[] {
	const mask = maskOf(inputs, context, fail);
	if (!mask) {
		if (axisCount === 0) failAxes(fail);
		return products;
	}
	const result = addMask(products, expandMask(mask, products.length, 2 * axisCount, fail), fail);
	if (axisCount === 0) failAxes(fail);
	return result;
}

function failAxes(fail: Fail): never {
	return fail({
		code: "input-rank",
		exception: "IndexError",
		message: "attention has no axis to attend over: the inputs need rank 3 or more",
	});
}

/** The given mask and the causal one, `(1, T, S)`, together; masks that tensors carry are taken to fit. */
function maskOf({ query, value }: AttentionInputs, context: CallContext, fail: Fail): readonly Dim[] | undefined {
	rejectPlainMasks(context);
	const given = maskDims(context.parameter("attention_mask"), context);
	rejectSymbolicFlag("use_causal_mask", context);
	const causal = context.machine.truth(context.parameter("use_causal_mask"), context.origin);
	if (causal === undefined) return vague("use_causal_mask is not known");
	const steps = causal ? [1, query.dims[1], value.dims[1]] : undefined;
	if (!steps) return given;
	if (steps.includes(undefined)) return vague("a causal mask over inputs without time");
	return given ? addMask(given, steps as Dim[], fail) : (steps as Dim[]);
}

function maskDims(mask: Value, context: CallContext): readonly Dim[] | undefined {
	if (mask.kind === "none") return undefined;
	if (mask.kind === "tensor" && mask.spec.shape.kind === "ranked") return mask.spec.shape.dims;
	return rejectPlainMask(mask, context);
}

/** Keras 2 projects with kernels of the compute dtype; only floating inputs are cast to it. */
function requireFloating(context: CallContext, fail: Fail): void {
	const key = context.parameter("key");
	const values = [context.argument, context.parameter("value"), key.kind === "none" ? context.argument : key];
	for (const value of values) {
		if (value.kind !== "tensor" || typeof value.spec.dtype !== "string") continue;
		const { dtype } = value.spec;
		if (/^(b?float)/.test(dtype) || sameDType(dtype, context.computeDtype)) continue;
		fail({
			code: "invalid-layer-input",
			exception: "TypeError",
			message: `attention computes in ${printDType(context.computeDtype)}, an input is ${dtype}`,
		});
	}
}
