import { type Dim, isFloating, isInteger, isNone, isStatic, printShape, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { asInt, itemsOf, readNumber } from "../../engine/argument-readers";
import { onlyShape } from "../../engine/build";
import { defineLayer } from "../../engine/define-layer";
import { applyRule, castArgument, type ElementwiseRule } from "../../engine/elementwise";
import { failFit, weightShape } from "../../engine/fit-weights";
import type { BuildContext, CallContext, LayerArguments } from "../../engine/layer-definition";
import { shapeOfValue } from "../../engine/plain-shape";
import { STRINGS_UNPROMOTED } from "../../engine/refused-dtypes";
import type { SpecStructure } from "../../engine/structure";
import { isSince } from "../../versions/release";
import { dimAt, validateAxes } from "./axes";
import { checkEpsilon } from "./epsilon";
import { failNone } from "./fit-affine";
import { type Affine, readAffine } from "./layer-normalization";
import { normalized } from "./normalized";

interface Config extends Affine {
	readonly groups: Value;
	readonly epsilon: Value;
	readonly axis: Value;
}

/**
 * `keras.layers.GroupNormalization`: `(batch, …)` -> `(batch, …)`. The channels at `axis` are split into `groups`.
 * Mirrors keras/src/layers/normalization/group_normalization.py: Keras 3 checks `groups` in the constructor, Keras 2
 * runs the layer on floats only.
 */
export const GroupNormalization = defineLayer({
	name: "GroupNormalization",
	signature:
		"groups=32, axis=-1, epsilon=0.001, center=True, scale=True, beta_initializer='zeros', gamma_initializer='ones', beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, **kwargs",
	callSignature: { keras2: "inputs, mask=None", keras3: "inputs" },
	manyInputs: true,
	precheck(args) {
		// Before 3.15, groups met their first check when the layer was built.
		if (args.world === "keras3" && isSince("3.15", args)) checkGroups(args);
	},
	configure: (args): Config => ({
		...readAffine(args),
		groups: args.get("groups"),
		axis: args.get("axis"),
		epsilon: args.get("epsilon"),
	}),
	build({ axis, groups, scale, center, gamma, beta }, context) {
		const at = readChannelAxis(axis, context);
		const dim = dimAt(at, context, "TypeError");
		checkSplit(groups, at, dim, context);
		if (isStatic(dim)) context.setInputSpec({ ndim: context.shape.dims.length, axes: { [at]: dim } });
		if (scale) context.addWeight("gamma", [dim], { initializer: gamma });
		if (center) context.addWeight("beta", [dim], { initializer: beta });
	},
	fitsWeights: true,
	refuses: { keras3: [STRINGS_UNPROMOTED] },
	call(config, context) {
		if (context.world === "keras2") return regroup(config, context);
		// What comes out is cast since 3.15.
		const isOdd = context.mode !== "symbolic" && !context.inputs.every(({ dtype }) => isFloating(dtype));
		if (isOdd && !isSince("3.15", context)) return vague("what is no float, before Keras 3.15");
		const shape = context.inputs[0]?.shape;
		const isLone = shape?.kind === "ranked" && shape.dims.length < 2 && asInt(config.axis) === -1;
		if (context.mode !== "symbolic" && isLone) {
			context.fail({
				code: "input-rank",
				exception: "IndexError",
				message: `GroupNormalization needs an axis beside the batch, found ${printShape(shape)}`,
			});
		}
		const channels = shape?.kind === "ranked" ? shape.dims.at(asInt(config.axis) ?? -1) : undefined;
		if (context.mode === "graph" && channels !== undefined && isNone(channels))
			failNone(onlyShape(context.inputs).dims, context);
		if (context.mode !== "symbolic") {
			checkEpsilon(config.epsilon, context, "GroupNormalization");
			if (context.mode === "eager" && itemsOf(config.epsilon)) vague("an epsilon for each channel is not followed");
		}
		return normalized(context);
	},
});

function checkGroups(args: LayerArguments): void {
	const value = args.get("groups");
	const number = asInt(value);
	if (value.kind === "unknown" || value.kind === "instance") return;
	if ((value.kind === "int" || value.kind === "bool") && (number === undefined || number > 0 || number === -1)) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `groups must be a positive integer or -1, found ${number ?? `a value of type ${typeName(value)}`}`,
		argument: "groups",
	});
}

/** Keras 2 validates a list of axes, and then indexes the shape with the list. */
function readChannelAxis(axis: Value, context: BuildContext): number {
	const isNumpy = axis.kind === "int" && axis.numpy !== undefined;
	const number = isNumpy && context.world === "keras2" ? undefined : asInt(axis);
	const fail = (): never =>
		context.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `axis of GroupNormalization must be an int, found a value of type ${typeName(axis)}`,
			argument: "axis",
		});
	if (number === undefined) {
		if (!isNumpy && ["unknown", "int", "bool", "instance"].includes(axis.kind)) return vague("axis is not known");
		if (context.world === "keras2") validateAxes(itemsOf(axis) ?? [], context);
		return fail();
	}
	if (context.world === "keras2") validateAxes([axis], context);
	return number;
}

function checkSplit(groups: Value, axis: number, dim: Dim, context: BuildContext): void {
	const fail = (message: string, exception = "ValueError"): never =>
		context.fail({ code: "invalid-layer-argument", exception, message, argument: "groups" });
	if (isNone(dim)) {
		context.fail({
			code: "undefined-dimension",
			message: `GroupNormalization needs the size of axis ${axis}, found None in ${printShape(context.shape)}`,
			because: [dim.why],
		});
	}
	const count = readNumber(groups);
	if (count === undefined) {
		if (["unknown", "int", "float", "bool", "instance", "tensor"].includes(groups.kind)) return;
		fail(`groups must be an integer, found a value of type ${typeName(groups)}`, "TypeError");
	} else if (isStatic(dim) && count !== -1) {
		if (dim < count) fail(`${count} groups cannot share ${dim} channels`);
		if (count === 0) fail("groups must not be 0", "ZeroDivisionError");
		if (dim % count !== 0) fail(`${dim} channels cannot be split into ${count} groups`);
	}
}

const FLOATS: ElementwiseRule = { takes: "float", nested: "TypeError" };

/** Keras 2 reshapes and takes moments: of floats, by whole numbers, and never by the batch axis counted from the end. */
function regroup({ groups, axis, epsilon }: Config, context: CallContext): SpecStructure {
	const fail = (message: string, exception: string, argument: string): never =>
		context.fail({ code: "invalid-layer-argument", exception, message, argument });
	checkMask(context);
	if (groups.kind === "float") fail("groups must be an integer, found a float", "TypeError", "groups");
	const { argument } = context;
	const rank =
		argument.kind === "tensor" && argument.spec.shape.kind === "ranked" ? argument.spec.shape.dims.length : 0;
	if (axis.kind === "bool") vague("an axis that is a bool");
	if (asInt(axis) === -rank) fail(`axis ${-rank} is the batch, counted from the end`, "IndexError", "axis");
	fitGroups(groups, asInt(axis) ?? -1, context);
	checkEpsilon(epsilon, context, "GroupNormalization");
	checkEpsilons(epsilon, { groups, axis }, context);
	const { computeDtype } = context;
	const isFloat = argument.kind === "tensor" && isFloating(argument.spec.dtype);
	const isOther = typeof computeDtype === "string" && (isInteger(computeDtype) || computeDtype === "bool");
	if (isFloat && isOther) return normalized(context);
	return applyRule(FLOATS, { ...context, argument: castArgument(context) });
}

/** As many channels as the groups hold are scaled, whatever is left over. */
function fitGroups(groups: Value, axis: number, context: CallContext): void {
	const size = (weightShape(context.built(), "gamma") ?? weightShape(context.built(), "beta"))?.[0];
	if (size === undefined || !isStatic(size)) return;
	const { dims } = onlyShape(context.inputs);
	const found = dims.at(axis) ?? failFit(`channels at axis ${axis}`, dims, context);
	const written = asInt(groups) ?? 1;
	const count = written === -1 ? size : written;
	const held = isStatic(found) && count > 0 ? Math.floor(found / count) * count : undefined;
	// A graph knows what is left over where it knows all sizes.
	const isLeft = dims.every(isStatic) && Number(found) % count !== 0;
	if (held !== undefined && (held !== size || isLeft)) failFit(`${size} channels`, dims, context);
}

/** Several epsilons are added along the channels of a group, which are the last axis then. */
function checkEpsilons(epsilon: Value, { groups, axis }: Pick<Config, "groups" | "axis">, context: CallContext): void {
	const count = itemsOf(epsilon)?.length ?? 1;
	if (count === 1) return;
	const shape = context.inputs[0]?.shape;
	const size = shape?.kind === "ranked" ? shape.dims.at(-1) : undefined;
	const parts = asInt(groups);
	const isPlain = itemsOf(epsilon)?.every((item) => readNumber(item) !== undefined);
	const isKnown = isPlain && asInt(axis) === -1 && size !== undefined && isStatic(size) && parts !== undefined;
	if (!isKnown || parts <= 0 || context.mode === "eager") vague("an epsilon for each channel is not followed");
	if (count === size / parts) return;
	context.fail({
		code: "invalid-layer-argument",
		message: `epsilon of GroupNormalization holds ${count} numbers, a group has ${size / parts} channels`,
		argument: "epsilon",
	});
}

/** Keras 2 broadcasts the mask to the input's shape; what is no number it casts in a graph, but not in fact. */
function checkMask(context: CallContext): void {
	const value = context.parameter("mask");
	if (value.kind === "none") return;
	const mask = shapeOfValue(value);
	const shape = context.inputs[0]?.shape;
	if (mask?.kind !== "ranked" || shape?.kind !== "ranked") vague("the mask is not known");
	if (context.mode === "eager" && value.kind === "str") {
		context.fail({
			code: "invalid-layer-input",
			exception: "UnimplementedError",
			message: "the mask of GroupNormalization is a string",
		});
	}
	if (context.mode === "eager" && value.kind !== "tensor" && value.kind !== "int" && value.kind !== "bool")
		vague("the mask is no tensor");
	const start = shape.dims.length - mask.dims.length;
	const clash = mask.dims.some((dim, axis) => {
		const size = shape.dims[start + axis];
		return isStatic(dim) && dim !== 1 && size !== undefined && isStatic(size) && size !== dim;
	});
	if (start >= 0 && !clash) return;
	context.fail({
		code: "merge-shape-mismatch",
		exception: context.mode === "eager" ? "InvalidArgumentError" : "ValueError",
		message: `GroupNormalization cannot broadcast a mask of shape ${printShape(mask)} to ${printShape(shape)}`,
	});
}
