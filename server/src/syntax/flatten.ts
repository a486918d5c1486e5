import { scan } from "./scan";

/** Part of a text, which is replaced by spaces. */
export interface Blank {
	readonly start: number;
	readonly end: number;
}

/** Text of the same length and lines without these parts, which are sorted and apart. */
export function blankOut(text: string, blanks: readonly Blank[]): string {
	const pieces: string[] = [];
	let done = 0;
	for (const { start, end } of blanks) {
		pieces.push(text.slice(done, start), text.slice(start, end).replace(/[^\r\n]/g, " "));
		done = end;
	}
	pieces.push(text.slice(done));
	return pieces.join("");
}

/** What is nested in more than `limit` brackets. */
export function deepBrackets(text: string, limit: number): Blank[] {
	return scan(text)
		.brackets.filter((bracket) => bracket.depth === limit)
		.map((bracket) => ({ start: bracket.open + 1, end: bracket.close ?? text.length }))
		.filter(({ start, end }) => start < end);
}

/** The text in pieces that start at its left margin, outside of strings and brackets. */
function topLevelPieces(text: string): Blank[] {
	const starts = scan(text)
		.lines.filter(({ codeEnd, inside, start, startsInString }) => {
			return codeEnd !== -1 && !startsInString && !inside && /\S/.test(text.charAt(start));
		})
		.map((line) => line.start);
	return starts.map((start, i) => ({ start, end: starts[i + 1] ?? text.length }));
}

/** The top-level pieces that cannot be parsed even by themselves, found by halving. */
export function unparsablePieces(text: string, canParse: (part: string) => boolean): Blank[] {
	const pieces = topLevelPieces(text);
	const found: Blank[] = [];
	const search = (from: number, to: number): void => {
		const first = pieces[from];
		const last = pieces[to - 1];
		if (!first || !last || canParse(text.slice(first.start, last.end))) return;
		if (to - from === 1) found.push(first);
		else {
			const middle = (from + to) >> 1;
			search(from, middle);
			search(middle, to);
		}
	};
	search(0, pieces.length);
	return found;
}
