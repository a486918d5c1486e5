import { type Dim, type DType, noneDim, type Spec, spec, str, unknownDim, type Value } from "../../../domain";
import { type MethodModel, vague } from "../../../interpreter/api";
import { itemsOf, readFlag, readNumber, requireComparable } from "../../engine/argument-readers";
import { floatx } from "../../engine/dtype-policy";
import { isDeclared } from "../../engine/elementwise";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { adaptSize, getVocabulary, type Learned, learn, vocabularySize } from "./adaptation";
import { declareEncoded, encode3, encoded2, lookedUp, type OutputMode } from "./encode-categorical-inputs";
import { type LookupNumbers, requireDefault, requireToken } from "./index-tokens";
import { sizeOfVocabulary } from "./index-vocabulary";
import { floatxName, rejectFloatIndex } from "./integer-dtype";
import { readOutputMode, reject } from "./output-mode";
import { plainInput, rankedDims } from "./plain-input";

/** `IndexLookup`, which StringLookup and IntegerLookup are. Mirrors preprocessing/index_lookup.py in both worlds. */
export interface LookupConfig extends Learned {
	readonly mode: OutputMode;
	readonly invert: boolean;
	readonly sparse: boolean;
	readonly maxTokens: number | undefined;
	readonly padded: boolean;
	/** What `invert` gives. */
	readonly vocabularyDType: "string" | "int64";
	readonly numbers: LookupNumbers;
}

/** What Keras 3's lookups take out of their keywords; the rest is no argument of theirs. */
export const LOOKUP_KEYWORDS = ["dtype", "trainable", "vocabulary_size", "has_input_vocabulary", "oov_method"];

const MODES: readonly OutputMode[] = ["int", "one_hot", "multi_hot", "count", "tf_idf"];

/** What is checked before the base class sees a keyword. */
export function checkLookup(args: LayerArguments) {
	const maxTokens = readMaxTokens(args);
	const padded = readFlag(args, "pad_to_max_tokens");
	if (padded && args.get("max_tokens").kind === "none")
		reject(args, "pad_to_max_tokens", "pad_to_max_tokens needs max_tokens");
	requireComparable(args, "num_oov_indices");
	const oovIndices = readNumber(args.get("num_oov_indices"));
	if (oovIndices !== undefined && oovIndices < 0) reject(args, "num_oov_indices", "num_oov_indices cannot be negative");
	const mode = readOutputMode(args, MODES);
	const invert = readFlag(args, "invert");
	const sparse = readFlag(args, "sparse");
	if (invert && mode !== "int") reject(args, "invert", 'invert works with output_mode="int" only');
	if (sparse && mode === "int") reject(args, "sparse", 'sparse does not work with output_mode="int"');
	if (args.get("idf_weights").kind !== "none" && mode !== "tf_idf")
		reject(args, "idf_weights", 'idf_weights needs output_mode="tf_idf"');
	return { maxTokens, padded, oovIndices, mode, invert, sparse };
}

/** Checks the arguments in Keras's order. */
export function readLookup(args: LayerArguments, vocabularyDType: "string" | "int64"): LookupConfig {
	const { maxTokens, padded, oovIndices, mode, invert, sparse } = checkLookup(args);
	const numbers: LookupNumbers = {
		oovIndices,
		oovIsFloat: args.get("num_oov_indices").kind === "float",
		maskToken: args.get("mask_token"),
		oovToken: args.get("oov_token"),
		mode,
		invert,
		isText: vocabularyDType === "string",
	};
	checkWeights(args, mode);
	if (padded && args.get("max_tokens").kind === "float") vague("max_tokens is a float");
	if (numbers.maskToken.kind !== "none") requireToken(args, "mask_token", numbers.maskToken, numbers.isText);
	const depth = sizeOfVocabulary(args, args.get("vocabulary"), numbers, maxTokens);
	requireDefault(args, numbers);
	if (itemsOf(numbers.maskToken)) vague("a mask_token of several values");
	if (numbers.oovIsFloat && args.world === "keras2") vague("num_oov_indices is a float");
	return { mode, invert, sparse, maxTokens, padded, depth, vocabularyDType, numbers };
}

/** `idf_weights`: one for each term of the vocabulary, with `tf_idf` only. */
function checkWeights(args: LayerArguments, mode: OutputMode): void {
	const [weights, vocabulary] = [args.get("idf_weights"), args.get("vocabulary")];
	if (mode !== "tf_idf" || vocabulary.kind === "none") return;
	if (weights.kind === "none") reject(args, "idf_weights", 'output_mode="tf_idf" needs idf_weights with a vocabulary');
	const [have, want] = [itemsOf(weights)?.length, itemsOf(vocabulary)?.length];
	if (have !== undefined && want !== undefined && have !== want)
		reject(args, "idf_weights", `${have} idf_weights do not go with ${want} terms`);
}

function readMaxTokens(args: LayerArguments): number | undefined {
	const value = args.get("max_tokens");
	if (value.kind === "none") return undefined;
	requireComparable(args, "max_tokens");
	const size = readNumber(value);
	if (size !== undefined && size <= 1) reject(args, "max_tokens", `max_tokens must be above 1, found ${size}`);
	return size;
}

/** How wide an encoding is; absent where the vocabulary is not set. */
export const depthOf = ({ padded, maxTokens, depth }: LookupConfig): Dim | undefined =>
	padded ? (maxTokens ?? unknownDim({ text: "max_tokens is not known" })) : depth;

/** `dtype=` of a lookup of Keras 2: int64, or floats for an encoding, unless one is given. */
export function lookupDType(args: LayerArguments, given: Value | undefined): Value | undefined {
	if (args.world === "keras3") return { kind: "none" };
	rejectFloatIndex(args, given);
	if (given) return given;
	const mode = args.get("output_mode");
	if (mode.kind === "str" && mode.value === "int") return str("int64");
	return floatxName(args);
}

export function lookUp(config: LookupConfig, context: CallContext): Spec {
	if (config.sparse && context.world === "keras3" && !isDeclared(context))
		return vague("a sparse tensor is not followed");
	return context.world === "keras2" ? lookUp2(config, context) : lookUp3(config, context);
}

/** Keras 2 looks the values up in a graph, or eagerly in a table that must have been filled. */
function lookUp2(config: LookupConfig, context: CallContext): Spec {
	const depth = requireDepth(config, context);
	requireKeys(config.invert ? "int64" : config.vocabularyDType, context);
	requireTable(config, context);
	const dtype = config.invert ? config.vocabularyDType : context.computeDtype;
	return encoded2(lookedUp(plainInput(context)), config, depth, dtype, context);
}

function lookUp3(config: LookupConfig, context: CallContext): Spec {
	const dtype = config.mode === "int" ? "int64" : floatx(context.machine, "keras3");
	if (isDeclared(context)) {
		if (context.argument.kind !== "tensor") return vague("the input is not a tensor");
		const depth = depthOf(config) ?? noneDim({ text: "the layer has no vocabulary yet" });
		return spec(declareEncoded(rankedDims(context.argument.spec), config.mode, depth, context), dtype);
	}
	const depth = requireDepth(config, context);
	requireKeys(config.invert ? "int64" : config.vocabularyDType, context, undefined, config.vocabularyDType === "int64");
	requireTable(config, context);
	const dims = rankedDims(plainInput(context));
	return spec(
		encode3(dims, config.mode, depth, context),
		config.invert ? config.vocabularyDType : tensorDType3(config, context),
	);
}

/** On tensors, Keras 3 encodes in the ints that it has looked up, whatever it declares of a KerasTensor. */
export const tensorDType3 = ({ mode }: LookupConfig, { machine }: CallContext): DType =>
	mode === "tf_idf" ? floatx(machine, "keras3") : "int64";

/** An encoding needs to know how many terms there are. */
export function requireDepth(config: LookupConfig, context: CallContext): Dim {
	const depth = depthOf(config);
	if (depth !== undefined || config.mode === "int") return depth ?? 0;
	return context.fail({
		code: "invalid-layer-argument",
		exception: "RuntimeError",
		message: `output_mode="${config.mode}" needs a vocabulary before the layer is called: pass one, or adapt the layer`,
		argument: "output_mode",
	});
}

/** What is looked up is cast to the dtype of the table's keys; strings and numbers are no such of each other. */
export function requireKeys(
	keys: "string" | "int64",
	context: CallContext,
	ofList = "UnimplementedError",
	takesArrays = false,
): void {
	const { mode, argument } = context;
	const { dtype } = mode === "eager" ? plainInput(context) : { dtype: undefined };
	if (typeof dtype !== "string" || (dtype === "string") === (keys === "string")) return;
	const isTensor = argument.kind === "tensor" && argument.flavor === "Tensor";
	// Keras 3 makes ints of an array of strings where it can, in a table of ints.
	if (takesArrays && argument.kind === "tensor" && !isTensor) return;
	const isPlain = argument.kind === "list" || argument.kind === "tuple" || argument.kind === "str";
	const exception = isPlain ? (keys === "int64" ? "TypeError" : ofList) : "UnimplementedError";
	context.fail({
		code: "invalid-layer-input",
		exception,
		message: `the layer looks up values of dtype ${keys}, and TensorFlow casts no ${dtype} to it`,
	});
}

/** An eager lookup in a table that nothing has filled. */
export function requireTable(config: LookupConfig, context: CallContext): void {
	if (context.mode !== "eager" || config.depth !== undefined) return;
	context.fail({
		code: "invalid-layer-argument",
		exception: "FailedPreconditionError",
		message: "the layer has no vocabulary: pass one, or adapt the layer before it is called on values",
	});
}

/** `set_vocabulary`, `adapt` and what reads the vocabulary. */
export const lookupMethods = {
	adapt: adaptSize("how many terms the data holds"),
	vocabulary_size: vocabularySize,
	get_vocabulary: getVocabulary,
	set_vocabulary: ((self, call) => {
		learn<LookupConfig>(self, call, (config) => {
			const first =
				call.args.positional[0]?.value ?? call.args.keywords.find((each) => each.name === "vocabulary")?.value;
			const fallback = unknownDim({ text: "the vocabulary that was set is not known" });
			if (!first || first.kind === "str") return { ...config, depth: fallback };
			const fail = (): never => vague("the vocabulary that was set");
			return { ...config, depth: sizeOfVocabulary({ fail }, first, config.numbers, undefined) ?? fallback };
		});
		return { kind: "none" };
	}) satisfies MethodModel,
};
