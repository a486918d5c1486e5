import type { ParsedFile } from "../syntax/ast";

/** Words that are no value, or of which a hover would show that of some expression around them. */
const KEYWORDS: ReadonlySet<string> = new Set(
	(
		"and as assert async await break case class continue def del elif else except finally for from global if import in is " +
		"lambda nonlocal not or pass raise return try while with yield"
	).split(" "),
);

const WORD = /[\p{L}\p{N}_]/u;
const CLOSES = /["')\]}]/;

/** Whether the offset lies on something that stands for no value: a keyword, a space, a comma, a comment. */
export function isBare({ text, comments }: Pick<ParsedFile, "text" | "comments">, offset: number): boolean {
	if (comments.some(({ start, end }) => start <= offset && offset < end)) return true;
	let start = offset;
	let end = offset;
	while (start > 0 && WORD.test(text[start - 1] ?? "")) start -= 1;
	while (end < text.length && WORD.test(text[end] ?? "")) end += 1;
	if (start < end) return KEYWORDS.has(text.slice(start, end)) && text[start - 1] !== ".";
	// What ends here is meant too: `f(x)|`.
	return /[\s,:;]/.test(text[offset] ?? " ") && !CLOSES.test(text[offset - 1] ?? "");
}
