import { type Dim, type Shape, unknownDim, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { asInt, isKnown } from "../../engine/argument-readers";
import { checkActivation, checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import { readPolicy } from "../../engine/dtype-policy";
import type { BuildContext, LayerArguments, Refusal } from "../../engine/layer-definition";
import { COMPLEX_BESIDE_FLOATS, STRINGS_UNPROMOTED } from "../../engine/refused-dtypes";
import { requireSeed } from "../regularization/base-random";
import { type CellKind, makeWeights } from "./cell-weights";

/** Sizes of a cell's states, nested as `state_size` is; the batch comes before each. */
export type StateSize = Dim | readonly StateSize[];

/** What a recurrent layer needs to know of its cell. */
export interface RecurrentCell {
	readonly stateSize: StateSize;
	readonly outputSize: Dim;
	/** The features that a built cell was made for, where it is a layer of its own. */
	inputSize?(): Dim | undefined;
	/** Makes the cell's weights for one time step of that shape. */
	build(context: BuildContext, step: readonly Dim[]): void;
}

export const flattenSizes = (size: StateSize): readonly Dim[] =>
	isSizeList(size) ? size.flatMap(flattenSizes) : [size];

export const isSizeList = (size: StateSize): size is readonly StateSize[] => Array.isArray(size);

const STATES: Readonly<Record<CellKind, number>> = { lstm: 2, gru: 1, simple_rnn: 1 };

/** A cell of Keras's own: one matrix for the input, one for the state, and a bias, with a block for each gate. */
export interface GatedCell extends RecurrentCell {
	readonly kind: CellKind;
	/** `units` is a float, which Keras lets through at first. */
	readonly hasFloatUnits: boolean;
	/** Keras 2 takes the kernel that could run on a GPU; absent when it is not known. */
	readonly isFused: boolean | undefined;
	/** Each gate is computed by itself (`implementation=1`); absent when it is not known. */
	readonly isInParts: boolean | undefined;
}

/** Keras 3: no strings are promoted, and nothing is added to complex numbers. */
export const CELL_REFUSES: readonly Refusal[] = [STRINGS_UNPROMOTED, COMPLEX_BESIDE_FLOATS];

export const isGated = (cell: RecurrentCell): cell is GatedCell => "kind" in cell;

/** Reads the arguments of `LSTMCell`, `GRUCell`, `SimpleRNNCell` as their constructors do, in their order. */
export function readCell(args: LayerArguments, kind: CellKind): GatedCell {
	const units = readPositive(args);
	readPolicy(dtypeOf(args), args.machine, args.world);
	checkActivation(args, "activation");
	if (kind !== "simple_rnn") checkActivation(args, "recurrent_activation");
	const kernel = checkInitializer(args, "kernel_initializer");
	const recurrent = checkInitializer(args, "recurrent_initializer");
	const bias = checkInitializer(args, "bias_initializer");
	for (const name of ["kernel_regularizer", "recurrent_regularizer", "bias_regularizer"]) checkRegularizer(args, name);
	for (const name of ["kernel_constraint", "recurrent_constraint", "bias_constraint"]) checkConstraint(args, name);
	readRate(args, "dropout");
	readRate(args, "recurrent_dropout");
	if (args.world === "keras3") requireSeed(args);
	const states = STATES[kind];
	const isBool = args.get("units").kind === "bool" && args.world === "keras2";
	return {
		kind,
		hasFloatUnits: args.get("units").kind === "float",
		isFused: readFused(args, kind),
		isInParts: readInParts(args, kind),
		stateSize: states === 1 ? units : Array.from({ length: states }, () => units),
		outputSize: units,
		build: (context, step) => {
			if (args.get("units").kind === "float") rejectFloatUnits(context);
			makeWeights(
				context,
				step,
				{ kind, units: { dim: units, isFloat: false, isBool }, kernel, recurrent, bias },
				args,
			);
		},
	};
}

/** The arguments that cuDNN's kernels are made for (`_could_use_gpu_kernel` of lstm.py and gru.py, 2.15). */
function readFused(args: LayerArguments, kind: CellKind): boolean | undefined {
	if (kind === "simple_rnn" || args.world === "keras3") return false;
	const is = (name: string, expected: string): boolean | undefined => {
		const value = args.get(name);
		if (!isKnown(value)) return undefined;
		if (value.kind === "library") return value.name === `keras.activations.${expected}`;
		return value.kind === "str" && value.value === expected;
	};
	const truth = (name: string): boolean | undefined => {
		const value = args.get(name);
		return isKnown(value) ? args.machine.truth(value, { path: "", start: 0, end: 0 }) : undefined;
	};
	const needs = [
		is("activation", "tanh"),
		is("recurrent_activation", "sigmoid"),
		not(truth("recurrent_dropout")),
		truth("use_bias"),
		kind === "lstm" || truth("reset_after"),
	];
	if (needs.includes(false)) return false;
	return needs.includes(undefined) ? undefined : true;
}

function readInParts(args: LayerArguments, kind: CellKind): boolean | undefined {
	if (kind === "simple_rnn") return false;
	const value = args.get("implementation");
	if (!isKnown(value)) return undefined;
	return value.kind === "int" && value.value === 1;
}

const not = (truth: boolean | undefined): boolean | undefined => (truth === undefined ? undefined : !truth);

/** The cell gets the layer's dtype, and looks at it before the rest. */
export const dtypeOf = ({ bound }: LayerArguments): Value =>
	bound.extra.find((each) => each.name === "dtype")?.value ?? { kind: "none" };

/** `units <= 0` in Python: whatever cannot be compared with an int is a TypeError, a float passes for now. */
function readPositive(args: LayerArguments): Dim {
	const value = args.get("units");
	if (value.kind === "unknown") return unknownDim(value.why);
	if (value.kind === "tensor" || value.kind === "instance") return vague("units is not a plain number");
	const size = value.kind === "float" ? value.value : asInt(value);
	const isNumber = value.kind === "int" || value.kind === "bool" || value.kind === "float";
	if (isNumber && size === undefined) return unknownDim({ text: "units is not known" });
	if (size !== undefined && size > 0) return size;
	return args.fail({
		code: "invalid-layer-argument",
		message: `units must be a positive integer, found ${size ?? `a value of type ${value.kind}`}`,
		argument: "units",
		...(isNumber ? {} : { exception: "TypeError" }),
	});
}

/** `min(1.0, max(0.0, rate))`: any number is clipped, anything else is a TypeError. */
export function readRate(args: LayerArguments, name: string): void {
	const value = args.get(name);
	if (!isKnown(value) || value.kind === "tensor" || value.kind === "instance") return;
	if (value.kind === "int" || value.kind === "float" || value.kind === "bool") return;
	args.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `${name} must be a number, found a value of type ${value.kind}`,
		argument: name,
	});
}

/** What comes of a float as `units`: TensorFlow's TypeError for a dimension in Keras 2, a ValueError in Keras 3. */
export function rejectFloatUnits(context: Pick<LayerArguments, "world" | "fail">): never {
	return context.fail({
		code: "invalid-layer-argument",
		exception: context.world === "keras2" ? "TypeError" : "ValueError",
		message: "units must be an int, found a float",
		argument: "units",
	});
}

/** What is left of the input's shape in one time step. */
export const stepShape = (dims: readonly Dim[], timeMajor: boolean): readonly Dim[] =>
	timeMajor ? dims.slice(1) : [...dims.slice(0, 1), ...dims.slice(2)];

/** Whether a state of that shape can be of that size: Keras 2 ignores the batch. */
export function fitsState(shape: Shape, size: Dim): boolean {
	if (shape.kind !== "ranked") return true;
	const [, dim, ...rest] = shape.dims;
	if (dim === undefined || rest.length > 0) return false;
	return typeof dim !== "number" || typeof size !== "number" || dim === size;
}
