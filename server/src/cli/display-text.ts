/** Source text as a terminal shows it, with the column of every character. */

const TAB = 4;

/** East Asian wide characters and emoji take two columns. */
const WIDE =
	/[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}|[\u{20000}-\u{3fffd}]/u;
const ZERO = /\p{Mark}|\p{Default_Ignorable_Code_Point}/u;

export function widthOf(character: string): number {
	if (character < "\u0300") return 1;
	if (ZERO.test(character)) return 0;
	return WIDE.test(character) && !/^[\u00a9\u00ae\u203c-\u2b54]$/.test(character) ? 2 : 1;
}

export const widthOfText = (text: string): number => [...text].reduce((sum, each) => sum + widthOf(each), 0);

/** Control characters could drive the terminal, and bidirectional ones reorder what is shown. */
const isUnsafe = (character: string): boolean =>
	character < " " || /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(character);

export const safeText = (text: string): string =>
	[...text].map((each) => (each === "\t" ? " " : isUnsafe(each) ? "�" : each)).join("");

export interface DisplayLine {
	readonly text: string;
	/** Column of the character at an offset (UTF-16) of the line. */
	columnOf(offset: number): number;
}

/** A line with tabs expanded and nothing that a terminal would obey. */
export function displayLine(source: string): DisplayLine {
	const columns: number[] = [];
	let text = "";
	let column = 0;
	for (const character of source) {
		const shown = character === "\t" ? " ".repeat(TAB - (column % TAB)) : isUnsafe(character) ? "�" : character;
		for (let unit = 0; unit < character.length; unit += 1) columns.push(column);
		column += character === "\t" ? shown.length : widthOf(shown);
		text += shown;
	}
	return { text, columnOf: (offset) => columns[offset] ?? column };
}
