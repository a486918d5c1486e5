import {
	type Dim,
	isFloating,
	isNone,
	isStatic,
	mapDim,
	printShape,
	type RankedShape,
	ranked,
	type Spec,
	sameDType,
	sameShape,
	spec,
} from "../../../domain";
import { vague } from "../../../interpreter/api";
import { readFlag, readSize } from "../../engine/argument-readers";
import { rankedOrVague } from "../../engine/build";
import { checkActivation, checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";
import type { BuildContext, CallContext, Initializer, LayerArguments } from "../../engine/layer-definition";
import { type SpecStructure, specList, specTuple } from "../../engine/structure";
import { type Size, standardizeTuple } from "../../utils/argument-validation";
import { type Padding, readChannelsFirst, readPadding } from "../../utils/data-format";
import { joinShape, splitShape, windowCount } from "../../utils/spatial";
import { opFailure } from "../../utils/tf-op";
import { rejectScratch, requireBatch } from "./base-rnn";
import { arrangeStates, givenStates, requireComputeDtype } from "./rnn-states";

/** What `ConvLSTM1D`, `2D` and `3D` share. Mirrors rnn/base_conv_lstm.py (2.15) and rnn/conv_lstm.py (3). */
interface ConvLSTMConfig {
	readonly rank: number;
	readonly filters: Dim;
	readonly kernel: readonly Size[];
	readonly strides: readonly Size[];
	readonly dilation: readonly Size[];
	readonly padding: Padding;
	readonly channelsFirst: boolean;
	readonly useBias: boolean;
	readonly sequences: boolean;
	readonly states: boolean;
	readonly stateful: boolean;
	readonly initializers: Readonly<Record<"kernel" | "recurrent", Initializer>>;
}

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
		callSignature: {
			keras2: "inputs, mask=None, training=None, initial_state=None",
			keras3: "sequences, initial_state=None, mask=None, training=False",
		},
		extraArguments: {
			keras2: ["unroll", "time_major", "zero_output_for_mask"],
			keras3: ["unroll", "zero_output_for_mask"],
		},
		configure: (args) => readConvLSTM(args, rank),
		inputSpec: () => ({ ndim: rank + 3 }),
		arrange: (_config, request) => arrangeStates(request),
		build: buildConvLSTM,
		call: callConvLSTM,
	});

function readConvLSTM(args: LayerArguments, rank: number): ConvLSTMConfig {
	const kernel = standardizeTuple(args, "kernel_size", rank);
	const strides = standardizeTuple(args, "strides", rank, { allowZero: true });
	const padding = readPadding(args, false);
	const channelsFirst = readChannelsFirst(args);
	const dilation = standardizeTuple(args, "dilation_rate", rank);
	for (const name of ["activation", "recurrent_activation"]) checkActivation(args, name);
	const [kernelInitializer, recurrent] = ["kernel", "recurrent"].map((name) =>
		checkInitializer(args, `${name}_initializer`),
	) as [Initializer, Initializer];
	checkInitializer(args, "bias_initializer");
	for (const name of ["kernel", "recurrent", "bias"]) checkRegularizer(args, `${name}_regularizer`);
	for (const name of ["kernel", "recurrent", "bias"]) checkConstraint(args, `${name}_constraint`);
	const isAbove1 = (sizes: readonly Size[]): boolean => sizes.some(({ dim }) => isStatic(dim) && dim > 1);
	if (isAbove1(strides) && isAbove1(dilation)) {
		args.fail({
			code: "invalid-layer-argument",
			message: "strides and dilation_rate of a ConvLSTM cannot both be above 1",
			argument: "dilation_rate",
		});
	}
	return {
		rank,
		filters: readSize(args, "filters"),
		kernel,
		strides,
		dilation,
		padding,
		channelsFirst,
		useBias: readFlag(args, "use_bias"),
		sequences: readFlag(args, "return_sequences"),
		states: readFlag(args, "return_state"),
		stateful: readFlag(args, "stateful"),
		initializers: { kernel: kernelInitializer, recurrent },
	};
}

/** The shape of one step. */
const stepOf = ({ dims }: RankedShape): readonly Dim[] => [dims[0] as Dim, ...dims.slice(2)];

function buildConvLSTM(config: ConvLSTMConfig, context: BuildContext): void {
	const { rank, filters, kernel, channelsFirst } = config;
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
	const sizes = kernel.map((size) => size.dim);
	const four = mapDim(filters, (size) => 4 * size);
	context.addWeight("kernel", [...sizes, channels, four], { initializer: config.initializers.kernel });
	context.addWeight("recurrent_kernel", [...sizes, filters, four], { initializer: config.initializers.recurrent });
	if (config.useBias) context.addWeight("bias", [four]);
	if (config.stateful) buildStates(config, context);
	context.setInputSpec({ shape: shape.dims.map((dim, axis) => (axis > 1 && isStatic(dim) ? dim : null)) });
}

function callConvLSTM(config: ConvLSTMConfig, context: CallContext): SpecStructure {
	const input = context.inputs[0] as Spec;
	const shape = rankedOrVague(input.shape);
	if (context.world === "keras2" || context.mode !== "symbolic") checkRun(config, shape, context);
	const state = convolved(config, shape, context.fail, isPython(context) ? undefined : opFailure(context));
	checkStates(config, state, context);
	const dtype = context.computeDtype;
	const output = config.sequences ? [state[0] as Dim, shape.dims[1] as Dim, ...state.slice(1)] : state;
	if (!config.states) return spec(ranked(output), dtype);
	const results = [output, state, state].map((dims) => spec(ranked(dims), dtype));
	return context.world === "keras2" ? specList(results) : specTuple(results);
}

/** Keras 3 computes the size of a convolution itself before TensorFlow does. */
const isPython = ({ world }: CallContext): boolean => world === "keras3";

/** What TensorFlow says of the input itself when the layer runs. */
function checkRun(config: ConvLSTMConfig, shape: RankedShape, context: CallContext): void {
	if (isGiven(context, "mask")) vague("a ConvLSTM with a mask is not followed");
	const eager = context.mode === "eager";
	if (eager && context.world === "keras3" && config.channelsFirst) vague("what a device makes of channels_first");
	if (!isFloating(context.computeDtype)) vague("a ConvLSTM whose dtype is not floating");
	if (config.filters === 0) vague("a ConvLSTM without filters");
	if (shape.dims[1] === 0) {
		context.fail({
			code: "non-positive-output-size",
			exception: eager ? "InvalidArgumentError" : undefined,
			message: `a ConvLSTM needs at least one time step, found ${printShape(shape)}`,
		});
	}
	if (context.world === "keras2" || eager) requireComputeDtype(context.inputs, context);
	else if (!sameDType(context.inputs[0]?.dtype ?? context.computeDtype, context.computeDtype))
		vague("the dtype of the input of a ConvLSTM in a graph is not followed");
}

const isGiven = (context: CallContext, name: string): boolean => context.parameter(name).kind !== "none";

/** Given states of the shape that the layer would make itself change nothing. */
function checkStates(config: ConvLSTMConfig, own: readonly Dim[], context: CallContext): void {
	if (!isGiven(context, "initial_state")) return;
	if (context.world === "keras3" && context.mode === "symbolic") return;
	const states = givenStates(context) ?? [];
	const axis = config.channelsFirst ? 1 : config.rank + 1;
	if (context.world === "keras2" && !context.built()) rejectChannels(states, axis, config.filters, context);
	const fits = states.every(({ shape, dtype }) => sameShape(shape, ranked(own)) && dtype === context.computeDtype);
	if (states.length !== 2 || !fits || !own.every(isStatic))
		vague("a ConvLSTM with an initial state of another shape is not followed");
}

function rejectChannels(states: readonly Spec[], axis: number, filters: Dim, context: CallContext): void {
	const channels = states.map(({ shape }) => rankedOrVague(shape).dims[axis]);
	const isShort = channels.includes(undefined);
	if (!isShort && channels.length === 2 && channels.every((size) => size === filters)) return;
	context.fail({
		code: "merge-shape-mismatch",
		exception: isShort ? "IndexError" : undefined,
		message: `initial_state has the shapes ${states.map(({ shape }) => printShape(shape)).join(", ")}, a ConvLSTM needs two images of its filters`,
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
	const state = convolved(config, shape, context.fail);
	const none = state.find(isNone);
	if (none === undefined) return;
	context.fail({
		code: "undefined-dimension",
		message: `a stateful ConvLSTM needs a fixed batch and image size, found ${printShape(shape)}`,
		argument: "stateful",
		because: isNone(none) ? [none.why] : [],
	});
}

/** The shape of the hidden state: what the convolution makes of one step. Without ops, a size of 0 is let through. */
function convolved(
	config: ConvLSTMConfig,
	shape: RankedShape,
	fail: BuildContext["fail"],
	failOp: BuildContext["fail"] = fail,
): readonly Dim[] {
	const parts = splitShape(stepOf(shape), config.rank, config.channelsFirst);
	const spatial = parts.spatial.map((length, axis) => {
		const [size, stride, dilation] = [config.kernel[axis], config.strides[axis], config.dilation[axis]] as [
			Size,
			Size,
			Size,
		];
		const count = windowCount(length, { size, stride, dilation, padding: config.padding });
		if (isStatic(count) && count <= 0) {
			failOp({
				code: "non-positive-output-size",
				message: `the kernel of a ConvLSTM does not fit in its input ${printShape(shape)}`,
			});
		}
		return count;
	});
	return joinShape({ ...parts, spatial, channels: config.filters }, config.channelsFirst);
}
