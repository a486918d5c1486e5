import { type Dim, isNone, isStatic, mapDim, printShape } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { readFlag } from "../../engine/argument-readers";
import { rankedOrVague } from "../../engine/build";
import { checkActivation, checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import { readPolicy } from "../../engine/dtype-policy";
import type { BuildContext, Initializer, LayerArguments } from "../../engine/layer-definition";
import { flattenTensors } from "../../engine/structure";
import { type Size, sizeOf, standardizeTuple } from "../../utils/argument-validation";
import { readChannelsFirst, readPadding } from "../../utils/data-format";
import { splitShape } from "../../utils/spatial";
import { isSince } from "../../versions/release";
import { makeWeight } from "../convolutional/weights";
import { requireSeed } from "../regularization/base-random";
import { RNN_CALL, rejectScratch, requireBatch } from "./base-rnn";
import { checkOrthogonal, makeBias, readBias } from "./cell-weights";
import { type ConvLSTMConfig, callConvLSTM, convolved, filtersOf, rejectPadding, stepOf } from "./conv-lstm-call";
import { dtypeOf, readRate } from "./recurrent-cell";
import { arrangeStates } from "./rnn-states";

const BEFORE =
	"activation='tanh', recurrent_activation=GATE, use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None";
const DROPOUT = "dropout=0.0, recurrent_dropout=0.0";
const FLAGS = "return_sequences=False, return_state=False, go_backwards=False, stateful=False";

function signatureOf(rank: number) {
	const ones = rank === 1 ? "1" : `(${new Array(rank).fill("1").join(", ")})`;
	const start = (one: string): string =>
		`filters, kernel_size, strides=${one}, padding='valid', data_format=None, dilation_rate=${one}`;
	return {
		keras2: `${start(ones)}, ${BEFORE.replace("GATE", "'hard_sigmoid'")}, ${FLAGS}, ${DROPOUT}, **kwargs`,
		keras3: `${start("1")}, ${BEFORE.replace("GATE", "'sigmoid'")}, ${DROPOUT}, seed=None, ${FLAGS}, **kwargs`,
	};
}

export const defineConvLSTMLayer = (rank: number) =>
	defineLayer<ConvLSTMConfig>({
		name: `ConvLSTM${rank}D`,
		signature: signatureOf(rank),
		callSignature: RNN_CALL,
		extraArguments: {
			keras2: ["unroll", "time_major", "zero_output_for_mask"],
			keras3: ["unroll", "zero_output_for_mask"],
		},
		precheck: (args) => void readConvLSTM(args, rank),
		configure: (args) => readConvLSTM(args, rank),
		fitsWeights: true,
		inputSpec: () => ({ ndim: rank + 3 }),
		arrange: (_config, request) => arrangeStates(request),
		build: buildConvLSTM,
		call: callConvLSTM,
	});

/** The layer makes its cell first, which looks at all of this before the layer sees the arguments of every layer. */
function readConvLSTM(args: LayerArguments, rank: number): ConvLSTMConfig {
	readPolicy(dtypeOf(args), args.machine, args.world);
	if (args.world === "keras3") requireSeed(args);
	const kernel = standardizeTuple(args, "kernel_size", rank);
	const strides = standardizeTuple(args, "strides", rank, { allowZero: true });
	const padding = readPadding(args, false);
	const channelsFirst = readChannelsFirst(args);
	const dilation = standardizeTuple(args, "dilation_rate", rank);
	for (const name of ["activation", "recurrent_activation"]) checkActivation(args, name);
	const [kernelInitializer, recurrent, bias] = ["kernel", "recurrent", "bias"].map((name) =>
		checkInitializer(args, `${name}_initializer`),
	) as [Initializer, Initializer, Initializer];
	for (const name of ["kernel", "recurrent", "bias"]) checkRegularizer(args, `${name}_regularizer`);
	for (const name of ["kernel", "recurrent", "bias"]) checkConstraint(args, `${name}_constraint`);
	const isAbove1 = (sizes: readonly Size[]): boolean => sizes.some(({ dim }) => isStatic(dim) && dim > 1);
	// Keras 3 looked at the two together since 3.14.
	if (isAbove1(strides) && isAbove1(dilation) && (args.world === "keras2" || isSince("3.14", args))) {
		args.fail({
			code: "invalid-layer-argument",
			message: "strides and dilation_rate of a ConvLSTM cannot both be above 1",
			argument: "dilation_rate",
		});
	}
	for (const name of ["dropout", "recurrent_dropout"]) readRate(args, name);
	rejectUnroll(args);
	return {
		rank,
		filters: args.get("filters"),
		outputPadding: undefined,
		kernel,
		strides,
		dilation,
		padding,
		channelsFirst,
		useBias: readFlag(args, "use_bias"),
		sequences: readFlag(args, "return_sequences"),
		states: readFlag(args, "return_state"),
		stateful: readFlag(args, "stateful"),
		initializers: { kernel: kernelInitializer, recurrent, bias },
		bias: readBias(args, "filters"),
	};
}

function rejectUnroll(args: LayerArguments): void {
	const unroll = args.bound.extra.find((each) => each.name === "unroll")?.value;
	if (args.world === "keras3" || !unroll || args.machine.truth(unroll, { path: "", start: 0, end: 0 }) !== true) return;
	args.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: "a ConvLSTM cannot be unrolled",
		argument: "unroll",
	});
}

function buildConvLSTM(config: ConvLSTMConfig, context: BuildContext): void {
	const { rank, kernel, channelsFirst } = config;
	const { shape } = context;
	const { channels, spatial } = splitShape(stepOf(shape), rank, channelsFirst);
	const none = context.world === "keras3" ? (spatial.find(isNone) ?? channels) : channels;
	if (isNone(none)) {
		context.fail({
			code: "undefined-dimension",
			message: `a ConvLSTM needs the size of its ${none === channels ? "channels" : "images"}, found None in ${printShape(shape)}`,
			because: [none.why],
		});
	}
	const filters = requireFilters(config, context);
	const four = sizeOf(mapDim(filters, (size) => 4 * size));
	const { initializers, bias } = config;
	makeKernel("kernel", [...kernel, sizeOf(channels), four], initializers.kernel, context);
	makeKernel("recurrent_kernel", [...kernel, sizeOf(filters), four], initializers.recurrent, context);
	if (config.useBias) makeBias([four.dim], initializers.bias, bias, context);
	if (context.world === "keras2") rejectStates(config, context);
	if (config.stateful) buildStates(config, context);
	if (context.world === "keras2")
		context.setInputSpec({ shape: shape.dims.map((dim, axis) => (axis > 1 && isStatic(dim) ? dim : null)) });
}

function makeKernel(name: string, shape: readonly Size[], initializer: Initializer, context: BuildContext): void {
	checkOrthogonal(initializer, `${name.replace("_kernel", "")}_initializer`, context);
	makeWeight(context, name, shape, initializer);
}

/** Python's `4 * filters` as the size of a weight. */
function requireFilters({ filters }: ConvLSTMConfig, context: BuildContext): Dim {
	const size = filtersOf(filters);
	if (size !== undefined && !(isStatic(size) && size < 0)) return size;
	const isTimes = ["float", "str", "list", "tuple", "int", "bool"].includes(filters.kind);
	const isOther = filters.kind === "none" || filters.kind === "dict";
	if (!isTimes && !isOther) return vague("filters is no plain number");
	const isType = isOther || (context.world === "keras2" && size === undefined);
	return context.fail({
		code: "invalid-layer-argument",
		exception: isType ? "TypeError" : "ValueError",
		message: `filters must be a positive integer, found a value of type ${typeName(filters)}`,
		argument: "filters",
	});
}

/** Keras 2 compares the channels of given states with its filters. */
function rejectStates({ rank, filters, channelsFirst }: ConvLSTMConfig, context: BuildContext): void {
	const value = context.parameter("initial_state");
	if (value.kind === "none" || value.kind === "unknown") return;
	const states = flattenTensors(value);
	const channels = states.map(({ spec: { shape } }) => rankedOrVague(shape).dims[channelsFirst ? 1 : rank + 1]);
	const isShort = channels.includes(undefined);
	if (!isShort && channels.length === 2 && channels.every((size) => size === filtersOf(filters))) return;
	context.fail({
		code: "merge-shape-mismatch",
		exception: isShort ? "IndexError" : undefined,
		message: `initial_state has the shapes ${states.map((state) => printShape(state.spec.shape)).join(", ")}, a ConvLSTM needs two images of its filters`,
		argument: "initial_state",
	});
}

/** A stateful layer makes its states as it is built: all their sizes must be known. */
function buildStates(config: ConvLSTMConfig, context: BuildContext): void {
	const { shape } = context;
	if (context.world === "keras3") {
		requireBatch(shape.dims[0] as Dim, context);
		rejectScratch(context);
	}
	// Keras 2 only asserts that the states are there.
	rejectPadding(config, context, context.world === "keras2" ? "AssertionError" : undefined);
	const state = convolved(config, shape, context);
	const none = state.find(isNone);
	if (none === undefined) return;
	context.fail({
		code: "undefined-dimension",
		message: `a stateful ConvLSTM needs a fixed batch and image size, found ${printShape(shape)}`,
		argument: "stateful",
		because: isNone(none) ? [none.why] : [],
	});
}
