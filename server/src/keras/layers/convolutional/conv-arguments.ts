import { type Dim, isNone, isStatic, NONE, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { readFlagOrUnknown } from "../../engine/argument-readers";
import { checkActivation, checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import type { Identified } from "../../engine/get-identifier";
import type { Initializer, LayerArguments } from "../../engine/layer-definition";
import {
	exceeds,
	notComparable,
	readNumber,
	type Size,
	sizeOf,
	standardizeTuple,
	standardizeValue,
} from "../../utils/argument-validation";
import { type Padding, readChannelsFirst, readPadding } from "../../utils/data-format";
import { isSince } from "../../versions/release";

/** What slides, and how; common to all convolutions. */
export interface ConvWindow {
	readonly kernel: readonly Size[];
	readonly strides: readonly Size[];
	readonly dilation: readonly Size[];
	readonly padding: Padding;
	readonly outputPadding: readonly Size[] | undefined;
	readonly channelsFirst: boolean;
}

export interface WindowOptions {
	readonly rank: number;
	/** Whether causal padding is for this layer; Keras 2 says no only at the end of the constructor. */
	readonly causal: boolean;
	readonly outputPadding?: boolean;
}

/** The window's arguments in each Keras's own order. */
export function readConvWindow(args: LayerArguments, options: WindowOptions): ConvWindow {
	return args.world === "keras2" ? readWindow2(args, options) : readWindow3(args, options);
}

function readWindow2(args: LayerArguments, { rank }: WindowOptions): ConvWindow {
	const kernel = standardizeTuple(args, "kernel_size", rank);
	const strides = standardizeTuple(args, "strides", rank, { allowZero: true });
	const padding = readPadding(args, true);
	const channelsFirst = readChannelsFirst(args);
	const dilation = standardizeTuple(args, "dilation_rate", rank);
	return { kernel, strides, dilation, padding, outputPadding: undefined, channelsFirst };
}

function readWindow3(args: LayerArguments, { rank, causal, outputPadding }: WindowOptions): ConvWindow {
	const kernel = standardizeTuple(args, "kernel_size", rank);
	const strides = standardizeTuple(args, "strides", rank);
	const dilation = standardizeTuple(args, "dilation_rate", rank);
	const padding = readPadding(args, causal);
	const output = outputPadding ? readOutputPadding(args, rank) : undefined;
	const channelsFirst = readChannelsFirst(args);
	return { kernel, strides, dilation, padding, outputPadding: output, channelsFirst };
}

export function readOutputPadding(args: LayerArguments, rank: number): readonly Size[] | undefined {
	const value = args.get("output_padding");
	if (value.kind === "none") return undefined;
	// Until 3.11, Keras 3 took no 0.
	const allowZero = args.world === "keras2" || isSince("3.11", args);
	return standardizeValue(args, value, "output_padding", rank, { allowZero });
}

/** `output_padding` below `strides`, axis by axis: Keras 3 asks for that since 3.14. */
export function checkOutputPadding(args: LayerArguments, { outputPadding, strides }: ConvWindow): void {
	if (args.world === "keras3" && !isSince("3.14", args)) return;
	outputPadding?.forEach(({ dim }, axis) => {
		const stride = strides[axis]?.dim;
		if (stride === undefined || !isStatic(dim) || !isStatic(stride) || dim < stride) return;
		args.fail({
			code: "invalid-layer-argument",
			message: `output_padding must be less than strides, found ${dim} with a stride of ${stride}`,
			argument: "output_padding",
		});
	});
}

/** What Keras 2 checks when all arguments are read. */
export function checkWindow2(args: LayerArguments, window: ConvWindow, causal: boolean): void {
	if (window.strides.some(({ dim }) => dim === 0)) {
		args.fail({ code: "invalid-layer-argument", message: "strides must not contain 0", argument: "strides" });
	}
	if (window.padding === "causal" && !causal) {
		args.fail({
			code: "invalid-layer-argument",
			message: "causal padding is only for Conv1D and SeparableConv1D",
			argument: "padding",
		});
	}
	checkStridedDilation(args, window);
}

/** Strides and dilation exclude one another. */
export function checkStridedDilation(args: LayerArguments, { strides, dilation }: ConvWindow): void {
	if (exceeds(strides, 1) !== true || exceeds(dilation, 1) !== true) return;
	args.fail({
		code: "invalid-layer-argument",
		message: "strides above 1 cannot be combined with a dilation_rate above 1",
		argument: "dilation_rate",
	});
}

/** `filters`: above 0; Keras 2 cuts a float to an int. None passes here. */
export function readFilters(args: LayerArguments): Size {
	const size = readPositive(args, "filters");
	const isCut = args.world === "keras2" && size.isFloat && isStatic(size.dim);
	return isCut ? sizeOf(Math.trunc(size.dim as number)) : size;
}

/** A number that must be above 0 where it is not None. */
export function readPositive(args: LayerArguments, name: string): Size {
	const value = args.get(name);
	const size = readNumber(value, name) ?? args.fail(notComparable(name, value));
	const compared = args.world === "keras2" && size.isFloat && isStatic(size.dim) ? Math.trunc(size.dim) : size.dim;
	if (isStatic(compared) && compared <= 0) {
		args.fail({
			code: "invalid-layer-argument",
			message: `${name} must be above 0, found ${compared}`,
			argument: name,
		});
	}
	return size;
}

/** A keyword that only a base class takes, or its default. */
export function keyword(args: LayerArguments, name: string, fallback: Value = NONE): Value {
	return args.bound.extra.find((each) => each.name === name)?.value ?? fallback;
}

/** `groups`: Keras 2 takes None and 0 for 1. */
export function readGroups(args: LayerArguments, value: Value): Size {
	if (args.world === "keras2" && args.machine.truth(value, { path: "", start: 0, end: 0 }) === false) return sizeOf(1);
	// Looked at since 3.1.
	if (args.world === "keras3" && !isSince("3.1", args)) {
		const given = readNumber(value, "groups");
		return given && isStatic(given.dim) && given.dim > 0
			? given
			: vague("groups of Keras 3.0 that are no positive int");
	}
	const size = readNumber(value, "groups") ?? args.fail(notComparable("groups", value));
	if (args.world === "keras2") return size;
	if (isNone(size.dim)) args.fail(notComparable("groups", value));
	if (isStatic(size.dim) && size.dim <= 0) {
		args.fail({
			code: "invalid-layer-argument",
			message: `groups must be above 0, found ${size.dim}`,
			argument: "groups",
		});
	}
	return size;
}

/** `filters % groups` must be 0. */
export function checkFiltersByGroups(args: LayerArguments, filters: Size, groups: Size): void {
	if (!isStatic(filters.dim) || !isStatic(groups.dim) || filters.dim % groups.dim === 0) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `filters must be a multiple of groups, found filters=${filters.dim} and groups=${groups.dim}`,
		argument: "groups",
	});
}

/** What the arguments that name something give. */
export interface Identifiers {
	readonly activation: Identified;
	/** By the argument's name. */
	readonly initializers: Readonly<Record<string, Initializer>>;
	/** Whether the kernels are drawn by Keras's default initializer, which wants a floating dtype. */
	readonly isDrawn: boolean;
}

/** Checks activations, initializers, regularizers and constraints, by their names' endings, in the order given. */
export function checkIdentifiers(args: LayerArguments, names: readonly string[]): Identifiers {
	const initializers: Record<string, Initializer> = {};
	let activation: Identified = { kind: "none" };
	let isDrawn = true;
	for (const name of names) {
		if (name === "activation") activation = checkActivation(args, name);
		else if (name.endsWith("_initializer")) {
			initializers[name] = checkInitializer(args, name);
			if (name !== "bias_initializer" && args.given(name)) isDrawn = false;
		} else if (name.endsWith("_regularizer")) checkRegularizer(args, name);
		else checkConstraint(args, name);
	}
	return { activation, initializers, isDrawn };
}

/** The names that the layer with this kernel checks. */
export const identifierNames = (kernels: readonly string[]): readonly string[] => [
	"activation",
	...kernels.map((kernel) => `${kernel}_initializer`),
	"bias_initializer",
	...kernels.map((kernel) => `${kernel}_regularizer`),
	"bias_regularizer",
	...kernels.map((kernel) => `${kernel}_constraint`),
	"bias_constraint",
];

/** Whether there is a bias; absent when it is not known. */
export const readUseBias = (args: LayerArguments): boolean | undefined => readFlagOrUnknown(args, "use_bias");

/** The size of a bias; `?` when it is not known whether there is one. */
export const biasSize = (useBias: boolean | undefined, size: Size): Dim | undefined =>
	useBias === undefined ? { kind: "unknown", why: { text: "use_bias is not known" } } : useBias ? size.dim : undefined;
