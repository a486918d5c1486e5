import { type Dim, type DType, noneDim, type Spec, spec, str, unknownDim, type Value } from "../../../domain";
import { equal, type MethodModel, vague } from "../../../interpreter/api";
import { itemsOf, readFlag, readNumber, requireComparable } from "../../engine/argument-readers";
import { floatx } from "../../engine/dtype-policy";
import { isDeclared } from "../../engine/elementwise";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { adaptSize, getVocabulary, type Learned, learn, vocabularySize } from "./adaptation";
import { declareEncoded, encode3, encoded2, lookedUp, type OutputMode } from "./encode-categorical-inputs";
import { rejectFloatIndex } from "./integer-dtype";
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
	readonly vocabularyDType: DType;
	readonly numbers: LookupNumbers;
}

/** What stands before the words of a vocabulary. */
export interface LookupNumbers {
	readonly oovIndices: number | undefined;
	readonly maskToken: Value;
	readonly oovToken: Value;
	readonly mode: OutputMode;
}

const MODES: readonly OutputMode[] = ["int", "one_hot", "multi_hot", "count", "tf_idf"];

/** Checks the arguments in Keras's order. */
export function readLookup(args: LayerArguments, vocabularyDType: DType): LookupConfig {
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
	const idf = args.get("idf_weights");
	if (idf.kind !== "none" && mode !== "tf_idf") reject(args, "idf_weights", 'idf_weights needs output_mode="tf_idf"');
	const numbers = { oovIndices, maskToken: args.get("mask_token"), oovToken: args.get("oov_token"), mode };
	const depth = sizeOfVocabulary(args, args.get("vocabulary"), numbers, maxTokens);
	return { mode, invert, sparse, maxTokens, padded, depth, vocabularyDType, numbers };
}

function readMaxTokens(args: LayerArguments): number | undefined {
	const value = args.get("max_tokens");
	if (value.kind === "none") return undefined;
	requireComparable(args, "max_tokens");
	const size = readNumber(value);
	if (size !== undefined && size <= 1) reject(args, "max_tokens", `max_tokens must be above 1, found ${size}`);
	return size;
}

const tokenStart = ({ oovIndices, maskToken, mode }: LookupNumbers): number =>
	(maskToken.kind !== "none" && mode === "int" ? 1 : 0) + (oovIndices ?? vague("num_oov_indices is not known"));

/** `vocabulary_size()` once the vocabulary is set; absent when none is given. */
function sizeOfVocabulary(
	args: Pick<LayerArguments, "fail">,
	vocabulary: Value,
	numbers: LookupNumbers,
	maxTokens: number | undefined,
): Dim | undefined {
	if (vocabulary.kind === "none") return undefined;
	const fail = (message: string): never =>
		args.fail({ code: "invalid-layer-argument", message, argument: "vocabulary" });
	const items = itemsOf(vocabulary) ?? contentOf(vocabulary);
	const start = tokenStart(numbers);
	if (!items) {
		const first =
			vocabulary.kind === "tensor" && vocabulary.spec.shape.kind === "ranked" && vocabulary.spec.shape.dims[0];
		return typeof first === "number" && start === 0 ? first : unknownDim({ text: "the vocabulary is not known" });
	}
	if (items.length === 0) fail("the vocabulary is empty");
	const special = startsWithSpecial(items, numbers, start);
	if (special === undefined) return unknownDim({ text: "whether the vocabulary holds the special tokens" });
	const tokens = special ? items.slice(start) : items;
	if (hasRepetition(tokens)) fail("a term stands twice in the vocabulary");
	const size = start + tokens.length;
	if (maxTokens !== undefined && size > maxTokens)
		fail(`a vocabulary of ${size} terms exceeds max_tokens=${maxTokens}`);
	return size;
}

const contentOf = (value: Value): readonly Value[] | undefined =>
	value.kind === "tensor" && value.content ? itemsOf(value.content) : undefined;

/** Whether the vocabulary begins with the mask token and the tokens for unknown words. */
function startsWithSpecial(items: readonly Value[], numbers: LookupNumbers, start: number): boolean | undefined {
	if (start === 0) return true;
	const mask = numbers.maskToken.kind !== "none" && numbers.mode === "int" ? [numbers.maskToken] : [];
	const special = [...mask, ...new Array<Value>(start - mask.length).fill(numbers.oovToken)];
	const matches = special.map((token, at) => {
		const item = items[at];
		return item === undefined ? false : equal(item, token);
	});
	if (matches.includes(false)) return false;
	return matches.includes(undefined) ? undefined : true;
}

function hasRepetition(tokens: readonly Value[]): boolean {
	const seen = tokens.flatMap((token) =>
		(token.kind === "str" || token.kind === "int") && token.value !== undefined ? [token.value] : [],
	);
	return new Set<string | number>(seen).size !== seen.length;
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
	const type = floatx(args.machine, args.world);
	return typeof type === "string" ? str(type) : { kind: "unknown", why: type.why };
}

export function lookUp(config: LookupConfig, context: CallContext): Spec {
	if (config.sparse && context.world === "keras3" && !isDeclared(context))
		return vague("a sparse tensor is not followed");
	return context.world === "keras2" ? lookUp2(config, context) : lookUp3(config, context);
}

/** Keras 2 looks the values up in a graph, or eagerly in a table that must have been filled. */
function lookUp2(config: LookupConfig, context: CallContext): Spec {
	const depth = requireDepth(config, context);
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
