import { isStatic, type Value } from "../../../domain";
import { asInt, itemsOf } from "../../engine/argument-readers";

/** How `TextVectorization` makes tokens of texts. */
export interface Tokenization {
	readonly standardize: Value;
	readonly split: Value;
	readonly ngrams: Value;
}

/** What the layer strips from texts: ASCII punctuation. */
const PUNCTUATION = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g;

/** White space that no table of Unicode decides about. */
const PLAIN = /^[\x20-\x7e\t\n\r]*$/;

/**
 * How many tokens the longest of the texts has, which is the width of the rows; absent when a text is not known. Mirrors
 * `_preprocess` of preprocessing/text_vectorization.py.
 */
export function longestText(argument: Value, tokenization: Tokenization): number | undefined {
	const texts = textsOf(argument.kind === "tensor" ? argument.content : argument);
	const counts = texts?.map((text) => countTokens(text, tokenization));
	if (!counts || counts.length === 0 || counts.includes(undefined)) return undefined;
	return Math.max(...(counts as number[]));
}

function textsOf(value: Value | undefined): readonly string[] | undefined {
	if (value?.kind === "str") return value.value === undefined ? undefined : [value.value];
	const parts = value && itemsOf(value)?.map(textsOf);
	return parts && !parts.includes(undefined) ? (parts as string[][]).flat() : undefined;
}

function countTokens(text: string, { standardize, split, ngrams }: Tokenization): number | undefined {
	if (!PLAIN.test(text) || split.kind !== "str" || (standardize.kind !== "str" && standardize.kind !== "none"))
		return undefined;
	const strips = standardize.kind === "str" && standardize.value?.includes("strip_punctuation");
	const kept = strips ? text.replace(PUNCTUATION, "") : text;
	const count = split.value === "character" ? kept.length : kept.split(/[\t\n\r ]+/).filter(Boolean).length;
	const widths = widthsOf(ngrams);
	return widths?.reduce((sum, width) => sum + Math.max(0, count - width + 1), 0);
}

/** An int stands for all widths up to it. */
function widthsOf(ngrams: Value): readonly number[] | undefined {
	if (ngrams.kind === "none") return [1];
	const most = asInt(ngrams);
	if (most !== undefined) return most > 0 ? Array.from({ length: most }, (_, index) => index + 1) : undefined;
	const widths = itemsOf(ngrams)?.map(asInt);
	return widths?.every((width) => width !== undefined && isStatic(width) && width > 0)
		? (widths as number[])
		: undefined;
}
