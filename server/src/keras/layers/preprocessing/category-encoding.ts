import {
	type Dim,
	noneDim,
	printDType,
	ranked,
	SPARSE,
	type Spec,
	spec,
	unknownDim,
	type Value,
	withLayout,
} from "../../../domain";
import { vague } from "../../../interpreter/api";
import { asInt, itemsOf, readFlag, readNumber, requireComparable } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { isDeclared } from "../../engine/elementwise";
import type { CallContext, LayerArguments, Refusal } from "../../engine/layer-definition";
import { rejectRefused, STRINGS_UNCAST, unlisted } from "../../engine/refused-dtypes";
import { isSince } from "../../versions/release";
import { encode3, encoded2, encoded3, type OutputMode } from "./encode-categorical-inputs";
import { floatxName } from "./integer-dtype";
import { readOutputMode, reject } from "./output-mode";
import { plainInput, rankedDims } from "./plain-input";

interface EncodingConfig {
	readonly mode: OutputMode;
	readonly depth: Dim;
	readonly tokens: number | undefined;
	readonly sparse: boolean;
	/** `num_tokens` is a float, which is no size. */
	readonly isFloat: boolean;
}

/**
 * `keras.layers.CategoryEncoding`: `(batch, n)` -> `(batch, num_tokens)`; with `output_mode="one_hot"` `(…, n)` ->
 * `(…, n, num_tokens)`, where an `n` of 1 is left out. Indices become one-hot rows, or bags of `num_tokens`. Mirrors
 * preprocessing/category_encoding.py in both worlds.
 */
export const CategoryEncoding = defineLayer<EncodingConfig>({
	name: "CategoryEncoding",
	signature: "num_tokens=None, output_mode='multi_hot', sparse=False, **kwargs",
	callSignature: "inputs, count_weights=None",
	extraArguments: { keras2: ["max_tokens"] },
	manyInputs: true,
	takesPlainArguments: true,
	convertsArguments: false,
	// Keras 2 asks `floatx`, not the global policy.
	dtypeArgument: (args, given) => given ?? (args.world === "keras2" ? floatxName(args) : undefined),
	configure(args) {
		const mode = readOutputMode(args, ["count", "one_hot", "multi_hot"]);
		return {
			mode,
			depth: readTokens(args),
			sparse: readFlag(args, "sparse"),
			isFloat: isFloat(args),
			tokens: readNumber(tokensOf(args).get("num_tokens")),
		};
	},
	// Keras 2 asks for the greatest value first.
	refuses: { keras2: [unlisted("bool", "complex64", "complex128")], keras3: [STRINGS_UNCAST] },
	call(config, context) {
		if (context.parameter("count_weights").kind !== "none" && !isDeclared(context)) requireCount(config, context);
		if (context.world === "keras2") return encodeIn2(config, context);
		if (config.sparse && !isDeclared(context)) return bagSparsely(config, context);
		return withLayout(encodeIn3(config, context), config.sparse ? SPARSE : undefined);
	},
});

/** Weights are for counts; Keras 3 declares without a look at them. */
function requireCount({ mode }: EncodingConfig, context: CallContext): void {
	if (mode === "count") vague("count_weights are not followed");
	context.fail({
		code: "invalid-layer-argument",
		message: `count_weights go with output_mode="count", found "${mode}"`,
		argument: "count_weights",
	});
}

/** Keras 2 takes a former name for `num_tokens`. */
function tokensOf(args: LayerArguments): LayerArguments {
	const former = args.world === "keras2" ? args.bound.extra.find((each) => each.name === "max_tokens") : undefined;
	return former ? { ...args, get: () => former.value } : args;
}

function readTokens(args: LayerArguments): Dim {
	const own = tokensOf(args);
	const value = own.get("num_tokens");
	if (value.kind === "none") reject(args, "num_tokens", "num_tokens must be set: IntegerLookup can learn it");
	requireComparable(own, "num_tokens");
	const size = readNumber(value);
	if (size !== undefined && size < 1) reject(args, "num_tokens", `num_tokens must be 1 or more, found ${size}`);
	return asInt(value) ?? unknownDim({ text: "num_tokens is not known" });
}

/** DenseBincount lists no small ints, which a graph only learns when it runs. */
const UNCOUNTED: Refusal = {
	dtypes: ["uint8", "int8", "uint16", "int16", "uint32", "uint64"],
	eager: "InvalidArgumentError",
	since: "3.6",
};

const INPUTS = ["int32", "int64", "float32", "float64"];

/** Keras 2 counts with DenseBincount, which takes ints of 32 and 64 bits, in weights of few dtypes. */
function encodeIn2(config: EncodingConfig, context: CallContext): Spec {
	const input = context.cast(plainInput(context));
	const refuse = (what: string): never =>
		context.fail({
			code: "invalid-layer-input",
			exception: context.mode === "eager" ? "InvalidArgumentError" : "TypeError",
			message: `CategoryEncoding counts ${what}`,
		});
	if (input.dtype === "string") refuse("ints, found strings");
	if (context.mode === "eager") requireRange(context.argument, config.tokens, refuse);
	if (config.isFloat && context.mode === "eager") requireIntTokens(context);
	const encoded = encoded2(input, config, config.depth, context.computeDtype, context);
	if (config.isFloat) requireIntTokens(context);
	if (config.sparse && (input.dtype === "float32" || input.dtype === "float64")) refuse(`ints, found ${input.dtype}`);
	if (typeof input.dtype === "string" && !INPUTS.includes(input.dtype))
		refuse(`ints of 32 or 64 bits, found ${printDType(input.dtype)}`);
	if (context.computeDtype === "float16" && !config.sparse) refuse("in 32 or 64 bits, not in float16");
	return encoded;
}

const isFloat = (args: LayerArguments): boolean => tokensOf(args).get("num_tokens").kind === "float";

/** Keras 3 declares a shape of it, TensorFlow takes it for no size of a graph; whether values are below it is asked first. */
function requireIntTokens(context: CallContext): void {
	context.fail({
		code: "invalid-layer-argument",
		exception: isDeclared(context) ? "ValueError" : "TypeError",
		message: "num_tokens must be an int, found a float",
		argument: "num_tokens",
	});
}

/** Keras 2 asserts of real values that they are below `num_tokens`, before it looks at their rank. */
function requireRange(value: Value, tokens: number | undefined, refuse: (what: string) => never): void {
	const content = value.kind === "tensor" ? value.content : value;
	for (const item of (content && itemsOf(content)) ?? []) requireRange(item, tokens, refuse);
	const number = content && !itemsOf(content) ? readNumber(content) : undefined;
	if (number === undefined || tokens === undefined) return;
	if (number < 0 || number >= Math.trunc(tokens))
		refuse(`values from 0 to below num_tokens=${tokens}, found ${number}`);
}

function encodeIn3({ mode, depth, isFloat }: EncodingConfig, context: CallContext): Spec {
	if (isFloat) requireIntTokens(context);
	if (!isDeclared(context)) {
		const rank = rankedDims(plainInput(context)).length;
		if (rank === 0 && !isSince("3.6", context)) return vague("what became of a scalar before Keras 3.6");
		if (mode !== "one_hot" && rank < 3) rejectRefused([UNCOUNTED], context);
		return encoded3(rankedDims(plainInput(context)), mode, depth, context.variableDtype, context);
	}
	if (context.argument.kind !== "tensor") return vague("the input is not a tensor");
	const dims = rankedDims(context.argument.spec);
	const last = dims.at(-1) ?? noneDim({ text: "no axis" });
	if (dims.length === 0) return spec(ranked([depth]), context.computeDtype);
	const keeps = mode === "one_hot" && (last !== 1 || dims.length === 1);
	return spec(ranked([...(keeps ? dims : dims.slice(0, -1)), depth]), context.computeDtype);
}

/** Keras 3 counts real ints into a SparseTensor; in a graph it has cast them before, mostly to floats. */
function bagSparsely({ mode, depth }: EncodingConfig, context: CallContext): Spec {
	const { dtype, shape } = plainInput(context);
	const counted = context.mode === "graph" ? context.computeDtype : dtype;
	const isInt = counted === "int32" || counted === "int64";
	const dims = shape.kind === "ranked" ? shape.dims : undefined;
	if (mode === "one_hot" || !dims || dims.length > 2 || typeof counted !== "string" || !isSince("3.12", context))
		return vague("a sparse tensor is not followed");
	if (context.mode === "eager" && isInt)
		return withLayout(spec(encode3(dims, mode, depth, context), context.variableDtype), SPARSE);
	if (isInt) return vague("a sparse tensor in a graph is not followed");
	return context.fail({
		code: "invalid-layer-input",
		exception: context.mode === "eager" ? "InvalidArgumentError" : "TypeError",
		message: `CategoryEncoding with sparse=True counts ints of 32 or 64 bits, found ${counted}`,
	});
}
