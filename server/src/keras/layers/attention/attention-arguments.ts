import type { Dim, Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { asInt, isKnown, itemsOf, readFlag } from "../../engine/argument-readers";
import { checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import type { Initializer, LayerArguments } from "../../engine/layer-definition";
import { isSince } from "../../versions/release";
import type { PartialDim } from "../core/analyze-einsum";
import { toPartial } from "../core/einsum-dense";
import { unclonedInitializer } from "./cloned-initializers";

/** What `MultiHeadAttention` makes of its arguments. */
export interface AttentionConfig {
	readonly numHeads: PartialDim;
	readonly keyDim: PartialDim;
	readonly valueDim: PartialDim;
	readonly dropout: Value;
	readonly useBias: boolean;
	readonly useGate: boolean;
	/** Absent when the output has the width of the query. */
	readonly outputShape: readonly PartialDim[] | undefined;
	/** Whether `output_shape` was given as a number. */
	readonly isIntShape: boolean;
	/** Absent for all axes between batch and features; an item that is no int is only its kind. */
	readonly axes: readonly (number | Value["kind"])[] | undefined;
	readonly kernel: Initializer;
	readonly bias: Initializer;
	/** The name of an initializer that cannot be cloned. */
	readonly uncloned: string | undefined;
	readonly usesFlash: boolean;
}

/** The checks that Keras 3 makes before `Layer.__init__`. */
export function checkSizes(args: LayerArguments): void {
	if (args.world === "keras2") return;
	// Before 3.15 only the root of key_dim was taken here, since 3.7; the sizes met their check when weights were made.
	if (!isSince("3.15", args)) {
		if (isSince("3.7", args)) requireRoot(args);
		return;
	}
	requirePositive(args, "num_heads");
	requirePositive(args, "key_dim");
	if (args.get("value_dim").kind !== "none") requirePositive(args, "value_dim");
}

/** `1 / sqrt(float(key_dim))`. */
function requireRoot(args: LayerArguments): void {
	const value = args.get("key_dim");
	const size = asInt(value);
	if (!isKnown(value) || (size !== undefined && size > 0)) return;
	if (size === undefined && value.kind !== "none") return;
	args.fail({
		code: "invalid-layer-argument",
		exception: size === undefined ? "TypeError" : size === 0 ? "ZeroDivisionError" : "ValueError",
		message: `attention divides by the root of key_dim, which is ${size ?? "None"}`,
		argument: "key_dim",
	});
}

function requirePositive(args: LayerArguments, name: string): void {
	const value = args.get(name);
	if (!isKnown(value)) return;
	const size = asInt(value);
	if (size !== undefined && size > 0) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `${name} must be a positive integer, found ${size ?? `a value of type ${typeName(value)}`}`,
		argument: name,
	});
}

export function readAttention(args: LayerArguments): AttentionConfig {
	const keras3 = args.world === "keras3";
	const outputShape = readOutputShape(args);
	const kernel = checkInitializer(args, "kernel_initializer");
	const bias = checkInitializer(args, "bias_initializer");
	for (const name of ["kernel_regularizer", "bias_regularizer", "activity_regularizer"]) checkRegularizer(args, name);
	for (const name of ["kernel_constraint", "bias_constraint"]) checkConstraint(args, name);
	const axes = readAxes(args);
	if (keras3) checkWindow(args);
	const hasValueDim = readFlag(args, "value_dim");
	return {
		numHeads: toPartial(args.get("num_heads")),
		keyDim: toPartial(args.get("key_dim")),
		valueDim: toPartial(args.get(hasValueDim ? "value_dim" : "key_dim")),
		dropout: args.get("dropout"),
		useBias: readFlag(args, "use_bias"),
		useGate: keras3 && readFlag(args, "use_gate"),
		outputShape,
		isIntShape: outputShape !== undefined && ["int", "bool"].includes(args.get("output_shape").kind),
		axes,
		kernel,
		bias,
		uncloned: unclonedInitializer(args),
		usesFlash: keras3 && readFlag(args, "flash_attention"),
	};
}

function readOutputShape(args: LayerArguments): readonly PartialDim[] | undefined {
	if (!readFlag(args, "output_shape")) return undefined;
	const value = args.get("output_shape");
	const items = itemsOf(value);
	if (items) return items.map(toPartial);
	if (value.kind === "int" || value.kind === "bool") return [toPartial(value)];
	if (value.kind === "str") return [...(value.value ?? vague("output_shape is not known"))].map(toBad);
	if (value.kind !== "float") return vague("output_shape is not known");
	if (args.world === "keras2") return [toPartial(value)];
	return args.fail({
		code: "invalid-layer-argument",
		message: "output_shape must be an int or a tuple, found a float",
		argument: "output_shape",
	});
}

const toBad = (text: string): PartialDim => ({ kind: "bad", text: `"${text}"` });

function readAxes(args: LayerArguments): AttentionConfig["axes"] {
	const value = args.get("attention_axes");
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind === "none") return undefined;
	const items = itemsOf(value);
	if (items) return items.map(axisOf);
	if (value.kind === "int" || value.kind === "bool") return [axisOf(value)];
	if (args.world === "keras2") {
		if (value.kind === "str")
			return [...(value.value ?? vague("attention_axes is not known"))].map(() => "str" as const);
		return value.kind === "float" ? ["float"] : vague("attention_axes is not known");
	}
	if (!readFlag(args, "attention_axes")) return vague("attention_axes is not followed");
	return args.fail({
		code: "invalid-layer-argument",
		message: `attention_axes must be an int or a tuple, found a value of type ${typeName(value)}`,
		argument: "attention_axes",
	});
}

function axisOf(value: Value): number | Value["kind"] {
	if (!isKnown(value)) return vague("an attention axis is not known");
	return asInt(value) ?? value.kind;
}

/** Keras 3's last checks: a sliding window, and flash attention, which takes no dropout. */
function checkWindow(args: LayerArguments): void {
	if (args.get("sliding_window").kind !== "none") requirePositive(args, "sliding_window");
	const dropout = args.get("dropout");
	const rate = dropout.kind === "int" || dropout.kind === "float" ? (dropout.value ?? 0) : 0;
	if (!readFlag(args, "flash_attention") || rate <= 0) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `flash attention takes no dropout, found ${rate}`,
		argument: "dropout",
	});
}

export const openDims = (count: number, dim: Dim): readonly Dim[] => Array.from({ length: count }, () => dim);
