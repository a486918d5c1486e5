import {
	broadcastDims,
	type Dim,
	isClash,
	isInteger,
	NONE,
	ranked,
	type Spec,
	spec,
	unknownDim,
	type Value,
} from "../../../domain";
import { vague } from "../../../interpreter/api";
import { asInt, itemsOf, readFlag, readNumber, requireComparable } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { isDeclared } from "../../engine/elementwise";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { isSince } from "../../versions/release";
import { encoded2, encoded3, lookedUp, type OutputMode } from "./encode-categorical-inputs";
import { requireToken } from "./index-tokens";
import { integerDType } from "./integer-dtype";
import { readOutputMode, reject } from "./output-mode";
import { plainInput, rankedDims } from "./plain-input";

interface HashingConfig {
	readonly mode: OutputMode;
	readonly depth: Dim;
	readonly sparse: boolean;
	/** What falls in a bin of its own; None where there is but one bin. */
	readonly mask: Value;
}

/**
 * `keras.layers.Hashing`: `(batch, …)` -> `(batch, …)` of bin numbers; other output modes encode them as
 * `CategoryEncoding` does. Values become bins, or an encoding of them. Mirrors preprocessing/hashing.py in both
 * worlds.
 */
export const Hashing = defineLayer<HashingConfig>({
	name: "Hashing",
	signature: "num_bins, mask_value=None, salt=None, output_mode='int', sparse=False, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	takesPlainArguments: true,
	convertsArguments: false,
	autocast: false,
	dtypeArgument: integerDType,
	precheck(args) {
		if (args.world === "keras2") checkBins(args);
	},
	configure(args) {
		if (args.world === "keras3") checkBins(args);
		if (args.world === "keras3") requireIntegers(args);
		const mode = readOutputMode(args, ["int", "one_hot", "multi_hot", "count"], false);
		const sparse = readFlag(args, "sparse");
		if (sparse && mode === "int") reject(args, "sparse", 'sparse does not work with output_mode="int"');
		checkSalt(args);
		const depth = asInt(args.get("num_bins")) ?? unknownDim({ text: "num_bins is not known" });
		return { mode, sparse, depth, mask: depth === 1 ? NONE : args.get("mask_value") };
	},
	call(config, context) {
		if (config.sparse && context.world === "keras3" && !isDeclared(context))
			return vague("a sparse tensor is not followed");
		return context.world === "keras2" ? hashIn2(config, context) : hashIn3(config, context);
	},
});

function checkBins(args: LayerArguments): void {
	const value = args.get("num_bins");
	if (value.kind !== "none") requireComparable(args, "num_bins");
	const bins = readNumber(value);
	if (value.kind === "none" || (bins !== undefined && bins <= 0))
		reject(args, "num_bins", "num_bins of Hashing must be above 0");
}

/** Keras 3 wants an integer dtype for an index. */
function requireIntegers(args: LayerArguments): void {
	const dtype = args.bound.extra.find((each) => each.name === "dtype")?.value;
	const mode = args.get("output_mode");
	if (dtype?.kind !== "str" || dtype.value === undefined || mode.kind !== "str" || mode.value !== "int") return;
	if (!["int32", "int64"].includes(dtype.value)) reject(args, "dtype", `an index cannot be of dtype ${dtype.value}`);
}

function checkSalt(args: LayerArguments): void {
	const salt = args.get("salt");
	if (["none", "int", "bool", "unknown", "instance"].includes(salt.kind) || itemsOf(salt)?.length === 2) return;
	reject(args, "salt", "salt must be an int or two");
}

function hashIn2(config: HashingConfig, context: CallContext): Spec {
	const input = plainInput(context);
	if (typeof input.dtype !== "string") return vague(input.dtype.why);
	if (input.dtype !== "string" && !isInteger(input.dtype)) {
		context.fail({
			code: "invalid-layer-input",
			exception: context.mode === "eager" ? "InvalidArgumentError" : "TypeError",
			message: `Hashing takes ints and strings, found ${input.dtype}`,
		});
	}
	return encoded2(masked(lookedUp(input), config.mask, context), config, config.depth, context.computeDtype, context);
}

/** Each value is compared with the mask, in the values' own dtype; several masks go along the last axis. */
function masked(input: Spec, mask: Value, context: CallContext): Spec {
	if (mask.kind === "none" || typeof input.dtype !== "string") return input;
	if (input.dtype === "string" || isInteger(input.dtype))
		requireToken(context, "mask_value", mask, input.dtype === "string");
	const several = itemsOf(mask);
	if (!several) return input;
	if (context.mode === "eager" || several.some(itemsOf)) return vague("a mask_value of several values");
	const dims = broadcastDims(rankedDims(input), [several.length]);
	if (!isClash(dims)) return { ...input, shape: ranked(dims) };
	return context.fail({
		code: "invalid-layer-argument",
		message: `a mask_value of ${several.length} values does not go with the last axis of the input`,
		argument: "mask_value",
	});
}

function hashIn3({ mode, depth, mask }: HashingConfig, context: CallContext): Spec {
	if (isDeclared(context)) {
		if (context.argument.kind !== "tensor") return vague("the input is not a tensor");
		const dims = rankedDims(context.argument.spec);
		return spec(ranked(mode === "int" ? dims : [...dims.slice(0, -1), depth]), context.variableDtype);
	}
	const dims = rankedDims(masked(plainInput(context), mask, context));
	if (mode === "one_hot" && dims.length === 0) {
		if (!isSince("3.4", context)) vague("what one-hot encoding made of a scalar before Keras 3.4");
		context.fail({ code: "input-rank", exception: "IndexError", message: "Hashing needs an axis to encode one-hot" });
	}
	const squeezed = mode === "one_hot" && dims.at(-1) === 1 ? dims.slice(0, -1) : dims;
	return encoded3(squeezed, mode, depth, context.variableDtype, context);
}
