import { type Dim, type DType, isFloating } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, type OpArguments, type OpResult } from "../op";
import { choiceOf, fixedDType, mergedDim, SCALAR, scalarOf, vector, withRank, withRankAtLeast } from "./checks";
import { requireDType } from "./keep";

/** `tf.quantization`. Mirrors tensorflow/core/ops/array_ops.cc. */

const LEAST_BITS = 2;
const MOST_BITS = 16;

const reject = (args: OpArguments, message: string, argument: string): never =>
	args.fail({ code: "invalid-layer-argument", message, argument });

/** Kernels look at the range and the bits. */
function checkRange(args: OpArguments): void {
	if (args.isGraph) return;
	const [low, high, bits] = ["min", "max", "num_bits"].map((name) => scalarOf(args.get(name)));
	if (low !== undefined && high !== undefined && low >= high) reject(args, "min must be less than max", "min");
	if (bits !== undefined && (bits < LEAST_BITS || bits > MOST_BITS)) reject(args, `there are ${bits} bits`, "num_bits");
}

/** Beside Python's numbers, a tensor of another dtype is converted by Python. */
const errorOf = (args: OpArguments, names: readonly string[]): string =>
	names.every((name) => args.get(name).kind === "tensor") ? "InvalidArgumentError" : "ValueError";

const RANGE = ["min", "max"];

/** The range of all numbers, or of each channel. */
function rangeOf(args: OpArguments, inputs: Operand, isPerChannel: boolean): Dim | undefined {
	const [low, high] = RANGE.map((name) => fixedDType(args, name, "float32")) as [Operand, Operand];
	if (!isPerChannel) {
		for (const [index, each] of [low, high].entries()) withRank(args, each, 0, RANGE[index]);
		return undefined;
	}
	const dims = withRankAtLeast(args, inputs, 1) ?? vague("inputs of unknown rank");
	return [low, high].reduce<Dim>(
		(size, each, index) => mergedDim(args, size, withRank(args, each, 1, RANGE[index])[0] as Dim, "the channels"),
		dims.at(-1) as Dim,
	);
}

const fake = (name: string, isPerChannel: boolean): FunctionModel =>
	defineOp(
		`quantization.fake_quant_with_min_max_${name}`,
		"inputs, min, max, num_bits=8, narrow_range=False, name=None",
		(args) => {
			const inputs = fixedDType(args, "inputs", "float32", errorOf(args, RANGE));
			rangeOf(args, inputs, isPerChannel);
			checkRange(args);
			return { shape: inputs.shape, dtype: "float32" };
		},
	);

const gradient = (name: string, isPerChannel: boolean): FunctionModel =>
	defineOp(
		`quantization.fake_quant_with_min_max_${name}_gradient`,
		"gradients, inputs, min, max, num_bits=8, narrow_range=False, name=None",
		(args): OpResult => {
			const inputs = fixedDType(args, "inputs", "float32", errorOf(args, RANGE));
			fixedDType(args, "gradients", "float32", errorOf(args, RANGE));
			const size = rangeOf(args, inputs, isPerChannel);
			const range: Operand = { shape: size === undefined ? SCALAR : vector(size), dtype: "float32" };
			return { kind: "tuple", items: [{ shape: inputs.shape, dtype: "float32" }, range, range] };
		},
	);

const QUANTIZED: readonly DType[] = ["qint8", "quint8", "qint32", "qint16", "quint16"];
const MODES = ["MIN_COMBINED", "MIN_FIRST", "SCALED"];

/** One range for all, or one for each index of an axis. */
function ranges(
	args: OpArguments,
	input: Operand,
	names: readonly [string, string],
	axisName: string,
): Operand["shape"] {
	const axis = args.given(axisName) ? (args.int(axisName) ?? -1) : -1;
	const [low, high] = names.map((name) => args.tensor(name)) as [Operand, Operand];
	if (axis === -1) {
		withRank(args, low, 0, names[0]);
		withRank(args, high, 0, names[1]);
		return SCALAR;
	}
	const dims = withRankAtLeast(args, input, axis + 1) ?? vague("an input of unknown rank");
	const [size] = withRank(args, low, 1, names[0]);
	return vector(mergedDim(args, dims[axis] as Dim, size as Dim, "the ranges and the axis"));
}

const QUANTIZE = defineOp(
	"quantization.quantize",
	"input, min_range, max_range, T, mode='MIN_COMBINED', round_mode='HALF_AWAY_FROM_ZERO', name=None, narrow_range=False, axis=None, ensure_minimum_range=0.01",
	(args): OpResult => {
		const input = fixedDType(args, "input", "float32", quantizeError(args));
		const dtype = args.dtype("T") ?? vague("the dtype of a quantization");
		requireDType(args, "quantization.quantize", dtype, (each) => QUANTIZED.includes(each));
		choiceOf(args, "mode", MODES);
		const range: Operand = { shape: ranges(args, input, ["min_range", "max_range"], "axis"), dtype: "float32" };
		return {
			kind: "tuple",
			fields: ["output", "output_min", "output_max"],
			items: [{ shape: input.shape, dtype }, range, range],
		};
	},
	{ layer: () => "compat.v1.quantize_v2" },
);

const quantizeError = (args: OpArguments): string =>
	args.get("min_range").kind === "list" ? "ValueError" : "InvalidArgumentError";

const DEQUANTIZE = defineOp(
	"quantization.dequantize",
	"input, min_range, max_range, mode='MIN_COMBINED', name=None, axis=None, narrow_range=False, dtype='float32'",
	(args) => {
		const input = args.tensor("input");
		requireDType(args, "quantization.dequantize", input.dtype, (each) => QUANTIZED.includes(each));
		choiceOf(args, "mode", MODES);
		ranges(args, input, ["min_range", "max_range"], "axis");
		return { shape: input.shape, dtype: args.dtype("dtype") ?? "float32" };
	},
);

const ROUNDINGS = ["HALF_TO_EVEN", "HALF_UP"];

/** Ranges are made of the input's own dtype, in Python. */
const both = (name: string): FunctionModel =>
	defineOp(
		`quantization.${name}`,
		`input, input_min, input_max, signed_input=True, num_bits=8, range_given=False, round_mode='HALF_TO_EVEN', name=None, narrow_range=False, axis=None`,
		(args) => {
			const input = args.tensor("input");
			if (typeof input.dtype === "string" && !isFloating(input.dtype))
				return args.fail({
					code: "invalid-layer-input",
					exception: "TypeError",
					message: `floats are quantized, found ${input.dtype}`,
					argument: "input",
				});
			choiceOf(args, "round_mode", ROUNDINGS);
			checkGiven(args, input);
			return { shape: input.shape, dtype: input.dtype };
		},
	);

function checkGiven(args: OpArguments, input: Operand): void {
	const axis = args.given("axis") ? (args.int("axis") ?? -1) : -1;
	const [low, high] = ["input_min", "input_max"].map((name) => scalarOf(args.get(name)));
	if (args.isGraph && axis >= 0) ranges(args, input, ["input_min", "input_max"], "axis");
	const isBad = low !== undefined && high !== undefined && low > high;
	if (!args.isGraph && args.isTrue("range_given") && isBad) reject(args, "the range must rise", "input_min");
}

export const QUANTIZATION_OPS: readonly FunctionModel[] = [
	defineOp(
		"quantization.fake_quant_with_min_max_args",
		"inputs, min=-6, max=6, num_bits=8, narrow_range=False, name=None",
		(args) => {
			const inputs = fixedDType(args, "inputs", "float32");
			checkRange(args);
			return { shape: inputs.shape, dtype: "float32" };
		},
	),
	defineOp(
		"quantization.fake_quant_with_min_max_args_gradient",
		"gradients, inputs, min=-6, max=6, num_bits=8, narrow_range=False, name=None",
		(args) => {
			const inputs = fixedDType(args, "inputs", "float32");
			fixedDType(args, "gradients", "float32");
			checkRange(args);
			return { shape: inputs.shape, dtype: "float32" };
		},
	),
	fake("vars", false),
	fake("vars_per_channel", true),
	gradient("vars", false),
	gradient("vars_per_channel", true),
	QUANTIZE,
	DEQUANTIZE,
	both("quantize_and_dequantize"),
	both("quantize_and_dequantize_v2"),
];
