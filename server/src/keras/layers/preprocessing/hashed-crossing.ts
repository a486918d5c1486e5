import {
	type Dim,
	isInteger,
	isNone,
	isStatic,
	noneDim,
	ranked,
	type Shape,
	type Spec,
	spec,
	unknownDim,
	type Value,
} from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { asInt, itemsOf, readFlag, readNumber } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { isDeclared } from "../../engine/elementwise";
import type { CallContext } from "../../engine/layer-definition";
import { isSince } from "../../versions/release";
import { encoded2, encoded3, type OutputMode } from "./encode-categorical-inputs";
import { integerDType, rejectFloatIndex } from "./integer-dtype";
import { readOutputMode } from "./output-mode";
import { rankedDims } from "./plain-input";

interface CrossingConfig {
	readonly mode: OutputMode;
	readonly bins: Value;
	readonly depth: Dim;
	readonly sparse: boolean;
}

const SIGNATURE = "num_bins, output_mode='int', sparse=False";

/**
 * `keras.layers.HashedCrossing`: `((batch, 1), (batch, 1), …)` -> `(batch, 1)` of bin numbers, or `(batch, num_bins)`
 * with `output_mode="one_hot"`. Several columns become the bin of their combination. Mirrors
 * preprocessing/hashed_crossing.py.
 */
export const HashedCrossing = defineLayer<CrossingConfig>({
	name: "HashedCrossing",
	signature: { keras2: `${SIGNATURE}, **kwargs`, keras3: `${SIGNATURE}, name=None, dtype=None, **kwargs` },
	callSignature: "inputs",
	manyInputs: true,
	takesPlainArguments: true,
	convertsArguments: false,
	autocast: false,
	dropsKeywords: "all",
	dtypeArgument(args, given) {
		rejectFloatIndex(args, given?.kind === "none" ? undefined : given);
		// Keras 3 asks the global policy where it encodes, Keras 2 asks `floatx`.
		const mode = args.get("output_mode");
		const encodes = mode.kind === "str" && mode.value !== "int";
		return args.world === "keras3" && encodes ? given : integerDType(args, given);
	},
	configure: (args) => ({
		mode: readOutputMode(args, ["int", "one_hot"], false),
		bins: args.get("num_bins"),
		depth: asInt(args.get("num_bins")) ?? unknownDim({ text: "num_bins is not known" }),
		sparse: readFlag(args, "sparse"),
	}),
	call(config, context) {
		if (isDeclared(context)) return declareCrossing(config, context);
		if (config.sparse && context.world === "keras3") return vague("a sparse tensor is not followed");
		return cross(config, context);
	},
});

const fail = (context: CallContext, message: string): never => context.fail({ code: "invalid-layer-input", message });

function cross(config: CrossingConfig, context: CallContext): Spec {
	const items = itemsOf(context.argument) ?? fail(context, "HashedCrossing takes a list or tuple of inputs");
	if (items.length < 2) fail(context, "HashedCrossing takes at least two inputs");
	const inputs = items.map((item) => (item.kind === "tensor" ? item.spec : vague("an input is not a tensor")));
	const first = rankedDims(inputs[0] as Spec);
	if (first.length > 2 || (first.length === 2 && first[1] !== 1))
		fail(context, "inputs of HashedCrossing have the shape (), (batch,) or (batch, 1)");
	if (inputs.some((input) => !sameDims(rankedDims(input), first)))
		fail(context, "inputs of HashedCrossing have one shape");
	if (inputs.some(({ dtype }) => typeof dtype === "string" && dtype !== "string" && !isInteger(dtype)))
		fail(context, "inputs of HashedCrossing are ints or strings");
	const dtype = context.computeDtype;
	requireBins(config.bins, context);
	if (config.mode === "one_hot" && config.bins.kind === "float") rejectFloat(context);
	if (context.world === "keras2")
		return encoded2(spec(ranked(lossy(first, context)), dtype), config, config.depth, dtype, context);
	const isLossy = context.mode === "graph" && first.some(isStatic) && !isSince("3.9", context);
	if (isLossy) return vague("which sizes a HashedCrossing in a graph kept before Keras 3.9");
	return encoded3(first, config.mode, config.depth, dtype, context);
}

/** `num_bins` as an attribute of TensorFlow's op: what `int()` takes, save text, and no less than 0. */
function requireBins(bins: Value, context: CallContext): void {
	const isRefused = ["none", "str", "bytes", "list", "tuple", "dict", "set", "complex"].includes(bins.kind);
	const number = readNumber(bins);
	if (!isRefused && (number === undefined || Math.trunc(number) >= 0)) return;
	context.fail({
		code: "invalid-layer-argument",
		exception: isRefused ? "TypeError" : context.mode === "eager" ? "InvalidArgumentError" : "ValueError",
		message: `num_bins must be an int that is not negative, found ${isRefused ? `a value of type ${typeName(bins)}` : number}`,
		argument: "num_bins",
	});
}

/** A float does for bins, and for no size. */
function rejectFloat(context: CallContext): void {
	if (context.mode === "eager" || (context.world === "keras3" && !isDeclared(context))) vague("num_bins is a float");
	context.fail({
		code: "invalid-layer-argument",
		exception: context.world === "keras2" ? "TypeError" : "ValueError",
		message: 'num_bins must be an int with output_mode="one_hot", found a float',
		argument: "num_bins",
	});
}

const LOST = { text: "crossing inputs in a graph forgets how many there are" };

/** The op knows no batch size in a graph. */
const lossy = (dims: readonly Dim[], context: CallContext): readonly Dim[] =>
	context.mode === "eager" || dims.length === 0 || isNone(dims[0] as Dim) ? dims : [noneDim(LOST), ...dims.slice(1)];

const sameDims = (a: readonly Dim[], b: readonly Dim[]): boolean =>
	a.length === b.length &&
	a.every((dim, axis) => dim === b[axis] || (typeof dim !== "number" && typeof b[axis] !== "number"));

/** Keras 3's `compute_output_shape`: of exactly two shapes. */
function declareCrossing({ mode, depth, bins }: CrossingConfig, context: CallContext): Spec {
	const items: readonly Value[] = itemsOf(context.argument) ?? [];
	const shapes: readonly Shape[] = items.flatMap((item) => (item.kind === "tensor" ? [item.spec.shape] : []));
	if (items.length !== 2 || shapes.length !== 2)
		return fail(context, "HashedCrossing takes a list or tuple of 2 tensors");
	const [a, b] = shapes.map((shape) => (shape.kind === "ranked" ? shape.dims : vague("an input of no known rank")));
	const [first, second] = [a as readonly Dim[], b as readonly Dim[]];
	if (!sameDims([first.at(-1) ?? 0], [second.at(-1) ?? 0])) fail(context, "inputs of HashedCrossing have one shape");
	if (mode === "int") return spec(ranked(first), context.computeDtype);
	if (bins.kind === "float") rejectFloat(context);
	const keeps = first.at(-1) !== 1;
	return spec(ranked([...(keeps ? first : first.slice(0, -1)), depth]), context.computeDtype);
}
