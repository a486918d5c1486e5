import { type Dim, isNone, isStatic, printShape, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { asInt, itemsOf, readNumber, requireFloat } from "../../engine/argument-readers";
import { checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import type {
	BuildContext,
	CallContext,
	Initializer,
	LayerArguments,
	LayerDefinition,
} from "../../engine/layer-definition";
import { requireShape } from "../../engine/mask-argument";
import { STRINGS_UNCAST, STRINGS_UNPROMOTED } from "../../engine/refused-dtypes";
import { requireCondition } from "../regularization/training-argument";
import { dimAt, readAxis, validateAxes } from "./axes";
import { fitMoments } from "./fit-moments";
import { chooseFused, type Fusing, isFused, readFusing } from "./fused-batch-norm";
import { normalized } from "./normalized";
import { readRenorm } from "./renorm";

export const COMMON =
	"axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True, beta_initializer='zeros', gamma_initializer='ones', moving_mean_initializer='zeros', moving_variance_initializer='ones', beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None";

interface Config {
	readonly axes: readonly Value[];
	readonly epsilon: Value;
	readonly center: boolean | undefined;
	readonly scale: boolean | undefined;
	readonly initializers: Readonly<Record<"gamma" | "beta" | "mean" | "variance", Initializer>>;
	readonly renorm: boolean;
	readonly isTrainable: boolean;
	readonly fusing: Fusing | undefined;
}

/**
 * `keras.layers.BatchNormalization`: `(batch, …)` -> `(batch, …)`. One mean, variance, scale and offset per channel.
 * Mirrors keras/src/layers/normalization/batch_normalization.py: Keras 2 takes several axes and has a fused kernel
 * with demands of its own, Keras 3 takes one axis.
 */
export const BATCH_NORMALIZATION: LayerDefinition<Config> = {
	name: "BatchNormalization",
	signature: {
		keras2: `${COMMON}, synchronized=False, **kwargs`,
		keras3: `${COMMON}, renorm=False, renorm_clipping=None, renorm_momentum=0.99, synchronized=False, **kwargs`,
	},
	extraArguments: {
		keras2: ["renorm", "renorm_clipping", "renorm_momentum", "fused", "virtual_batch_size", "adjustment"],
	},
	callSignature: "inputs, training=None, mask=None",
	ownTrainable: true,
	manyInputs: true,
	configure(args): Config {
		const axes = args.world === "keras2" ? readAxis(args, "BatchNormalization") : [readOneAxis(args)];
		if (args.world === "keras2") rejectFusedSynchronized(args);
		else for (const name of ["momentum", "epsilon"]) requireNumber(args, name);
		const initializers = {
			beta: checkInitializer(args, "beta_initializer"),
			gamma: checkInitializer(args, "gamma_initializer"),
			mean: checkInitializer(args, "moving_mean_initializer"),
			variance: checkInitializer(args, "moving_variance_initializer"),
		};
		for (const name of ["beta", "gamma"]) checkRegularizer(args, `${name}_regularizer`);
		for (const name of ["beta", "gamma"]) checkConstraint(args, `${name}_constraint`);
		const renorm = readRenorm(args);
		const fusing = args.world === "keras2" ? readFusing(args, axes, renorm) : undefined;
		const trainable = args.bound.extra.find((each) => each.name === "trainable");
		const flag = (name: string) => args.machine.truth(args.get(name), { path: "", start: 0, end: 0 });
		return {
			axes,
			epsilon: args.get("epsilon"),
			center: flag("center"),
			scale: flag("scale"),
			initializers,
			renorm,
			fusing,
			isTrainable: trainable === undefined || args.machine.truth(trainable.value, trainable.origin) === true,
		};
	},
	build(config, context) {
		const shape = context.world === "keras2" ? paramShape(config, context) : channelShape(config, context);
		addWeights(config, shape, context);
	},
	fitsWeights: true,
	refuses: { keras2: [STRINGS_UNCAST], keras3: [STRINGS_UNPROMOTED] },
	call({ epsilon, axes, fusing, isTrainable }, context) {
		if (context.world === "keras2" && isTrainable) requireCondition(context, "constant_value");
		if (context.world === "keras3" && context.mode !== "symbolic")
			requireShape(context.parameter("mask"), "BatchNormalization", context.fail);
		if (context.world === "keras2" && fusing) rejectEpsilon(epsilon, axes, fusing, context);
		return fitMoments({ axes, fusing }, normalized(context), context);
	},
};

export const BatchNormalization = defineLayer(BATCH_NORMALIZATION);

/** Keras 2 adds `epsilon` to the variance, whatever it is; the fused kernel has a default for None. */
function rejectEpsilon(epsilon: Value, axes: readonly Value[], fusing: Fusing, context: CallContext): void {
	if (itemsOf(epsilon)) {
		rejectEpsilons(epsilon, fusing, axes, context);
		return;
	}
	if (epsilon.kind !== "none" && epsilon.kind !== "str" && epsilon.kind !== "dict") return;
	const shape = context.argument.kind === "tensor" ? context.argument.spec.shape : undefined;
	const known = axes.map(asInt).filter((axis) => axis !== undefined);
	if (shape?.kind !== "ranked" || known.length !== axes.length) vague("epsilon is no number");
	else if (epsilon.kind === "none" && isFused(fusing, known, shape.dims.length)) return;
	context.fail({
		code: "invalid-layer-argument",
		exception:
			epsilon.kind === "none"
				? "ValueError"
				: context.mode === "eager" && epsilon.kind === "str"
					? "InvalidArgumentError"
					: "TypeError",
		message: `epsilon of BatchNormalization must be a number, found a value of type ${typeName(epsilon)}`,
		argument: "epsilon",
	});
}

const rejectText = ({ fail }: CallContext): never =>
	fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: "epsilon of BatchNormalization must be a number, found strings",
		argument: "epsilon",
	});

/** One epsilon for each channel, which the fused kernel does not take. */
function rejectEpsilons(epsilon: Value, fusing: Fusing, axes: readonly Value[], context: CallContext): void {
	const items = itemsOf(epsilon) ?? [];
	const shape = context.argument.kind === "tensor" ? context.argument.spec.shape : undefined;
	const axis = axes[0] && asInt(axes[0]);
	if (
		shape?.kind !== "ranked" ||
		axes.length !== 1 ||
		axis === undefined ||
		items.some((item) => asInt(item) === undefined)
	) {
		const isText = items.length > 0 && items.every((item) => item.kind === "str");
		if (isText && context.mode !== "eager") rejectText(context);
		vague("epsilon is no number");
	}
	const isKernel = isFused(fusing, [axis < 0 ? axis + shape.dims.length : axis], shape.dims.length);
	if (isKernel && context.mode === "eager") vague("epsilon is no number");
	const size = shape.dims.at(axis);
	if (!isKernel && (items.length === 1 || items.length === size || size === undefined || !isStatic(size))) return;
	context.fail({
		code: "invalid-layer-argument",
		exception: isKernel ? "TypeError" : context.mode === "eager" ? "InvalidArgumentError" : "ValueError",
		message: "epsilon of BatchNormalization must be one number, or one for each channel",
		argument: "epsilon",
	});
}

function addWeights(
	{ center, scale, initializers, renorm }: Config,
	shape: readonly Dim[],
	context: BuildContext,
): void {
	// Keras 2 keeps the parameters of half-precision layers in float32.
	const half = context.variableDtype === "float16" || context.variableDtype === "bfloat16";
	const dtype = context.world === "keras2" && half ? ({ dtype: "float32" } as const) : {};
	if (scale === undefined || center === undefined) vague("center or scale is not known");
	if (scale && context.variableDtype === "string") rejectStrings(context);
	if (scale) context.addWeight("gamma", shape, { initializer: initializers.gamma, ...dtype });
	if (center) context.addWeight("beta", shape, { initializer: initializers.beta, ...dtype });
	const fixed = { trainable: false, ...dtype };
	context.addWeight("moving_mean", shape, { initializer: initializers.mean, ...fixed });
	context.addWeight("moving_variance", shape, { initializer: initializers.variance, ...fixed });
	if (!renorm) return;
	for (const name of ["moving_stddev", "renorm_mean", "renorm_stddev"]) context.addWeight(name, shape, fixed);
}

/** There is no 1 among strings. */
function rejectStrings({ world, fail }: BuildContext): never {
	return fail({
		code: "invalid-layer-argument",
		exception: world === "keras2" ? "ValueError" : "TypeError",
		message: "BatchNormalization has weights that are numbers, its dtype is string",
		argument: "dtype",
	});
}

/** Keras 3: `int(axis)`, one channel axis. */
function readOneAxis(args: LayerArguments): Value {
	const value = args.get("axis");
	const number = readNumber(value);
	if (number !== undefined) return { kind: "int", value: Math.trunc(number) };
	if (value.kind === "str" && value.value !== undefined && /^\s*[+-]?\d+\s*$/.test(value.value))
		return { kind: "int", value: Number(value.value) };
	if (["unknown", "int", "float", "bool", "instance", "tensor"].includes(value.kind)) return vague("axis is not known");
	return args.fail({
		code: "invalid-layer-argument",
		exception: value.kind === "str" ? "ValueError" : "TypeError",
		message: `axis of BatchNormalization must be an int, found a value of type ${typeName(value)}`,
		argument: "axis",
	});
}

/** Python's `float(value)`. */
function requireNumber(args: LayerArguments, name: string): void {
	requireFloat(args, name);
	const { kind } = args.get(name);
	if (kind !== "none" && kind !== "list" && kind !== "tuple") return;
	args.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `${name} must be a number, found a value of type ${kind}`,
		argument: name,
	});
}

function rejectFusedSynchronized(args: LayerArguments): void {
	const fused = args.bound.extra.find((each) => each.name === "fused")?.value;
	const truth = (value: Value) => args.machine.truth(value, { path: "", start: 0, end: 0 });
	if (!fused || !truth(fused) || !truth(args.get("synchronized"))) return;
	args.fail({
		code: "invalid-layer-argument",
		message: "BatchNormalization cannot be fused and synchronized at once",
		argument: "fused",
	});
}

function channelShape({ axes }: Config, context: BuildContext): readonly Dim[] {
	const axis = axes[0] && asInt(axes[0]);
	if (axis === undefined) return vague("axis is not known");
	const dim = dimAt(axis, context);
	if (isStatic(dim)) context.setInputSpec({ ndim: context.shape.dims.length, axes: { [axis]: dim } });
	return [dim];
}

/** One axis: its size. Several: the input's shape with 1 wherever no axis is. */
function paramShape({ axes, fusing }: Config, context: BuildContext): readonly Dim[] {
	const at = validateAxes(axes, context);
	const { dims } = context.shape;
	if (fusing) chooseFused(fusing, at, context);
	const sizes = at.map((axis) => [axis, dims[axis] as Dim] as const);
	const open = sizes.find(([, dim]) => isNone(dim));
	if (open && typeof open[1] !== "number") {
		context.fail({
			code: "undefined-dimension",
			message: `BatchNormalization needs the size of axis ${open[0]}, found None in ${printShape(context.shape)}`,
			because: [open[1].why],
		});
	}
	const fixed = Object.fromEntries(sizes.filter(([, dim]) => isStatic(dim))) as Record<number, number>;
	context.setInputSpec({ ndim: dims.length, axes: fixed });
	if (sizes.length === 1 && !fusing?.hasVirtualBatches) return sizes.map(([, dim]) => dim);
	const shape: Dim[] = dims.map((dim, axis) => (at.includes(axis) ? dim : 1));
	return fusing?.hasVirtualBatches ? [...shape.slice(0, 1), 1, ...shape.slice(1)] : shape;
}
