/** Text as it stands in an SVG: nothing in it can end an element, drive the reader, or reorder what is around it. */

const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

/** What XML does not allow, and characters that change the direction of the text around them. */
const isForbidden = (character: string): boolean =>
	character < " " ||
	/^[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]$/.test(character);

export const escapeXml = (text: string): string =>
	[...text].map((each) => (isForbidden(each) ? "\ufffd" : (ENTITIES[each] ?? each))).join("");

const WIDE =
	/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{3fffd}]/u;

const columns = (character: string): number => (WIDE.test(character) ? 2 : 1);

/** Without a screen to measure on: every character has the width of a typewriter's, wide ones that of two. */
export const widthOf = (text: string, perCharacter: number): number =>
	[...text].reduce((sum, each) => sum + columns(each), 0) * perCharacter;

/** At most so many characters; the middle is left out, since both ends of a name tell it from others. */
export function cut(text: string, length: number): string {
	const all = [...text];
	if (all.length <= length) return text;
	const head = Math.ceil((length - 1) * 0.6);
	return `${all.slice(0, head).join("")}…${all.slice(all.length - (length - 1 - head)).join("")}`;
}

/** Lines of at most so many characters, broken between words; what is too much for all lines is cut. */
export function wrap(text: string, length: number, lines: number): readonly string[] {
	const wrapped: string[] = [];
	for (const word of text.split(" ")) {
		const last = wrapped.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= length) wrapped[wrapped.length - 1] = `${last} ${word}`;
		else wrapped.push(cut(word, length));
	}
	if (wrapped.length <= lines) return wrapped;
	return [...wrapped.slice(0, lines - 1), `${wrapped[lines - 1] ?? ""} …`];
}

/** Coordinates with one decimal are as exact as a screen. */
export const round = (value: number): string => String(Math.round(value * 10) / 10);
