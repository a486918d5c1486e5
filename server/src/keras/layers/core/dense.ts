import {
	type Dim,
	isFloating,
	isNone,
	isStatic,
	printDType,
	printShape,
	ranked,
	spec,
	unknownDim,
	type Value,
} from "../../../domain";
import { vague } from "../../../interpreter/api";
import { activate } from "../../engine/activation";
import { readFlag } from "../../engine/argument-readers";
import { onlyShape } from "../../engine/build";
import {
	checkActivation,
	checkConstraint,
	checkInitializer,
	checkRegularizer,
	readUnits,
} from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import { isDeclared } from "../../engine/elementwise";
import { failFit, requireSize, weightShape } from "../../engine/fit-weights";
import type { BuildContext, CallContext, Initializer } from "../../engine/layer-definition";
import { addLora, readLoraRank } from "../../engine/lora";
import { promotedDType, STRINGS_UNCAST } from "../../engine/refused-dtypes";

/**
 * `keras.layers.Dense`: `(batch, …, input_dim)` -> `(batch, …, units)`. Every output is a weighted sum of the last
 * axis. Mirrors keras/src/layers/core/dense.py.
 */
export const Dense = defineLayer({
	name: "Dense",
	signature: {
		keras2:
			"units, activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs",
		keras3:
			"units, activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, lora_rank=None, lora_alpha=None, quantization_config=None, **kwargs",
	},
	callSignature: { keras2: "inputs", keras3: "inputs, training=None" },
	precheck(args) {
		if (args.world === "keras3") readUnits(args, "units");
	},
	configure(args) {
		const units = readUnits(args, "units");
		const activation = checkActivation(args, "activation");
		const kernel = checkInitializer(args, "kernel_initializer");
		const bias = checkInitializer(args, "bias_initializer");
		checkRegularizer(args, "kernel_regularizer");
		checkRegularizer(args, "bias_regularizer");
		checkConstraint(args, "kernel_constraint");
		checkConstraint(args, "bias_constraint");
		const isBool = args.get("units").kind === "bool";
		const lora = args.world === "keras3" ? readLoraRank(args) : undefined;
		const isConstrained = args.get("kernel_constraint").kind !== "none";
		return { units, isBool, activation, useBias: readFlag(args, "use_bias"), kernel, bias, lora, isConstrained };
	},
	inputSpec: () => ({ minNdim: 2 }),
	refuses: { keras2: [STRINGS_UNCAST] },
	build({ units, isBool, useBias, kernel, bias, lora, isConstrained }, context) {
		requireFloats(context);
		if (context.argument && context.argument.kind !== "tensor") rejectNested(context.argument, context);
		if (context.shape.dims.length === 0)
			context.fail({
				code: "input-rank",
				exception: "IndexError",
				message: "Dense cannot be built for a scalar",
			});
		const inputDim = context.shape.dims.at(-1) ?? unknownDim({ text: "the input has no axis" });
		if (isNone(inputDim)) {
			context.fail({
				code: "undefined-dimension",
				message: `Dense needs the last dimension of its input, found None in ${printShape(context.shape)}`,
				because: [inputDim.why],
			});
		}
		context.addWeight("kernel", [inputDim, units], { initializer: kernel, trainable: !lora });
		if (useBias && isBool && context.world === "keras2") rejectBoolShape(bias, context);
		if (useBias) context.addWeight("bias", [units], { initializer: bias });
		if (lora) addLora(context, { rank: lora, name: "kernel", shape: [inputDim, units], isConstrained });
		if (isStatic(inputDim)) context.setInputSpec({ minNdim: 2, axes: { [-1]: inputDim } });
	},
	fitsWeights: true,
	call({ units, activation, useBias }, context) {
		const shape = onlyShape(context.inputs);
		if (!isDeclared(context)) multiplyKernel(shape.dims, useBias, context);
		return activate(activation, spec(ranked([...shape.dims.slice(0, -1), units]), promotedDType(context)), context);
	},
});

/** Keras 2 multiplies more than a matrix as one of which nothing is known to a graph unless its whole shape is. */
function multiplyKernel(dims: readonly Dim[], useBias: boolean, context: CallContext): void {
	if (dims.length < 2 && context.world === "keras2") {
		if (!useBias || context.mode === "eager") vague("Dense on an input without features");
		failFit("features beside the batch", dims, context);
	}
	if (context.world === "keras2" && dims.length > 2 && !dims.every(isStatic)) return;
	requireSize(dims.at(-1), weightShape(context.built(), "kernel")?.[0], dims, context);
}

/** What each Keras raises when weights that are drawn at random cannot have the layer's dtype. */
function requireFloats({ world, variableDtype, fail }: BuildContext): void {
	if (typeof variableDtype !== "string" || isFloating(variableDtype)) return;
	const drawn = { int32: "InvalidArgumentError", int64: "InvalidArgumentError", string: "UnimplementedError" };
	const keras2 = variableDtype.startsWith("complex") ? "ValueError" : "TypeError";
	fail({
		code: "invalid-layer-argument",
		exception: world === "keras2" ? keras2 : (drawn[variableDtype as keyof typeof drawn] ?? "ValueError"),
		message: `Dense has floating-point weights, its dtype is ${printDType(variableDtype)}`,
		argument: "dtype",
	});
}

/** One tensor in a list or dict passes the input spec; its shape, nested likewise, then stands for one shape. */
function rejectNested(argument: Value, { world, fail }: BuildContext): never {
	const keras3 = argument.kind === "dict" ? "KeyError" : "ValueError";
	return fail({
		code: "invalid-layer-input",
		exception: world === "keras2" ? "TypeError" : keras3,
		message: `Dense takes one tensor, found a ${argument.kind} of them`,
	});
}

/** The shape `[True]` is a tensor of bools, of which TensorFlow draws no numbers. */
function rejectBoolShape(bias: Initializer, { fail }: BuildContext): void {
	if (bias.onNoneSize !== "TypeError") return;
	fail({
		code: "invalid-layer-argument",
		exception: "InvalidArgumentError",
		message: "units=True gives the bias a shape of bools, which its initializer does not take",
		argument: "units",
	});
}
