import { type Dim, ranked, spec, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { asInt, itemsOf } from "../../engine/argument-readers";
import { onlyShape } from "../../engine/build";
import { defineLayer } from "../../engine/define-layer";
import { broadcastWeight, failFit, weightShape } from "../../engine/fit-weights";
import type { BuildContext, CallContext } from "../../engine/layer-definition";
import { STRINGS_UNPROMOTED } from "../../engine/refused-dtypes";
import { isSince } from "../../versions/release";
import { addEpsilons, checkEpsilon } from "./epsilon";
import { normalized } from "./normalized";

/**
 * `keras.layers.RMSNormalization` of Keras 3: `(batch, …)` -> `(batch, …)`. Divides by the root mean square along
 * `axis`. Mirrors normalization/rms_normalization.py.
 */
export const RMSNormalization = defineLayer<{ readonly axis: Value; readonly epsilon: Value }>({
	name: "RMSNormalization",
	worlds: ["keras3"],
	signature: "axis=-1, epsilon=1e-06, **kwargs",
	callSignature: "x",
	manyInputs: true,
	refuses: { keras3: [STRINGS_UNPROMOTED] },
	configure: (args) => ({ axis: args.get("axis"), epsilon: args.get("epsilon") }),
	build({ axis }, context) {
		// Until 3.14, several axes were a list.
		const takesItems = axis.kind === "list" || isSince("3.14", context);
		const axes = (takesItems ? itemsOf(axis) : undefined) ?? [axis];
		const shape = [...axes.map((each) => indexOf(each, context))].sort((a, b) => a - b);
		context.addWeight(
			"scale",
			shape.map((at) => sizeAt(at, context)),
		);
	},
	call({ axis, epsilon }, context) {
		const found = normalized(context);
		requireAxes(axis, context);
		if (context.mode === "symbolic") return found;
		const dims = broadcastWeight(onlyShape(context.inputs).dims, weightShape(context.built(), "scale"), context);
		addEpsilons(epsilon, context);
		if (epsilon.kind === "str") checkEpsilon(epsilon, context, "RMSNormalization");
		// It computes in floats, and casts back.
		return spec(ranked(dims), context.inputs[0]?.dtype ?? context.computeDtype);
	},
});

/** Keras compares the axes when it declares, TensorFlow when it reduces along them. */
function requireAxes(axis: Value, context: CallContext): void {
	const { dims } = onlyShape(context.inputs);
	if (dims.length === 0) return;
	const numbers = (itemsOf(axis) ?? [axis]).map(asInt);
	const bad = numbers.find((each) => each !== undefined && dims.at(each) === undefined);
	if (bad !== undefined) failFit(`axis ${bad}`, dims, context);
}

/** `input_shape[axis]`, as Python indexes a tuple. */
function indexOf(axis: Value, context: BuildContext): number {
	const index = asInt(axis);
	if (index !== undefined) return index;
	if (axis.kind === "unknown" || axis.kind === "int" || axis.kind === "instance") return vague("axis is not known");
	return context.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `axis must be an int, found a value of type ${typeName(axis)}`,
		argument: "axis",
	});
}

function sizeAt(axis: number, context: BuildContext): Dim {
	const { dims } = context.shape;
	const dim = dims.at(axis);
	if (dim !== undefined) return dim;
	return context.fail({
		code: "invalid-layer-argument",
		exception: "IndexError",
		message: `axis ${axis} is out of bounds for an input of ndim=${dims.length}`,
		argument: "axis",
	});
}
