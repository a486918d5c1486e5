import { isFloating, printShape, ranked, type Spec, spec, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { readNumber } from "../../engine/argument-readers";
import { onlyShape } from "../../engine/build";
import { defineLayer } from "../../engine/define-layer";
import { type ElementwiseRule, keepShape } from "../../engine/elementwise";
import { failFit } from "../../engine/fit-weights";
import type { CallContext } from "../../engine/layer-definition";
import { STRINGS_UNCAST } from "../../engine/refused-dtypes";
import { isSince } from "../../versions/release";
import { intAxes, readAxis, validateAxes } from "./axes";
import { builtAxes } from "./fit-affine";
import { normalized } from "./normalized";

const EAGER: ElementwiseRule = { takes: "float", nested: "pack" };

/**
 * `keras.layers.UnitNormalization`: `(batch, …)` -> `(batch, …)`. Gives vectors along `axis` the length 1; no weights.
 * Mirrors keras/src/layers/normalization/unit_normalization.py: Keras 2 checks the axes when it is built, Keras 3 when
 * it infers the output shape.
 */
export const UnitNormalization = defineLayer({
	name: "UnitNormalization",
	signature: "axis=-1, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	configure: (args) => ({ axes: readAxis(args, "UnitNormalization") }),
	build({ axes }, context) {
		if (context.world === "keras3") return;
		const at = validateAxes(axes, context);
		// A build by hand does not count: the axes, counted from the front by then, are compared once more.
		if (context.mode === undefined) context.setInputSpec({ minNdim: Math.max(...at) + 1 });
	},
	laterRank: "ValueError",
	refuses: { keras2: [STRINGS_UNCAST] },
	call({ axes }, context) {
		if (context.world === "keras2") {
			const output = normalized(context, "TypeError");
			if (!context.asksShape) requireAxes(axes, context);
			return output;
		}
		// Until 3.6, what was no float was cast first.
		const isFloat = context.inputs.every(({ dtype }) => isFloating(dtype));
		if (!isSince("3.6", context) && context.mode !== "symbolic" && !isFloat) vague("ints before Keras 3.6");
		const at = comparable(axes, context);
		const scalar = ofScalar(at, context);
		if (scalar) return scalar;
		// Keras compares the axes since 3.6; what TensorFlow says of them is left open.
		if (isSince("3.6", context)) checkBounds(at, context);
		else if (context.mode !== "symbolic") vague("the axes on tensors before Keras 3.6");
		return keepShape({ keras2: EAGER, keras3: EAGER }, context);
	},
});

/** The axes of Keras 2 are those of the input that the layer was built for. */
function requireAxes(axes: readonly Value[], context: CallContext): void {
	const { dims } = onlyShape(context.inputs);
	const bad = builtAxes(axes, context).find((axis) => axis >= dims.length);
	if (bad !== undefined) failFit(`axis ${bad}`, dims, context);
}

/** TensorFlow reduces a scalar along its last axis, and keeps one. */
function ofScalar(axes: readonly number[], { mode, inputs, argument }: CallContext): Spec | undefined {
	const [input] = inputs;
	const isScalar = argument.kind === "tensor" && input?.shape.kind === "ranked" && input.shape.dims.length === 0;
	if (!isScalar || mode !== "eager" || !axes.every((axis) => axis === 0 || axis === -1)) return undefined;
	return isFloating(input.dtype) && axes.length === 1 ? spec(ranked([1]), input.dtype) : vague("a scalar");
}

/** Keras 3 only compares the axes with the rank, which floats allow too. */
function comparable(axes: readonly Value[], context: CallContext): readonly number[] {
	const numbers = axes.map(readNumber);
	return numbers.includes(undefined) ? intAxes(axes, context) : numbers.filter((axis) => axis !== undefined);
}

/** The length of what stands for the input shape: a list of shapes counts its items. */
function checkBounds(axes: readonly number[], context: CallContext): void {
	const { argument } = context;
	const shape = argument.kind === "tensor" && argument.spec.shape.kind === "ranked" ? argument.spec.shape : undefined;
	const items = argument.kind === "list" || argument.kind === "tuple" ? argument.items : undefined;
	const rank = shape?.dims.length ?? items?.length;
	if (rank === undefined) return;
	const bad = axes.find((axis) => axis >= rank || axis < -rank);
	if (bad === undefined) return;
	context.fail({
		code: "invalid-layer-argument",
		exception: context.mode !== "eager" ? "ValueError" : "InvalidArgumentError",
		message: `axis ${bad} of UnitNormalization is out of bounds for ${shape ? printShape(shape) : "a list"}`,
		argument: "axis",
	});
}
