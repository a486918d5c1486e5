import { type DType, isNone, printShape, ranked, type Spec, spec } from "../../domain";
import { vague } from "../../interpreter/api";
import { isKnown, readNumber, requireComparable } from "../engine/argument-readers";
import { onlyShape } from "../engine/build";
import { defineLayer } from "../engine/define-layer";
import type { BuildContext, CallContext, LayerArguments } from "../engine/layer-definition";
import { readNumber as readSize, type Size } from "../utils/argument-validation";
import { requireOneTensor } from "../utils/one-tensor";
import { makeWeight } from "./convolutional/weights";

interface FourierConfig {
	readonly output: Size;
	/** True where `output_dim` is a bool. */
	readonly isBool: boolean;
	/** Whether Keras knows no initializer by what was given. */
	readonly isOdd: boolean;
}

/**
 * `keras.layers.experimental.RandomFourierFeatures` of Keras 2: `(batch, d)` -> `(batch, output_dim)` in float32. Mirrors
 * keras/src/layers/kernelized.py (2.15).
 */
export const RandomFourierFeatures = defineLayer<FourierConfig>({
	name: "RandomFourierFeatures",
	exportedAs: "experimental.RandomFourierFeatures",
	worlds: ["keras2"],
	signature: "output_dim, kernel_initializer='gaussian', scale=None, trainable=False, name=None, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	precheck(args) {
		requirePositive(args, "output_dim");
		requireKernel(args);
		if (args.get("scale").kind !== "none") requirePositive(args, "scale");
	},
	configure: (args) => ({
		output: readSize(args.get("output_dim"), "output_dim") ?? vague("output_dim is not known"),
		isBool: args.get("output_dim").kind === "bool",
		isOdd: isOddInitializer(args),
	}),
	build,
	call,
});

function requirePositive(args: LayerArguments, name: string): void {
	requireComparable(args, name);
	const number = readNumber(args.get(name));
	if (number === undefined || number > 0) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `${name} must be above 0, found ${number}`,
		argument: name,
	});
}

/** A string must name one of the two kernels. */
function requireKernel(args: LayerArguments): void {
	const value = args.get("kernel_initializer");
	if (value.kind !== "str" || value.value === undefined || /^(gaussian|laplacian)$/i.test(value.value)) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `kernel_initializer must be "gaussian" or "laplacian", found "${value.value}"`,
		argument: "kernel_initializer",
	});
}

function isOddInitializer(args: LayerArguments): boolean {
	const value = args.get("kernel_initializer");
	if (!isKnown(value)) return vague("kernel_initializer is not known");
	return value.kind === "int" || value.kind === "float" || value.kind === "bool";
}

function build({ output, isOdd, isBool }: FourierConfig, context: BuildContext): void {
	if (context.argument?.kind === "none") failRank("None", context);
	requireOneTensor(context.argument, "RandomFourierFeatures", { sequence: "TypeError", dict: undefined });
	const { dims } = context.shape;
	if (dims.length !== 2) failRank(printShape(context.shape), context);
	const size = dims[1];
	if (size === undefined || isNone(size)) {
		context.fail({
			code: "undefined-dimension",
			message: `RandomFourierFeatures needs the last dimension of its input, found None in ${printShape(context.shape)}`,
			because: size && isNone(size) ? [size.why] : [],
		});
	}
	if (isOdd) {
		context.fail({
			code: "invalid-layer-argument",
			message: "kernel_initializer is no initializer",
			argument: "kernel_initializer",
		});
	}
	const fixed = { dtype: "float32", trainable: false } as const;
	if (output.isFloat) makeWeight(context, "unscaled_kernel", [output], {});
	context.addWeight("unscaled_kernel", [size, output.dim], fixed);
	if (isBool) rejectBool(context);
	context.addWeight("bias", [output.dim], fixed);
	context.addWeight("kernel_scale", [1], { dtype: "float32" });
	context.setInputSpec({ ndim: 2, axes: typeof size === "number" ? { 1: size } : {} });
	// Where the two dtypes of a policy differ, autocast gives what the layer then refuses.
	requireDType(context.inputs[0]?.dtype, context.variableDtype, context);
}

/** The shape `[True]` is a tensor of bools, of which TensorFlow draws no numbers. */
const rejectBool = (context: BuildContext): never =>
	context.fail({
		code: "invalid-layer-argument",
		exception: "InvalidArgumentError",
		message: "output_dim=True gives the bias a shape of bools, which its initializer does not take",
		argument: "output_dim",
	});

function requireDType(dtype: DType | undefined, wanted: DType, { fail }: BuildContext | CallContext): void {
	if (dtype === wanted || typeof dtype !== "string" || typeof wanted !== "string") return;
	fail({
		code: "invalid-layer-input",
		message: `RandomFourierFeatures takes only inputs of dtype ${wanted}, found ${dtype}`,
	});
}

const failRank = (found: string, context: BuildContext): never =>
	context.fail({
		code: "input-rank",
		message: `RandomFourierFeatures needs an input of rank 2, found ${found}`,
	});

/** The input is converted to the dtype of the layer's weights, which a tensor of another dtype refuses. */
function call({ output }: FourierConfig, context: CallContext): Spec {
	const batch = onlyShape(context.inputs).dims[0] ?? vague("the input has no batch");
	requireDType(context.inputs[0]?.dtype, context.computeDtype, context);
	return spec(ranked([batch, output.dim]), "float32");
}
