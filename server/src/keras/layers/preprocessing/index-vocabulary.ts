import { type Dim, unknownDim, type Value } from "../../../domain";
import { equal, typeName, vague } from "../../../interpreter/api";
import { asInt, isKnown, itemsOf } from "../../engine/argument-readers";
import type { LayerArguments } from "../../engine/layer-definition";
import { asInteger, type LookupNumbers, reservedAmong } from "./index-tokens";

/** `IndexLookup.set_vocabulary`, which is the same in both worlds. */

const tokenStart = ({ oovIndices, maskToken, mode }: LookupNumbers): number =>
	(maskToken.kind !== "none" && mode === "int" ? 1 : 0) + (oovIndices ?? vague("num_oov_indices is not known"));

/** Values that are neither arrays nor taken for lists of words. */
const SIZELESS: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "bytes", "dict", "set", "complex"]);

/** `vocabulary_size()` once the vocabulary is set; absent when none is given. */
export function sizeOfVocabulary(
	args: Pick<LayerArguments, "fail">,
	vocabulary: Value,
	numbers: LookupNumbers,
	maxTokens: number | undefined,
): Dim | undefined {
	if (vocabulary.kind === "none") return undefined;
	const fail = (message: string, exception?: string): never =>
		args.fail({ code: "invalid-layer-argument", message, exception, argument: "vocabulary" });
	if (vocabulary.kind === "str" && vocabulary.value === "") fail("the name of a vocabulary file is empty");
	// Whether there is such a file is not known.
	if (vocabulary.kind === "str") return unknownDim({ text: "how many terms the vocabulary file holds is not known" });
	if (SIZELESS.has(vocabulary.kind) && !("numpy" in vocabulary && vocabulary.numpy))
		fail(
			`vocabulary must be a list or array of terms, found a value of type ${typeName(vocabulary)}`,
			"AttributeError",
		);
	const items = itemsOf(vocabulary) ?? contentOf(vocabulary);
	if (items?.length === 0) fail("the vocabulary is empty");
	if (numbers.oovIsFloat) fail("num_oov_indices must be an int", "TypeError");
	const start = tokenStart(numbers);
	if (!items) {
		const first =
			vocabulary.kind === "tensor" && vocabulary.spec.shape.kind === "ranked" && vocabulary.spec.shape.dims[0];
		return typeof first === "number" && start === 0 ? first : unknownDim({ text: "the vocabulary is not known" });
	}
	rejectNested(items, fail);
	const special = startsWithSpecial(items, numbers, start);
	if (special === undefined) return unknownDim({ text: "whether the vocabulary holds the special tokens" });
	const tokens = special ? items.slice(start) : items;
	if (hasRepetition(tokens)) fail("a term stands twice in the vocabulary");
	const reserved = reservedAmong(tokens, numbers);
	if (reserved) fail(`the ${reserved} stands among the terms of the vocabulary`);
	const size = start + tokens.length;
	if (maxTokens !== undefined && size > maxTokens)
		fail(`a vocabulary of ${size} terms exceeds max_tokens=${maxTokens}`);
	if (tokens.length === 0) fail("the vocabulary holds special tokens only", "InvalidArgumentError");
	rejectUnfit(items, tokens, numbers.isText, fail);
	return size;
}

const contentOf = (value: Value): readonly Value[] | undefined =>
	value.kind === "tensor" && value.content ? itemsOf(value.content) : undefined;

/** Lists in a list make an array whose rows cannot be looked up; lists of unequal lengths make none. */
function rejectNested(items: readonly Value[], fail: (message: string, exception?: string) => never): void {
	const lists = items.map(itemsOf);
	if (!lists.some((each) => each)) return;
	const [first] = lists;
	const isFlat = lists.every((each) => each && each.length === first?.length && !each.some(itemsOf));
	if (isFlat && lists.flat().every((item) => item && isKnown(item))) fail("the terms are lists", "TypeError");
	if (lists.some((each) => each?.length !== first?.length)) fail("the terms are lists of unequal lengths");
}

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

const NUMERIC: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool"]);

/** Terms that make no tensor of strings, or of ints: one string among them makes an array of strings. */
function rejectUnfit(
	items: readonly Value[],
	tokens: readonly Value[],
	isText: boolean,
	fail: (message: string) => never,
): void {
	if (isText) {
		const isNumeric = tokens.length > 0 && items.every((item) => NUMERIC.has(item.kind));
		if (isNumeric || items.some((item) => item.kind === "none")) fail("the terms are no strings");
		return;
	}
	const hasText = items.some((item) => item.kind === "str");
	const bad = tokens.find((item) =>
		item.kind === "str" ? item.value !== undefined && asInteger(item.value) === undefined : hasText && isNoInt(item),
	);
	if (bad) fail("the terms are no ints");
}

const isNoInt = (item: Value): boolean => item.kind === "float" || (asInt(item) === undefined && isKnown(item));
