import type { Value } from "../../../domain";
import { asInt, itemsOf } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { type ElementwiseRule, keepShape } from "../../engine/elementwise";
import type { CallContext } from "../../engine/layer-definition";

const ONE_AXIS: ElementwiseRule = { takes: "float", nested: "AttributeError" };
const MANY_AXES: ElementwiseRule = { takes: "float", nested: "pack" };

/**
 * `keras.layers.Softmax`: any shape, kept. Mirrors keras/src/layers/activation/softmax.py (2.15), which computes, and
 * keras/src/layers/activations/softmax.py (3), which declares the shape without looking at the axis.
 */
export const Softmax = defineLayer({
	name: "Softmax",
	signature: "axis=-1, **kwargs",
	callSignature: "inputs, mask=None",
	manyInputs: true,
	configure: (args) => ({ axis: args.get("axis") }),
	call({ axis }, context) {
		if (context.world === "keras2" || context.flavor !== "KerasTensor") checkAxis(axis, context);
		const rule = (itemsOf(axis)?.length ?? 1) > 1 ? MANY_AXES : ONE_AXIS;
		return keepShape({ keras2: rule, keras3: rule }, context);
	},
});

function checkAxis(axis: Value, context: CallContext): void {
	const { argument } = context;
	const shape = argument.kind === "tensor" ? argument.spec.shape : undefined;
	if (shape?.kind !== "ranked") return;
	const rank = shape.dims.length;
	const axes = itemsOf(axis)?.map(asInt) ?? [asInt(axis)];
	if (axes.length === 1 && rank < 2 && context.world === "keras2") {
		context.fail({
			code: "input-rank",
			exception: rank === 0 && context.flavor === "KerasTensor" ? "TypeError" : "ValueError",
			message: `Softmax needs a tensor of at least 2 axes, found ndim=${rank}`,
			facts: { rank, expected: 2 },
		});
	}
	const bad = axes.find((each) => each !== undefined && (each >= rank || each < -rank));
	if (bad === undefined) return;
	context.fail({
		code: "invalid-layer-argument",
		exception: context.flavor === "KerasTensor" ? "ValueError" : "InvalidArgumentError",
		message: `axis ${bad} of Softmax is out of bounds for an input of ${rank} axes`,
		argument: "axis",
	});
}
