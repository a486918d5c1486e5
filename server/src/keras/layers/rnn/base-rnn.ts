import {
	type Dim,
	isFloating,
	isNone,
	isStatic,
	NONE,
	noneDim,
	printShape,
	type RankedShape,
	ranked,
	type Spec,
	sameDim,
	sameShape,
	type Value,
} from "../../../domain";
import { type Bound, vague } from "../../../interpreter/api";
import { itemsOf } from "../../engine/argument-readers";
import { onlyShape, rankedOrVague } from "../../engine/build";
import { requireSize, weightShape } from "../../engine/fit-weights";
import type { BuildContext, CallContext } from "../../engine/layer-definition";
import { rejectRefused } from "../../engine/refused-dtypes";
import { flattenTensors, type SpecStructure } from "../../engine/structure";
import { rejectPlainStates } from "./plain-states";
import {
	CELL_REFUSES,
	fitsState,
	flattenSizes,
	isGated,
	isSizeList,
	type RecurrentCell,
	type StateSize,
	stepShape,
} from "./recurrent-cell";
import type { RnnConfig } from "./rnn-config";
import { maskBatches, rejectEmptyMask, rejectPlainMask } from "./rnn-mask";
import { givenStates, mergeBatches, requireComputeDtype } from "./rnn-states";

export const RNN_CALL = {
	keras2: "inputs, initial_state=None, constants=None, *, mask=None, training=None",
	keras3: "sequences, initial_state=None, mask=None, training=False",
} as const;

/** Keras 2's `input_dim` and `input_length` are the input without the batch. */
export function implicitInputShape(bound: Bound): Value | undefined {
	const length = bound.get("input_length");
	const dim = bound.extra.find((each) => each.name === "input_dim")?.value ?? NONE;
	if (length.kind === "none" && dim.kind === "none") return undefined;
	return { kind: "tuple", items: [length, dim] };
}

const NESTED = "nested inputs of a recurrent layer are not followed";

/** Weights of the cell (its own, when it has no name here), then what the layer demands of states and batch. */
export function buildRnn(config: RnnConfig, cellName: string | undefined, context: BuildContext): void {
	if (context.argument && context.argument.kind !== "tensor") {
		if (context.world === "keras2" || context.argument.kind === "dict") vague(NESTED);
		context.fail({
			code: "invalid-layer-input",
			message: "a recurrent layer of Keras 3 takes its input as a tensor, not in a list",
		});
	}
	const { dims } = context.shape;
	if (dims.length < 2 && context.world === "keras2") failRank(context, "IndexError");
	const step = stepShape(dims, config.timeMajor);
	if (cellName === undefined) config.cell.build(context, step);
	else context.buildSublayer(cellName, (inner) => config.cell.build(inner, step));
	if (context.world === "keras2") checkStates(config, context);
	const batch = dims[config.timeMajor ? 1 : 0] as Dim;
	if (config.stateful) requireBatch(batch, context);
	if (config.stateful && context.world === "keras3") rejectScratch(context);
	if (context.world === "keras2") context.setInputSpec({ shape: laterShape(config, dims) });
}

export function requireBatch(batch: Dim, context: BuildContext): void {
	if (!isNone(batch) && !(batch === 0 && context.world === "keras2")) return;
	context.fail({
		code: "undefined-dimension",
		message: `a stateful recurrent layer needs a fixed batch size, found ${printShape(context.shape)}`,
		argument: "stateful",
		because: isNone(batch) ? [batch.why] : [],
	});
}

/** A call that Keras 3 only traces for its shapes has no values that states could start with. */
export function rejectScratch(context: BuildContext): void {
	if (context.mode !== "graph") return;
	if (context.machine.tracing) vague("states that are made in a tf.function");
	context.fail({
		code: "invalid-layer-input",
		message: "a stateful recurrent layer cannot make its states inside another layer's call: build it before",
		argument: "stateful",
	});
}

function checkStates({ cell }: RnnConfig, context: BuildContext): void {
	const value = context.parameter("initial_state");
	if (value.kind === "none" || value.kind === "unknown") return;
	const states = flattenTensors(value);
	const sizes = flattenSizes(cell.stateSize);
	const fits =
		states.length === sizes.length && states.every((state, index) => fitsState(state.spec.shape, sizes[index] as Dim));
	if (fits) return;
	const found = states.map((state) => printShape(state.spec.shape)).join(", ");
	context.fail({
		code: "merge-shape-mismatch",
		message: `initial_state has the shapes ${found}, the cell needs ${sizes.length} state(s) of its own size`,
		argument: "initial_state",
	});
}

const laterShape = ({ stateful, timeMajor }: RnnConfig, dims: readonly Dim[]): (number | null)[] =>
	dims.map((dim, axis) => {
		const free = axis === (timeMajor ? 0 : 1) || (axis === (timeMajor ? 1 : 0) && !stateful);
		return free || typeof dim !== "number" ? null : dim;
	});

function failRank(context: { shape: RankedShape; fail: BuildContext["fail"] }, exception: string): never {
	return context.fail({
		code: "input-rank",
		exception,
		message: `a recurrent layer needs (batch, time, features), found ${printShape(context.shape)}`,
	});
}

/**
 * The output, or with `return_state` the output and the states. Keras 3 asks `compute_output_shape` for KerasTensors;
 * Keras 2 traces one step, where time must not be empty and every matrix must have the compute dtype.
 */
export function callRnn(config: RnnConfig, context: CallContext): SpecStructure {
	if (!isFloating(context.computeDtype)) vague("a recurrent layer whose dtype is not floating");
	if (context.argument.kind !== "tensor") vague(NESTED);
	return context.world === "keras3" ? callKeras3(config, context) : callKeras2(config, context);
}

function callKeras3(config: RnnConfig, context: CallContext): SpecStructure {
	const shape = onlyShape(context.inputs);
	const [batch, time] = shape.dims;
	if (batch === undefined || time === undefined) return failRank({ shape, fail: context.fail }, "IndexError");
	if (context.mode !== "symbolic") checkEager(config, shape, context);
	else rejectEmptyMask(context.parameter("mask"), context);
	const { cell, returnSequences, returnState } = config;
	const dtype = context.computeDtype;
	const output: Spec = {
		shape: ranked(returnSequences ? [batch, time, cell.outputSize] : [batch, cell.outputSize]),
		dtype,
	};
	if (!returnState) return output;
	const states = toStates(cell.stateSize, (size) => ({ shape: ranked([batch, size]), dtype }));
	return { kind: "tuple", items: [output, ...states] };
}

/** One structure per state, nested as `state_size` is. */
function toStates(size: StateSize, make: (size: Dim) => Spec): readonly SpecStructure[] {
	const items = isSizeList(size) ? size : [size];
	return items.map((each) => (isSizeList(each) ? { kind: "list", items: toStates(each, make) } : make(each)));
}

/** What running the loop meets, in eager code and in a traced function. */
function checkEager(config: RnnConfig, shape: RankedShape, context: CallContext): void {
	if (shape.dims.length !== 3) failRunning(config, shape, context);
	if (isGated(config.cell)) rejectRefused(CELL_REFUSES, context);
	const mask = context.parameter("mask");
	if (itemsOf(mask)?.length === 0) vague("what a layer takes out of an empty list of masks");
	rejectPlainMask(mask, context);
	multiplyKernel(config, shape, context);
	if (isGated(config.cell)) rejectPlainStates(config.cell.kind, context);
	if (!startsWithOwnStates(config, shape, context))
		vague("initial_state of a call on real tensors is not of the cell's own shapes");
	const time = shape.dims[1] as Dim;
	if (config.unroll && isNone(time)) failTime(time, config, context);
	if (time === 0) failTime(time, config, context, context.mode === "eager" ? "InvalidArgumentError" : undefined);
}

/** Every step is multiplied with the matrix that the cell was built with. */
function multiplyKernel({ cell }: RnnConfig, { dims }: RankedShape, context: CallContext): void {
	const rows = cell.inputSize ? cell.inputSize() : weightShape(context.built(), "kernel")?.[0];
	requireSize(dims.at(-1), rows, dims, context);
}

/** Whether the given states, if any, are surely what the cell would make itself. */
function startsWithOwnStates({ cell }: RnnConfig, shape: RankedShape, context: CallContext): boolean {
	const given = givenStates(context);
	if (!given) return true;
	const own = defaultStates(cell, shape.dims[0] as Dim, context);
	const isOwn = (spec: Spec, index: number): boolean => {
		const wanted = own[index];
		if (wanted?.shape.kind !== "ranked" || !wanted.shape.dims.every(isStatic)) return false;
		return sameShape(spec.shape, wanted.shape) && spec.dtype === wanted.dtype;
	};
	return given.length === own.length && given.every(isOwn);
}

/**
 * A loop over steps that are not (batch, features). Eagerly, what a cell adds to its states fails unless it happens to
 * broadcast.
 */
function failRunning({ cell, unroll, timeMajor }: RnnConfig, shape: RankedShape, context: CallContext): never {
	const { dims } = shape;
	if (!timeMajor && isUneven(cell, dims)) {
		failRank({ shape, fail: context.fail }, context.mode === "eager" ? "InvalidArgumentError" : "ValueError");
	}
	if ((unroll && dims.length > 2) || timeMajor)
		vague("a recurrent layer runs on an input that is not (batch, time, features)");
	if (context.mode !== "eager") return failRank({ shape, fail: context.fail }, "ValueError");
	const [batch, inner] = [dims[0], dims.at(-2)];
	const mayFit = (dims.length > 4 && !isGated(cell)) || batch === inner || batch === 1 || inner === 1;
	if (dims.length > 3 && mayFit) vague("a recurrent layer runs on an input that is not (batch, time, features)");
	const exception = dims.length < 3 && context.world === "keras2" ? "ValueError" : "InvalidArgumentError";
	return failRank({ shape, fail: context.fail }, exception);
}

/** An LSTM splits the axis behind the batch into its four gates. */
function isUneven(cell: RecurrentCell, dims: readonly Dim[]): boolean {
	const parts = dims.length === 4 && isGated(cell) && cell.kind === "lstm" && cell.isInParts === false ? dims[2] : 0;
	return parts !== undefined && isStatic(parts) && parts % 4 !== 0;
}

function failTime(time: Dim, config: RnnConfig, context: CallContext, exception?: string): never {
	return context.fail({
		code: isNone(time) ? "undefined-dimension" : "non-positive-output-size",
		message: isNone(time)
			? "unroll=True needs a known number of time steps, found None"
			: "a recurrent layer needs at least one time step, found 0",
		argument: config.unroll ? "unroll" : undefined,
		exception,
		because: isNone(time) ? [time.why] : [],
	});
}

function callKeras2(config: RnnConfig, context: CallContext): SpecStructure {
	const { cell, timeMajor, unroll } = config;
	const shape = onlyShape(context.inputs);
	const [first, second] = shape.dims;
	if (first === undefined || second === undefined) return failRank({ shape, fail: context.fail }, "IndexError");
	const [batch, time] = timeMajor ? [second, first] : [first, second];
	const eager = context.mode === "eager";
	// Asked for its shape alone.
	if (context.asksShape) return outputs(config, context, batch, time, defaultStates(cell, batch, context));
	if (unroll && (isNone(time) || time === 0)) failTime(time, config, context);
	rejectPlainMask(context.parameter("mask"), context);
	rejectAttributes(config, context);
	if (time === 0) failTime(time, config, context, eager ? "InvalidArgumentError" : undefined);
	const given = givenStates(context);
	requireComputeDtype([...context.inputs, ...(given ?? [])], context);
	if (shape.dims.length !== 3) {
		failRunning(config, shape, context);
	}
	multiplyKernel(config, shape, context);
	const masks = maskBatches(config, time, context);
	const states = statesOf(config, given, batch, context);
	const batches = states.map((state) => rankedOrVague(state.shape).dims[0] as Dim);
	const merged = mergeBatches([batch, ...batches, ...masks], context);
	return outputs(config, context, merged, time, unroll ? defaultStates(cell, merged, context) : states);
}

/** A graph keeps the flags of a layer that a GPU could run as attributes of a function, which not every value can be. */
function rejectAttributes(config: RnnConfig, context: CallContext): void {
	if (!config.badAttribute || context.mode === "eager" || config.unroll || config.isFused === false) return;
	if (config.isFused === undefined) vague("whether a GPU could run the layer");
	context.fail({
		code: "invalid-layer-argument",
		message: `${config.badAttribute} must be a bool`,
		argument: config.badAttribute,
	});
}

/** The given states, or zeros; a stateful layer goes on with those of the batch that it was built for. */
function statesOf(
	{ cell, stateful, timeMajor }: RnnConfig,
	given: readonly Spec[] | undefined,
	batch: Dim,
	context: CallContext,
): readonly Spec[] {
	const fits = given?.length === flattenSizes(cell.stateSize).length ? given : undefined;
	if (!stateful) return fits ?? defaultStates(cell, batch, context);
	const first = context.built()?.inputs[0];
	const kept = first ? (rankedOrVague(first.shape).dims[timeMajor ? 1 : 0] as Dim) : batch;
	const own = defaultStates(cell, kept, context);
	return fits ? own.map((spec, index) => commonSpec(spec, fits[index] as Spec)) : own;
}

/** What is static in both branches of TensorFlow's `cond`. */
function commonSpec(own: Spec, given: Spec): Spec {
	const dims = rankedOrVague(given.shape).dims;
	const open = noneDim({ text: "the recorded state and the given one differ" });
	const common = rankedOrVague(own.shape).dims.map((dim, axis) => (sameDim(dim, dims[axis] ?? open) ? dim : open));
	return { shape: ranked(common), dtype: own.dtype };
}

const defaultStates = (cell: RecurrentCell, batch: Dim, { computeDtype }: CallContext): readonly Spec[] =>
	flattenSizes(cell.stateSize).map((size) => ({ shape: ranked([batch, size]), dtype: computeDtype }));

function outputs(
	config: RnnConfig,
	context: CallContext,
	batch: Dim,
	time: Dim,
	finalStates: readonly Spec[],
): SpecStructure {
	const { cell, returnSequences, returnState, timeMajor } = config;
	const lead = returnSequences ? (timeMajor ? [time, batch] : [batch, time]) : [batch];
	const output: Spec = { shape: ranked([...lead, cell.outputSize]), dtype: context.computeDtype };
	if (!returnState) return output;
	const left = [...finalStates];
	const states = toStates(cell.stateSize, () => left.shift() as Spec);
	return { kind: "list", items: [output, ...states] };
}
