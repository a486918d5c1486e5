import { type Dim, isStatic, ranked, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { FLOAT_RULE } from "../../engine/activation-rules";
import { asInt, itemsOf } from "../../engine/argument-readers";
import { checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import { isDeclared, keepShape } from "../../engine/elementwise";
import { broadcastWeight, weightShape } from "../../engine/fit-weights";
import type { BuildContext, CallContext } from "../../engine/layer-definition";
import { isSpec, type SpecStructure } from "../../engine/structure";
import { computeInIntegers } from "./integer-dtype";

/**
 * `keras.layers.PReLU`: `(batch, …)` -> `(batch, …)`. The slope below zero is trained: one per position, except along
 * `shared_axes`. Mirrors keras/src/layers/activation/prelu.py (2.15) and keras/src/layers/activations/prelu.py (3).
 */
export const PReLU = defineLayer({
	name: "PReLU",
	signature: {
		keras2: "alpha_initializer='zeros', alpha_regularizer=None, alpha_constraint=None, shared_axes=None, **kwargs",
		keras3: "alpha_initializer='Zeros', alpha_regularizer=None, alpha_constraint=None, shared_axes=None, **kwargs",
	},
	callSignature: "inputs",
	manyInputs: true,
	configure(args) {
		const initializer = checkInitializer(args, "alpha_initializer");
		checkRegularizer(args, "alpha_regularizer");
		checkConstraint(args, "alpha_constraint");
		const shared = args.get("shared_axes");
		const axes = shared.kind === "none" ? [] : (itemsOf(shared) ?? [shared]);
		return { initializer, axes };
	},
	build({ initializer, axes: written }, context) {
		if (context.argument && context.argument.kind !== "tensor") rejectNested(context.argument, written, context);
		const axes = written.map((axis) => readAxis(axis, context));
		const { dims } = context.shape;
		const shape: Dim[] = dims.slice(1);
		for (const axis of axes) shareAxis(axis, shape, context);
		context.addWeight("alpha", shape, { initializer });
		const own = dims.map((dim, axis) => [axis, dim] as const).slice(1);
		const fixed = own.filter(([axis, dim]) => !axes.includes(axis) && isStatic(dim));
		context.setInputSpec({
			ndim: dims.length,
			...(axes.length > 0 ? { axes: Object.fromEntries(fixed) as Record<number, number> } : {}),
		});
	},
	fitsWeights: true,
	call: (_config, context) =>
		multiplied(
			computeInIntegers(context, "PReLU") ?? keepShape({ keras2: FLOAT_RULE, keras3: FLOAT_RULE }, context),
			context,
		),
});

/** What is below zero is multiplied with the slopes. */
function multiplied(output: SpecStructure, context: CallContext): SpecStructure {
	if (isDeclared(context) || !isSpec(output) || output.shape.kind !== "ranked") return output;
	const dims = broadcastWeight(output.shape.dims, weightShape(context.built(), "alpha"), context);
	return { ...output, shape: ranked(dims) };
}

/** `axis - 1` as an index: an int, or Python fails. */
function readAxis(axis: Value, { fail }: BuildContext): number {
	const number = asInt(axis);
	if (number !== undefined) return number;
	if (axis.kind === "unknown" || axis.kind === "int" || axis.kind === "tensor")
		return vague("shared_axes is not known");
	return fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `shared_axes of PReLU must be ints, found a value of type ${typeName(axis)}`,
		argument: "shared_axes",
	});
}

/** Python's own indexing of the shape without the batch: `shape[axis - 1] = 1`. */
function shareAxis(axis: number, shape: Dim[], context: BuildContext): void {
	const index = axis - 1 < 0 ? axis - 1 + shape.length : axis - 1;
	if (index < 0 || index >= shape.length) {
		context.fail({
			code: "invalid-layer-argument",
			exception: "IndexError",
			message: `PReLU shares axis ${axis}, its input has ${shape.length} axes beside the batch`,
			argument: "shared_axes",
		});
	}
	shape[index] = 1;
}

/** A list has a list of shapes: `build` takes it for one shape, and fails on the way. */
function rejectNested(argument: Value, axes: readonly Value[], context: BuildContext): never {
	const count = itemsOf(argument)?.length ?? 0;
	const places: Dim[] = Array.from({ length: Math.max(count - 1, 0) }, () => 1);
	if (count > 0) for (const axis of axes) shareAxis(readAxis(axis, context), places, context);
	const isNone2 = argument.kind === "none" && context.world === "keras2";
	return context.fail({
		code: "invalid-layer-input",
		exception: isNone2 || (context.world === "keras3" && count > 0) ? "ValueError" : "TypeError",
		message: `PReLU takes one tensor, found a value of type ${typeName(argument)}`,
	});
}
