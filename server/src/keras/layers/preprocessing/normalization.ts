import {
	broadcastDims,
	type Dim,
	type DType,
	isClash,
	isFloating,
	isInteger,
	isNone,
	isStatic,
	NONE,
	printShape,
	type RankedShape,
	ranked,
	type Spec,
	spec,
	unknownDim,
	type Value,
} from "../../../domain";
import { type MethodModel, typeName, vague } from "../../../interpreter/api";
import { asInt, itemsOf } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { floatx } from "../../engine/dtype-policy";
import { declare, isDeclared } from "../../engine/elementwise";
import type { BuildContext, CallContext, LayerArguments } from "../../engine/layer-definition";
import { layerState } from "../../engine/layer-state";
import { noteMaybeBuilt } from "../../engine/maybe-built";
import { STRINGS_UNCAST } from "../../engine/refused-dtypes";
import type { SpecStructure } from "../../engine/structure";
import { isSince } from "../../versions/release";
import { rejectSymbol } from "./adaptation";
import { reject } from "./output-mode";
import { plainInput, rankedDims } from "./plain-input";

interface NormalizationConfig {
	readonly axes: readonly number[];
	/** Shapes of `mean` and `variance`, when they were given. */
	readonly given: readonly (readonly Dim[])[] | undefined;
	/** Whether a mean or variance was given as text, which makes no numbers; and with numbers beside it. */
	readonly isText: boolean;
	readonly isMixed: boolean;
	/** Shape of the data that the layer was adapted to; `unknown` when it is not known. */
	readonly adapted: readonly Dim[] | "unknown" | undefined;
}

/**
 * `keras.layers.Normalization`: `(batch, …)` -> `(batch, …)`. Numbers, shifted and scaled. Mirrors
 * preprocessing/normalization.py in both worlds.
 */
export const Normalization = defineLayer<NormalizationConfig>({
	name: "Normalization",
	signature: "axis=-1, mean=None, variance=None, invert=False, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	takesPlainArguments: true,
	configure: readNormalization,
	build: buildNormalization,
	refuses: { keras2: [STRINGS_UNCAST], keras3: [STRINGS_UNCAST] },
	call: normalize,
	methods: { adapt: adaptMoments() },
});

function readNormalization(args: LayerArguments): NormalizationConfig {
	const axes = readAxes(args);
	const [mean, variance] = [args.get("mean"), args.get("variance")];
	if ((mean.kind === "none") !== (variance.kind === "none"))
		reject(args, mean.kind === "none" ? "variance" : "mean", "mean and variance must be set together");
	if (mean.kind === "none") return { axes, given: undefined, isText: false, isMixed: false, adapted: undefined };
	const [given, other] = [shapeOfNumbers(mean), shapeOfNumbers(variance)];
	// Looked at since 3.14.
	if (args.world === "keras3" && isSince("3.14", args)) {
		if (printShape(ranked(given)) !== printShape(ranked(other)))
			reject(args, "variance", "mean and variance have one shape");
		if (given.length > axes.length) reject(args, "mean", "mean has more axes than the layer keeps");
	}
	const isText = hasText(mean) || hasText(variance);
	return { axes, given: [given, other], isText, isMixed: isMixed(mean) || isMixed(variance), adapted: undefined };
}

/** `axis`: None, an int, or what `tuple()` takes. */
function readAxes(args: LayerArguments): readonly number[] {
	const value = args.get("axis");
	if (value.kind === "none") return [];
	const single = asInt(value);
	if (single !== undefined) return [single];
	const items = itemsOf(value);
	if (items) return items.map((item) => asInt(item) ?? vague("an axis is not known"));
	if (value.kind !== "float" && value.kind !== "str") return vague("axis is not known");
	return args.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `axis must be None, an int or a tuple of ints, found a value of type ${typeName(value)}`,
		argument: "axis",
	});
}

function shapeOfNumbers(value: Value): readonly Dim[] {
	if (value.kind === "tensor") return rankedDims(value.spec);
	if (["int", "float", "bool", "str"].includes(value.kind)) return [];
	const items = itemsOf(value) ?? vague("the mean is not known");
	return [items.length, ...(items[0] ? shapeOfNumbers(items[0]) : [])];
}

const hasText = (value: Value): boolean => value.kind === "str" || itemsOf(value)?.some(hasText) === true;

const isMixed = (value: Value): boolean =>
	hasText(value) && itemsOf(value)?.some((item) => !hasText(item) || isMixed(item)) === true;

/** The axes that are kept, from the front. */
function keptAxes(axes: readonly number[], dims: readonly Dim[], fail: BuildContext["fail"]): readonly number[] {
	const rank = dims.length;
	const bad = axes.find((axis) => axis < -rank || axis >= rank);
	if (bad !== undefined) {
		fail({
			code: "invalid-layer-argument",
			message: `axis ${bad} is out of bounds for an input of ndim=${rank}`,
			argument: "axis",
		});
	}
	const kept = axes.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
	const none = kept.map((axis) => dims[axis] as Dim).find(isNone);
	if (none) {
		fail({
			code: "undefined-dimension",
			message: `Normalization needs the size of the axes that it keeps, found None in ${printShape(ranked(dims))}`,
			because: [none.why],
		});
	}
	return kept;
}

function buildNormalization(
	{ axes, given, isText, isMixed, adapted }: NormalizationConfig,
	context: BuildContext,
): void {
	if (adapted === "unknown") vague("the data that the layer was adapted to is not known");
	const dims = adapted ?? inputDims(context, axes.length === 0);
	const kept = keptAxes(axes, dims, context.fail);
	const shape = kept.map((axis) => dims[axis] as Dim);
	if (given) {
		const spread = broadcastDims(given[0] as readonly Dim[], shape);
		if (isText && context.world === "keras2" && !isClash(spread)) rejectText(context, "UFuncTypeError");
		checkGiven(given, kept, dims, shape, context);
		if (isText && (isMixed || !isSince("3.8", context))) vague("what is made of a mean that is text");
		// The kernel that refuses it is not run while a graph is made.
		const isRun = context.world === "keras2" || context.mode !== "graph";
		if ((isText && isRun) || context.variableDtype === "string") rejectText(context, "UnimplementedError");
		return;
	}
	if (context.variableDtype === "string") rejectText(context, context.world === "keras2" ? "ValueError" : "TypeError");
	for (const name of ["mean", "variance"]) context.addWeight(name, shape, { trainable: false });
	context.addWeight("count", [], { trainable: false, dtype: "int64" });
}

/** NumPy multiplies no text (2), TensorFlow casts none (3). */
const rejectText = (context: BuildContext, exception: string): never =>
	context.fail({
		code: "invalid-layer-argument",
		exception,
		message: "mean and variance must be numbers, not text",
	});

function inputDims(context: BuildContext, isUnkept: boolean): readonly Dim[] {
	const { argument } = context;
	if (!argument || argument.kind === "tensor") return context.shape.dims;
	if (argument.kind === "unknown") return vague(argument.why);
	const isSymbolic = itemsOf(argument)?.every((item) => item.kind === "tensor") === true;
	if (context.world === "keras3" && isUnkept && isSymbolic) return vague("the moments of a list of tensors");
	const isNested = itemsOf(argument)?.some(itemsOf) === true;
	context.fail({
		code: "invalid-layer-input",
		exception: isNested && context.world === "keras2" ? "TypeError" : undefined,
		message: `Normalization takes one tensor, found a value of type ${typeName(argument)}`,
	});
}

/** A mean and a variance that were given must fill the axes that are kept. */
function checkGiven(
	given: readonly (readonly Dim[])[],
	kept: readonly number[],
	dims: readonly Dim[],
	shape: readonly Dim[],
	context: BuildContext,
): void {
	const fail = (exception: string, found: readonly Dim[]): never =>
		context.fail({
			code: "invalid-layer-argument",
			exception,
			message: `a mean of shape ${printShape(ranked(found))} does not fit the axes of shape ${printShape(ranked(shape))} that are kept`,
			argument: "mean",
		});
	const results = given.map((each) => broadcastDims(each, shape));
	const isKeras2 = context.world === "keras2";
	if (!isKeras2 && !isSince("3.8", context)) {
		for (const each of given) rejectOtherSize(each, shape, () => fail("InvalidArgumentError", each));
		return;
	}
	given.forEach((each, at) => {
		const result = results[at];
		const scalar = each.length === 0;
		const clashes = result === undefined || isClash(result);
		if (clashes && isKeras2) fail("ValueError", each);
		if (!isKeras2 && !scalar && (clashes || !result.every((dim, axis) => dim === shape[axis])))
			fail("InvalidArgumentError", each);
	});
	if (!isKeras2) return;
	const want = sizeOf(dims.map((dim, axis) => (kept.includes(axis) ? dim : 1)));
	for (const [at, result] of results.entries()) {
		const have = isClash(result) ? undefined : sizeOf(result);
		if (have === undefined || want === undefined) vague("the size of the mean is not known");
		if (have !== want) fail("InvalidArgumentError", given[at] as readonly Dim[]);
	}
}

/** Until 3.8, what was given was reshaped, not broadcast: a number did not do for several features. */
function rejectOtherSize(given: readonly Dim[], shape: readonly Dim[], fail: () => never): void {
	const [have, want] = [sizeOf(given), sizeOf(shape)];
	if (have === undefined || want === undefined) vague("the size of the mean is not known");
	if (have !== want) fail();
}

const sizeOf = (dims: readonly Dim[]): number | undefined =>
	dims.every(isStatic) ? dims.reduce<number>((size, dim) => size * (dim as number), 1) : undefined;

/** The shape stays; Keras 2 subtracts a mean of the shape that it was built for. */
function normalize({ axes, adapted }: NormalizationConfig, context: CallContext): SpecStructure {
	const declared = isDeclared(context);
	if (declared && context.argument.kind !== "tensor") return declare(context.argument, context.computeDtype);
	const input: Spec = declared && context.argument.kind === "tensor" ? context.argument.spec : plainInput(context);
	const dims = rankedDims(input);
	requireRoot(context);
	if (adapted === "unknown" && !declared && axes.some((axis) => !(dims.at(axis) !== undefined)))
		return vague("what the layer was adapted to is not known");
	if (adapted && adapted !== "unknown" && !declared)
		return spec(adaptedShape(axes, adapted, dims, context), resultDType(context));
	return spec(ranked(dims), declared ? context.computeDtype : resultDType(context));
}

/** Keras 2 takes the root of the variance in the compute dtype, which floats have. */
function requireRoot({ world, mode, computeDtype, fail }: CallContext): void {
	if (world === "keras3" || isFloating(computeDtype) || typeof computeDtype !== "string") return;
	if (mode === "eager" && !isInteger(computeDtype)) vague("what a kernel makes of this dtype");
	fail({
		code: "invalid-layer-input",
		exception: mode === "eager" ? "InvalidArgumentError" : "TypeError",
		message: `Normalization computes in floats, not in ${computeDtype}`,
	});
}

/** Keras 3 takes the root of ints in floats. */
function resultDType({ world, machine, computeDtype }: CallContext): DType {
	if (world === "keras2" || isFloating(computeDtype) || typeof computeDtype !== "string") return computeDtype;
	return isInteger(computeDtype) ? floatx(machine, world) : vague("what Normalization computes in such a dtype");
}

function adaptedShape(
	axes: readonly number[],
	adapted: readonly Dim[],
	dims: readonly Dim[],
	context: CallContext,
): RankedShape {
	const kept = keptAxes(axes, adapted, context.fail);
	const moments = adapted.map((dim, axis) => (kept.includes(axis) ? dim : 1));
	const result = broadcastDims(moments, dims);
	if (!isClash(result)) return ranked(result);
	return context.fail({
		code: "merge-shape-mismatch",
		exception: context.mode === "eager" ? "InvalidArgumentError" : "ValueError",
		message: `Normalization was adapted to the shape ${printShape(ranked(adapted))}, its input has ${printShape(ranked(dims))}`,
	});
}

/** `adapt(data)` builds the layer for the shape of the data. */
function adaptMoments(): MethodModel {
	return (self, call) => {
		rejectSymbol(call);
		const state = self.kind === "instance" ? layerState(self) : undefined;
		const config = state?.config as NormalizationConfig | undefined;
		if (!state || !config) return NONE;
		const data = call.args.positional[0]?.value ?? call.args.keywords[0]?.value;
		const known = data?.kind === "tensor" && data.spec.shape.kind === "ranked" && data.spec.shape.dims.length > 1;
		const dims = known ? rankedDims(data.spec) : undefined;
		const rows = unknownDim({ text: "how many rows the layer was adapted to" });
		const adapted = dims ? [rows, ...dims.slice(1)] : "unknown";
		const either = (a: unknown, b: unknown): unknown => (a === b ? a : { ...config, adapted: "unknown" });
		call.machine.journal.setField(state, "config", { ...config, adapted }, either);
		noteMaybeBuilt(state, call.machine);
		return NONE;
	};
}
