import type { DTypeName, Value, World } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { readNumber } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { type ElementwiseRule, isDeclared, keepShape } from "../../engine/elementwise";
import type { CallContext } from "../../engine/layer-definition";
import { checkPenalty } from "../../regularizers";

const RULES: Readonly<Record<World, ElementwiseRule>> = {
	keras2: {
		takes: "float-complex",
		nested: "keep",
		none: "AttributeError",
		rejects: { graph: "TypeError", eager: "TypeError" },
	},
	keras3: { takes: "any", nested: "keep" },
};

/**
 * `keras.layers.ActivityRegularization`: `(batch, …)` -> `(batch, …)`. Adds a penalty to the loss. Mirrors
 * keras/src/layers/regularization/activity_regularization.py; in Keras 2 the penalty is computed in the graph, and
 * only of floats.
 */
export const ActivityRegularization = defineLayer({
	name: "ActivityRegularization",
	signature: "l1=0.0, l2=0.0, **kwargs",
	callSignature: { keras2: "inputs, *args, **kwargs", keras3: "inputs" },
	manyInputs: true,
	precheck(args) {
		checkPenalty(args.get("l1"), "l1", args.world);
		checkPenalty(args.get("l2"), "l2", args.world);
		if (args.bound.extra.some((each) => each.name === "activity_regularizer")) {
			args.fail({
				code: "unknown-layer-argument",
				exception: "TypeError",
				message: "ActivityRegularization makes its own activity_regularizer",
				argument: "activity_regularizer",
			});
		}
	},
	configure: (args) => ({ penalties: [args.get("l1"), args.get("l2")] }),
	refuses: { keras3: [{ dtypes: ["string"], graph: "TypeError", eager: "TypeError" }] },
	call({ penalties }, context) {
		if (!isDeclared(context)) requireSummable(penalties, context);
		if (context.world === "keras2" && context.mode === "eager") requireBatch(context);
		return keepShape(RULES, context);
	},
});

/** Keras 2 divides the penalty by the batch size. */
function requireBatch(context: CallContext): void {
	const isScalar = context.inputs.some(({ shape }) => shape.kind === "ranked" && shape.dims.length === 0);
	if (!isScalar) return;
	context.fail({
		code: "input-rank",
		exception: "InvalidArgumentError",
		message: "ActivityRegularization needs a batch axis, found a scalar",
	});
}

const WIDENED: readonly DTypeName[] = ["bool", "int8", "int16", "uint8", "uint16"];

const COMPLEX: readonly DTypeName[] = ["complex64", "complex128"];

/** A sum is multiplied by a factor of the input's dtype, which those of small ints (Keras 3) and complex numbers do not have. */
function requireSummable(penalties: readonly Value[], context: CallContext): void {
	const bad = context.world === "keras3" ? [...WIDENED, ...COMPLEX] : COMPLEX;
	if (!context.inputs.some(({ dtype }) => typeof dtype === "string" && bad.includes(dtype))) return;
	const factors = penalties.map(readNumber);
	if (factors.every((factor) => factor === 0)) return;
	if (factors.includes(undefined)) vague("l1 or l2 is not known");
	context.fail({
		code: "invalid-layer-input",
		exception: context.mode === "eager" ? "InvalidArgumentError" : "TypeError",
		message: "ActivityRegularization cannot take the penalty of small ints, bools or complex numbers",
	});
}
