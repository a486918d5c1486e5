import { scan } from "./scan";

/** Text of the same length and lines, in which nothing is nested deeper than `limit` brackets. */
export interface FlattenedText {
	readonly text: string;
	/** The blanked insides of brackets. */
	readonly tooDeep: readonly { readonly start: number; readonly end: number }[];
}

export function flattenBrackets(text: string, limit: number): FlattenedText {
	const tooDeep = scan(text)
		.brackets.filter((bracket) => bracket.depth === limit)
		.map((bracket) => ({ start: bracket.open + 1, end: bracket.close ?? text.length }));
	const pieces: string[] = [];
	let done = 0;
	for (const { start, end } of tooDeep) {
		pieces.push(text.slice(done, start), text.slice(start, end).replace(/[^\r\n]/g, " "));
		done = end;
	}
	pieces.push(text.slice(done));
	return { text: pieces.join(""), tooDeep: tooDeep.filter(({ start, end }) => start < end) };
}
