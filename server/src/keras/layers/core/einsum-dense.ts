import { type Dim, noneDim, printDType, ranked, type Shape, sameDType, unknownDim, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { activate } from "../../engine/activation";
import { asInt, itemsOf } from "../../engine/argument-readers";
import { onlyShape, rankedOrVague } from "../../engine/build";
import { checkActivation, checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import { isDeclared } from "../../engine/elementwise";
import { broadcastWeight, weightShape } from "../../engine/fit-weights";
import type { Identified } from "../../engine/get-identifier";
import type { BuildContext, CallContext, Initializer, LayerArguments } from "../../engine/layer-definition";
import { promotedDType } from "../../engine/refused-dtypes";
import type { SpecStructure } from "../../engine/structure";
import { opFailure } from "../../utils/tf-op";
import {
	analyzeEinsum,
	type BadSize,
	type EinsumShapes,
	type PartialDim,
	parseEquation,
	printPartial,
} from "./analyze-einsum";
import { runEinsum } from "./run-einsum";

interface EinsumConfig {
	readonly equation: Value;
	readonly outputShape: readonly PartialDim[];
	readonly biasAxes: Value;
	readonly kernel: Initializer;
	readonly bias: Initializer;
	readonly loraRank: Value;
	readonly isConstrained: boolean;
	readonly activation: Identified;
}

/**
 * `keras.layers.EinsumDense`: `(batch, …)` -> `(batch, *output_shape)`, where the equation fills in a `None` of
 * `output_shape`. An einsum of the input and a kernel, whose shape the equation and `output_shape` give. Mirrors
 * keras/src/layers/core/einsum_dense.py. Keras 2 runs the einsum; Keras 3 trusts the analysis.
 */
export const EinsumDense = defineLayer({
	name: "EinsumDense",
	signature: {
		keras2:
			"equation, output_shape, activation=None, bias_axes=None, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs",
		keras3:
			"equation, output_shape, activation=None, bias_axes=None, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, kernel_constraint=None, bias_constraint=None, lora_rank=None, lora_alpha=None, gptq_unpacked_column_size=None, quantization_config=None, **kwargs",
	},
	callSignature: { keras2: "inputs", keras3: "inputs, training=None" },
	ignoresActivityRegularizer: "keras2",
	manyInputs: true,
	configure,
	build: (config, context) => {
		const equation = equationOf(config, context);
		const dims = inputDims(equation, context);
		buildEinsum(config, shapesOf(config, dims, context), context);
		if (context.world === "keras3") context.setInputSpec({ ndim: dims.length });
	},
	call,
});

function configure(args: LayerArguments): EinsumConfig {
	const outputShape = readOutputShape(args);
	const activation = checkActivation(args, "activation");
	const kernel = checkInitializer(args, "kernel_initializer");
	const bias = checkInitializer(args, "bias_initializer");
	checkRegularizer(args, "kernel_regularizer");
	checkRegularizer(args, "bias_regularizer");
	checkConstraint(args, "kernel_constraint");
	checkConstraint(args, "bias_constraint");
	const keras3 = args.world === "keras3";
	return {
		equation: args.get("equation"),
		outputShape,
		biasAxes: args.get("bias_axes"),
		kernel,
		bias,
		activation,
		isConstrained: args.get("kernel_constraint").kind !== "none",
		loraRank: keras3 ? args.get("lora_rank") : { kind: "none" },
	};
}

function readOutputShape(args: LayerArguments): readonly PartialDim[] {
	const value = args.get("output_shape");
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind === "int" || value.kind === "bool") return [toPartial(value)];
	const items = itemsOf(value);
	if (items) return items.map(toPartial);
	if (value.kind === "str" && value.value !== undefined)
		return [...value.value].map((text) => ({ kind: "bad", text: `"${text}"` }));
	if (value.kind === "none" || value.kind === "float") {
		args.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `output_shape must be an int or a tuple, found a value of type ${typeName(value)}`,
			argument: "output_shape",
		});
	}
	return vague("output_shape is not known");
}

/** A size that the user wrote; `None` leaves it to the input. */
export function toPartial(value: Value): PartialDim {
	if (value.kind === "none") return noneDim({ text: "output_shape leaves it open" });
	if (value.kind === "unknown") return unknownDim(value.why);
	const size = asInt(value);
	if (size !== undefined) return size;
	if (value.kind === "int") return unknownDim({ text: "a size that is not known" });
	return { kind: "bad", text: `a value of type ${typeName(value)}` };
}

const equationOf = ({ equation }: EinsumConfig, context: BuildContext | CallContext): string => {
	if (equation.kind === "str" && equation.value !== undefined) return equation.value;
	if (equation.kind === "str" || equation.kind === "unknown") return vague("the equation is not known");
	return context.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `the equation must be a string, found a value of type ${typeName(equation)}`,
		argument: "equation",
	});
};

/** Dimensions of the only input; what is not one tensor meets Keras's own code. */
function inputDims(equation: string, context: BuildContext): readonly Dim[] {
	const argument = context.argument;
	if (!argument || argument.kind === "tensor") return context.shape.dims;
	const keras2 = context.world === "keras2";
	const items = itemsOf(argument);
	const isSure = argument.kind === "none" || (items?.length === 1 && /^[a-zA-Z]{2}/.test(equation));
	if (!isSure) return vague("EinsumDense was called on something that is not a tensor");
	const exception =
		argument.kind === "none" ? (keras2 ? "ValueError" : "TypeError") : keras2 ? "TypeError" : "IndexError";
	return context.fail({ code: "invalid-layer-input", exception, message: "EinsumDense takes one tensor" });
}

function shapesOf(config: EinsumConfig, dims: readonly Dim[], context: BuildContext | CallContext): EinsumShapes {
	const equation = parseEquation(equationOf(config, context), context.fail);
	const axes = readAxes(config.biasAxes, context);
	return analyzeEinsum(equation, axes, dims, config.outputShape, context.world, context.fail);
}

function readAxes(value: Value, context: BuildContext | CallContext): readonly string[] | undefined {
	if (value.kind === "none") return undefined;
	if (value.kind === "str" && value.value !== undefined) return [...value.value];
	const items = itemsOf(value)?.map((item) => (item.kind === "str" ? item.value : undefined));
	if (items && !items.includes(undefined)) return items as string[];
	const isPlain = ["int", "float", "bool"].includes(value.kind);
	const plainItem = itemsOf(value)?.some((item) => ["int", "float", "bool", "none"].includes(item.kind));
	if (!isPlain && !plainItem) return vague("bias_axes is not known");
	return context.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `bias_axes must be a string of labels, found a value of type ${typeName(value)}`,
		argument: "bias_axes",
	});
}

interface Initializers {
	readonly kernel: Initializer;
	readonly bias: Initializer;
	readonly loraRank?: Value | undefined;
	readonly isConstrained?: boolean | undefined;
}

/** Makes kernel and bias; what is no size is TensorFlow's TypeError in Keras 2, a ValueError in Keras 3. */
export function buildEinsum(initializers: Initializers, shapes: EinsumShapes, context: BuildContext): void {
	const lora = initializers.loraRank;
	const isAsked = lora !== undefined && context.machine.truth(lora, context.origin) !== false;
	const kernel = requireSizes(shapes.kernel, context);
	context.addWeight("kernel", kernel, { initializer: initializers.kernel, trainable: !isAsked });
	if (shapes.bias) context.addWeight("bias", requireSizes(shapes.bias, context), { initializer: initializers.bias });
	if (!isAsked) return;
	if (initializers.isConstrained) rejectLora(context, "lora_rank cannot be combined with a kernel_constraint");
	const rank = loraRankOf(lora, context);
	context.addWeight("lora_kernel_a", [...kernel.slice(0, -1), rank], { dtype: "float32" });
	context.addWeight("lora_kernel_b", [rank, ...kernel.slice(-1)], { dtype: "float32" });
}

function loraRankOf(lora: Value, context: BuildContext): number {
	const rank = asInt(lora);
	if (rank !== undefined && rank < 0) rejectLora(context, `lora_rank must not be negative, found ${rank}`);
	if (rank !== undefined) return rank;
	if (["unknown", "int", "bool", "tensor", "instance"].includes(lora.kind)) return vague("lora_rank is not known");
	return rejectLora(context, `lora_rank must be an int, found a value of type ${typeName(lora)}`, "TypeError");
}

const rejectLora = ({ fail }: BuildContext, message: string, exception = "ValueError"): never =>
	fail({ code: "invalid-layer-argument", exception, message, argument: "lora_rank" });

function requireSizes(dims: readonly PartialDim[], context: BuildContext): readonly Dim[] {
	return dims.map((dim) => {
		const isBad = isBadSize(dim);
		if (!isBad && !(typeof dim === "number" && dim < 0)) return dim;
		return context.fail({
			code: "invalid-layer-argument",
			exception: isBad && context.world === "keras2" ? "TypeError" : "ValueError",
			message: `a weight cannot have the size ${printPartial(dim)}`,
			argument: "output_shape",
		});
	});
}

function call(config: EinsumConfig, context: CallContext): SpecStructure {
	const { dims } = onlyShape(context.inputs);
	if (isDeclared(context) || context.asksShape) {
		// What Keras 2 says of the shape was decided when the layer was built.
		const shape = context.asksShape ? rankedOrVague(builtShape(context)).dims : dims;
		const { output } = shapesOf(config, shape, context);
		return { shape: ranked(output.map(asDim)), dtype: context.computeDtype };
	}
	const equation = equationOf(config, context);
	requireDType(context);
	const kernel = weightShape(context.built(), "kernel") ?? vague("the kernel is not known");
	const result = broadcastWeight(
		runOps(equation, dims, kernel, context),
		weightShape(context.built(), "bias"),
		context,
	);
	return activate(config.activation, { shape: ranked(result), dtype: promotedDType(context) }, context);
}

const builtShape = ({ builtFor }: CallContext): Shape =>
	builtFor?.[0]?.shape ?? vague("the output shape of a layer that is not built");

/** Equations for which Keras 3 unpacks the input's shape before it computes. */
const UNPACKED: ReadonlySet<string> = new Set([
	"abc,cde->abde",
	"abc,dce->abde",
	"abc,dec->abde",
	"abcd,cde->abe",
	"abcd,ced->abe",
	"abcd,ecd->abe",
]);

/** Keras 3 multiplies matrices for the commonest equations, over any number of axes in front. */
function runOps(equation: string, dims: readonly Dim[], kernel: readonly Dim[], context: CallContext): readonly Dim[] {
	const fail = opFailure(context);
	if (context.world === "keras2") return runEinsum(equation, [dims, kernel], fail);
	const isMatmul = (equation === "ab,bc->ac" && dims.length > 2) || (equation === "abc,cd->abd" && dims.length > 3);
	if (isMatmul) {
		runEinsum("ab,bc->ac", [dims.slice(-2), kernel], fail);
		return [...dims.slice(0, -1), kernel[1] as Dim];
	}
	if (UNPACKED.has(equation) && dims.length !== equation.indexOf(",")) {
		context.fail({
			code: "input-rank",
			message: `EinsumDense needs an input of rank ${equation.indexOf(",")} for ${equation}, found ${dims.length}`,
			facts: { rank: dims.length, expected: equation.indexOf(",") },
		});
	}
	return runEinsum(equation, [dims, kernel], (failure) =>
		failure.code === "input-rank" && dims.length > equation.indexOf(",")
			? vague("an einsum over an input of another rank")
			: fail(failure),
	);
}

/** Keras 2 multiplies only what has the dtype of the kernel. */
function requireDType(context: CallContext): void {
	const dtype = context.inputs[0]?.dtype;
	if (context.world === "keras3" || dtype === undefined || typeof dtype !== "string") return;
	if (sameDType(dtype, context.computeDtype)) return;
	if (context.mode === "eager" && /^(string|bool|uint)/.test(dtype))
		vague("no device multiplies matrices of this dtype");
	context.fail({
		code: "invalid-layer-input",
		exception: context.mode === "eager" ? "InvalidArgumentError" : "TypeError",
		message: `EinsumDense computes in ${printDType(context.computeDtype)}, its input is ${dtype}`,
	});
}

const isBadSize = (dim: PartialDim): dim is BadSize => typeof dim !== "number" && dim.kind === "bad";

const asDim = (dim: PartialDim): Dim => (isBadSize(dim) ? vague("a size that is not known") : dim);
