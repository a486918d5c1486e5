import { type Dim, isStatic, printShape } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { FLOAT_RULE } from "../../engine/activation-rules";
import { asInt, itemsOf } from "../../engine/argument-readers";
import { checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import { keepShape } from "../../engine/elementwise";
import type { BuildContext } from "../../engine/layer-definition";

/**
 * `keras.layers.PReLU`: any shape, kept; one slope per position, except along `shared_axes`. Mirrors
 * keras/src/layers/activation/prelu.py (2.15) and keras/src/layers/activations/prelu.py (3).
 */
export const PReLU = defineLayer({
	name: "PReLU",
	signature: {
		keras2: "alpha_initializer='zeros', alpha_regularizer=None, alpha_constraint=None, shared_axes=None, **kwargs",
		keras3: "alpha_initializer='Zeros', alpha_regularizer=None, alpha_constraint=None, shared_axes=None, **kwargs",
	},
	callSignature: "inputs",
	configure(args) {
		const initializer = checkInitializer(args, "alpha_initializer");
		checkRegularizer(args, "alpha_regularizer");
		checkConstraint(args, "alpha_constraint");
		const shared = args.get("shared_axes");
		const axes = shared.kind === "none" ? [] : (itemsOf(shared) ?? [shared]);
		return { initializer, axes: axes.map(asInt), isShared: shared.kind !== "none" };
	},
	build({ initializer, axes }, context) {
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
	call: (_config, context) => keepShape({ keras2: FLOAT_RULE, keras3: FLOAT_RULE }, context),
});

/** Python's own indexing of the shape without the batch: `shape[axis - 1] = 1`. */
function shareAxis(axis: number | undefined, shape: Dim[], context: BuildContext): void {
	if (axis === undefined) vague("shared_axes is not known");
	const index = axis - 1 < 0 ? axis - 1 + shape.length : axis - 1;
	if (index < 0 || index >= shape.length) {
		context.fail({
			code: "invalid-layer-argument",
			exception: "IndexError",
			message: `PReLU shares axis ${axis}, the input is ${printShape(context.shape)}`,
			argument: "shared_axes",
		});
	}
	shape[index] = 1;
}
