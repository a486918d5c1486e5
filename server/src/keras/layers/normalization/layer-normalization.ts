import type { Value } from "../../../domain";
import { readFlag, requireComparable } from "../../engine/argument-readers";
import { checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import type { Initializer, LayerArguments } from "../../engine/layer-definition";
import { STRINGS_UNCAST, STRINGS_UNPROMOTED } from "../../engine/refused-dtypes";
import { dimAt, intAxes, readAxis, validateAxes } from "./axes";
import { addEpsilons, checkEpsilon } from "./epsilon";
import { fitAffine } from "./fit-affine";
import { normalized } from "./normalized";

const SIGNATURE =
	"axis=-1, epsilon=0.001, center=True, scale=True, beta_initializer='zeros', gamma_initializer='ones', beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, **kwargs";

/**
 * `keras.layers.LayerNormalization`: `(batch, …)` -> `(batch, …)`. The dims at `axis` are the shape of its weights.
 * Mirrors keras/src/layers/normalization/layer_normalization.py in both worlds.
 */
export const LayerNormalization = defineLayer({
	name: "LayerNormalization",
	signature: SIGNATURE,
	extraArguments: { keras3: ["rms_scaling"] },
	callSignature: "inputs",
	manyInputs: true,
	configure(args) {
		const axes = readAxis(args, "LayerNormalization");
		const weights = readAffine(args);
		return { ...weights, axes, epsilon: args.get("epsilon"), rms: rmsScaling(args), args };
	},
	build({ axes, center, scale, beta, gamma, rms, args }, context) {
		if (context.world === "keras2") {
			const at = validateAxes(axes, context);
			const shape = at.map((axis) => context.shape.dims[axis] ?? 1);
			if (scale) context.addWeight("gamma", shape, { initializer: gamma });
			if (center) context.addWeight("beta", shape, { initializer: beta });
			if (at.length === 0) emptyAxis(context.fail);
			requireComparable(args, "epsilon");
			return;
		}
		const sorted = [...intAxes(axes, context)].sort((a, b) => a - b);
		const shape = sorted.map((axis) => dimAt(axis, context));
		if (scale || rms) context.addWeight("gamma", shape, { initializer: gamma });
		if (center && !rms) context.addWeight("beta", shape, { initializer: beta });
	},
	refuses: { keras2: [STRINGS_UNCAST], keras3: [{ ...STRINGS_UNPROMOTED, since: "3.9" }] },
	call({ axes, epsilon }, context) {
		if (context.world === "keras3" && context.mode !== "symbolic") {
			if (epsilon.kind === "str") checkEpsilon(epsilon, context, "LayerNormalization");
			addEpsilons(epsilon, context);
		}
		return fitAffine(axes, normalized(context), context);
	},
});

const emptyAxis = (fail: LayerArguments["fail"]): never =>
	fail({ code: "invalid-layer-argument", exception: "IndexError", message: "axis is an empty list", argument: "axis" });

function rmsScaling(args: LayerArguments): boolean {
	const value: Value | undefined = args.bound.extra.find((each) => each.name === "rms_scaling")?.value;
	return value !== undefined && args.machine.truth(value, { path: "", start: 0, end: 0 }) === true;
}

export interface Affine {
	readonly center: boolean;
	readonly scale: boolean;
	readonly beta: Initializer;
	readonly gamma: Initializer;
}

/** The scale and offset that the normalization layers share. */
export function readAffine(args: LayerArguments): Affine {
	const beta = checkInitializer(args, "beta_initializer");
	const gamma = checkInitializer(args, "gamma_initializer");
	for (const name of ["beta", "gamma"]) checkRegularizer(args, `${name}_regularizer`);
	for (const name of ["beta", "gamma"]) checkConstraint(args, `${name}_constraint`);
	return { center: readFlag(args, "center"), scale: readFlag(args, "scale"), beta, gamma };
}
