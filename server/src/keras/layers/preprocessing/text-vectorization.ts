import {
	type Dim,
	isStatic,
	isUnknown,
	noneDim,
	printShape,
	ranked,
	type Spec,
	spec,
	str,
	unknownDim,
	type Value,
} from "../../../domain";
import { syntheticArguments, vague } from "../../../interpreter/api";
import { asInt, readFlag } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { dtypeByName, floatx, readDType } from "../../engine/dtype-policy";
import { isDeclared } from "../../engine/elementwise";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { takeNames } from "../../engine/naming";
import { declareEncoded, encode3, encoded2, type OutputMode } from "./encode-categorical-inputs";
import {
	depthOf,
	type LookupConfig,
	lookupMethods,
	readLookup,
	requireDepth,
	requireKeys,
	requireTable,
	tensorDType3,
} from "./index-lookup";
import { readOutputMode, readWordOrCallable, reject } from "./output-mode";
import { plainInput, rankedDims } from "./plain-input";

interface VectorizationConfig extends LookupConfig {
	readonly standardize: Value;
	readonly split: Value;
	readonly ngrams: Value;
	/** Absent: as long as the longest text. */
	readonly length: Dim | undefined;
	readonly ragged: boolean;
}

const SIGNATURE =
	"max_tokens=None, standardize='lower_and_strip_punctuation', split='whitespace', ngrams=None, output_mode='int', output_sequence_length=None, pad_to_max_tokens=False, vocabulary=None, idf_weights=None, sparse=False, ragged=False, encoding='utf-8'";

/**
 * `keras.layers.TextVectorization`: `(batch,)` -> `(batch, output_sequence_length)`, or `(batch, vocabulary)` where
 * the output mode counts words. Texts become rows of word indices, or bags of words; a length or vocabulary that is
 * not given is `None`. Mirrors preprocessing/text_vectorization.py in both worlds.
 */
export const TextVectorization = defineLayer<VectorizationConfig>({
	name: "TextVectorization",
	signature: { keras2: `${SIGNATURE}, **kwargs`, keras3: `${SIGNATURE}, name=None, **kwargs` },
	callSignature: "inputs",
	extraArguments: { keras2: ["vocabulary_size", "has_input_vocabulary"], keras3: ["vocabulary_size"] },
	manyInputs: true,
	takesPlainArguments: true,
	convertsArguments: false,
	autocast: false,
	precheck: requireStrings,
	dtypeArgument: (_args, given) => given ?? str("string"),
	configure: readVectorization,
	call(config, context) {
		if (isDeclared(context)) return declareVectors(config, context);
		const { argument, mode } = context;
		if (mode === "symbolic" && argument.kind === "tensor" && argument.flavor !== "KerasTensor")
			return vague("real texts beside a KerasTensor are not followed");
		if (config.sparse && context.world === "keras3") return vague("a sparse tensor is not followed");
		return vectorize(config, context);
	},
	methods: lookupMethods,
});

/** Keras 2: `dtype=` is compared with `tf.string`. */
function requireStrings(args: LayerArguments): void {
	const given = args.bound.extra.find((each) => each.name === "dtype")?.value;
	if (!given || args.world === "keras3") return;
	const fail = (): never => reject(args, "dtype", "TextVectorization takes no other dtype than string");
	const isName = given.kind === "str" && given.value !== undefined;
	if (isName ? dtypeByName(given.value, args.world) !== "string" : UNLIKE.has(given.kind)) fail();
	const dtype = readDType(given, args.world, "ValueError");
	if (typeof dtype === "string" && dtype !== "string") fail();
}

const UNLIKE: ReadonlySet<Value["kind"]> = new Set(["none", "float", "list", "tuple", "dict", "bytes"]);

function readVectorization(args: LayerArguments): VectorizationConfig {
	const standardize = readWordOrCallable(args, "standardize", [
		"lower_and_strip_punctuation",
		"lower",
		"strip_punctuation",
	]);
	const split = readWordOrCallable(args, "split", ["whitespace", "character"]);
	if (args.world === "keras2" && args.get("output_mode").kind === "none")
		vague("output_mode=None gives ragged strings");
	const modes: readonly OutputMode[] =
		args.world === "keras2"
			? ["int", "count", "multi_hot", "tf_idf"]
			: ["int", "one_hot", "multi_hot", "count", "tf_idf"];
	const mode = readOutputMode(args, modes);
	const ngrams = args.get("ngrams");
	checkNgrams(args, ngrams);
	const length = readLength(args, mode);
	const ragged = readFlag(args, "ragged");
	if (ragged && mode !== "int") reject(args, "ragged", 'ragged needs output_mode="int"');
	if (ragged && length !== undefined && args.world === "keras2")
		reject(args, "ragged", "ragged and output_sequence_length exclude each other");
	takeNames(["string_lookup"], args);
	const lookup = readLookup(asLookup(args), "string");
	return { ...lookup, standardize, split, ngrams, length, ragged };
}

/** The arguments of the StringLookup inside. */
function asLookup(args: LayerArguments): LayerArguments {
	const own: Readonly<Record<string, Value>> = {
		num_oov_indices: { kind: "int", value: 1 },
		mask_token: str(""),
		oov_token: str("[UNK]"),
		invert: { kind: "bool", value: false },
	};
	return { ...args, get: (name) => own[name] ?? args.get(name) };
}

function checkNgrams(args: LayerArguments, ngrams: Value): void {
	if (["none", "int", "bool", "unknown", "instance"].includes(ngrams.kind)) return;
	const isTuple =
		ngrams.kind === "tuple" && ngrams.items.every((item) => ["int", "bool", "unknown"].includes(item.kind));
	if (!isTuple) reject(args, "ngrams", "ngrams must be None, an int or a tuple of ints");
}

function readLength(args: LayerArguments, mode: OutputMode): Dim | undefined {
	const value = args.get("output_sequence_length");
	if (value.kind === "none") return undefined;
	const isInt = (value.kind === "int" && !value.numpy) || value.kind === "bool" || value.kind === "unknown";
	if (mode === "int" && !isInt) reject(args, "output_sequence_length", "output_sequence_length must be None or an int");
	if (mode !== "int") reject(args, "output_sequence_length", 'output_sequence_length needs output_mode="int"');
	return asInt(value) ?? unknownDim({ text: "output_sequence_length is not known" });
}

const LONGEST = { text: "as long as the longest text of the batch" };

/** Keras 3 on KerasTensors: from the shape alone, whatever the rank. */
function declareVectors(config: VectorizationConfig, context: CallContext): Spec {
	if (context.argument.kind !== "tensor") return vague("the input is not a tensor");
	const dims = rankedDims(context.argument.spec);
	if (config.mode === "int") {
		if (dims[0] === undefined)
			return context.fail({
				code: "input-rank",
				exception: "IndexError",
				message: "TextVectorization takes a batch of texts",
			});
		if (isNegative(config.length)) rejectLength(context);
		return spec(ranked([dims[0], config.length ?? noneDim(LONGEST)]), "int64");
	}
	const texts = config.split.kind !== "none" ? [...dims, noneDim(LONGEST)] : dims.length <= 1 ? [...dims, 1] : dims;
	const depth = depthOf(config) ?? noneDim({ text: "the layer has no vocabulary yet" });
	return spec(declareEncoded(texts, config.mode, depth, context), floatx(context.machine, "keras3"));
}

/** On tensors: standardize, split, look up, and make rows of one length. */
function vectorize(config: VectorizationConfig, context: CallContext): Spec {
	if (plainInput(context).layout?.kind === "sparse") {
		context.fail({
			code: "invalid-layer-input",
			exception: "TypeError",
			message: "TextVectorization takes dense tensors of texts",
		});
	}
	requireKeys("string", context, context.world === "keras3" ? "TypeError" : undefined);
	if (config.standardize.kind !== "str" && config.standardize.kind !== "none") requireTable(config, context);
	const texts = standardized(config.standardize, rankedDims(plainInput(context)), context);
	const tokens = config.split.kind === "none" ? unsplit(config, texts) : splitTexts(config, texts, context);
	if (config.mode === "int") {
		requireTable(config, context);
		if (config.ragged) return raggedTokens(config, tokens, context);
		return spec(ranked(fitLength(config, tokens, context)), "int64");
	}
	const depth = requireDepth(config, context);
	requireTable(config, context);
	if (context.world === "keras3")
		return spec(encode3(tokens, config.mode, depth, context), tensorDType3(config, context));
	const dtype = floatx(context.machine, "keras2");
	return encoded2(spec(ranked(tokens), "int64"), config, depth, dtype, context);
}

/** Rows of as many words as each text has; texts that are not split are a tensor all the same. */
function raggedTokens({ split }: VectorizationConfig, tokens: readonly Dim[], { world, mode }: CallContext): Spec {
	if (world === "keras3" || mode === "eager") return vague("a ragged tensor is not followed");
	if (split.kind === "none") return spec(ranked(tokens), "int64");
	return { shape: ranked(tokens), dtype: "int64", layout: { kind: "ragged", raggedRank: tokens.length - 1 } };
}

/** A function of the user's may do anything to the texts. */
function standardized(standardize: Value, dims: readonly Dim[], context: CallContext): readonly Dim[] {
	if (standardize.kind === "none" || standardize.kind === "str") return dims;
	const { machine, world, origin, mode } = context;
	if (standardize.kind === "unknown") return vague("what standardize does is not known");
	const text: Value = {
		kind: "tensor",
		flavor: "Tensor",
		spec: spec(ranked(dims), "string"),
		world,
		eager: mode === "eager",
	};
	const result = machine.call(standardize, syntheticArguments([text], origin));
	return result.kind === "tensor" ? rankedDims(result.spec) : vague("what standardize gives is not known");
}

/** Each text becomes tokens: one more axis, of no known size. */
function splitTexts(config: VectorizationConfig, texts: readonly Dim[], context: CallContext): readonly Dim[] {
	const last = texts.at(-1);
	if (texts.length > 1 && last !== 1) {
		if (last !== undefined && isUnknown(last)) return vague("whether the last axis has size 1");
		context.fail({
			code: "input-axis-size",
			message: `TextVectorization splits texts of rank 1, or of a last axis of size 1, found ${printShape(ranked(texts))}`,
			facts: { expected: 1, ...(typeof last === "number" ? { found: last } : {}) },
		});
	}
	if (config.split.kind !== "str") return vague("what split gives is not followed");
	const rows = texts.length > 1 ? texts.slice(0, -1) : texts;
	const longest = context.mode === "eager" ? unknownDim(LONGEST) : noneDim(LONGEST);
	return [...rows.map((dim, axis) => batchSize(config, dim, axis, rows.length, context)), longest];
}

/** In a graph, splitting at whitespace forgets how many texts there are. */
function batchSize(
	{ split, ngrams }: VectorizationConfig,
	dim: Dim,
	axis: number,
	rank: number,
	context: CallContext,
): Dim {
	if (axis > 0 || !isStatic(dim) || context.mode === "eager") return dim;
	if (rank === 1 && split.kind === "str" && split.value === "whitespace")
		return noneDim({ text: "splitting texts in a graph forgets how many there are" });
	return rank === 1 && ngrams.kind === "none" ? dim : unknownDim({ text: "whether the batch size is kept" });
}

function unsplit({ ngrams }: VectorizationConfig, texts: readonly Dim[]): readonly Dim[] {
	return ngrams.kind === "none" ? texts : vague("ngrams of texts that are not split are not followed");
}

/** Rows of words become a tensor; texts that are not split are cut and padded. */
function fitLength(config: VectorizationConfig, tokens: readonly Dim[], context: CallContext): readonly Dim[] {
	if (config.length === undefined) return tokens;
	const isGraph = context.world === "keras2" && context.mode !== "eager";
	if (isNegative(config.length) && config.split.kind === "none")
		return isGraph ? tokens.map(() => noneDim(CUT)) : vague("texts that are not split, cut to a negative length");
	if (isNegative(config.length)) rejectLength(context);
	const isRagged = config.split.kind !== "none" && tokens.length > 1;
	if (isRagged || context.mode === "eager" || context.world === "keras3")
		return [...tokens.slice(0, -1), config.length];
	if (tokens.every(isStatic)) return [...tokens.slice(0, -1), config.length];
	return tokens.map(() => noneDim(CUT));
}

const CUT = { text: "the padding of texts that are not split forgets their sizes" };

const isNegative = (length: Dim | undefined): boolean => typeof length === "number" && length < 0;

const rejectLength = (context: CallContext): never =>
	context.fail({
		code: "invalid-layer-argument",
		message: "output_sequence_length cannot be negative",
		argument: "output_sequence_length",
	});
