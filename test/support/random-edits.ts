/** Replaces what is between two offsets. */
export interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

export type Random = (below: number) => number;

/** The same numbers for the same seed, on every machine (mulberry32). */
export function seeded(seed: number): Random {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

export const pick = <T>(random: Random, items: readonly T[]): T => items[random(items.length)] as T;

/** What people type, and what breaks a program half-way. */
const PIECES = [
	..."abx_01 ().,:=[]'\"#\n\t",
	"\n    ",
	"None",
	'"""',
	"def f(x):\n",
	"for i in range(3):\n    ",
	"\nx = keras.Input((None, 8))\n",
	"\ny = keras.layers.Dense(4)(x)\n",
	"\nx.shape.as_list()\n",
	"é",
	"𝕏",
	"\r\n",
];

interface Line {
	readonly start: number;
	/** With its line break. */
	readonly text: string;
}

function linesOf(text: string): readonly Line[] {
	const lines: Line[] = [];
	for (const [line] of text.matchAll(/[^\n]*\n|[^\n]+$/g)) {
		const last = lines.at(-1);
		lines.push({ start: last ? last.start + last.text.length : 0, text: line });
	}
	return lines.length > 0 ? lines : [{ start: 0, text: "" }];
}

const EDITS: readonly ((text: string, random: Random) => Edit)[] = [
	function insertPiece(text, random) {
		const start = random(text.length + 1);
		return { start, end: start, text: pick(random, PIECES) };
	},
	function deleteCharacters(text, random) {
		const start = random(text.length + 1);
		return { start, end: Math.min(text.length, start + 1 + random(8)), text: "" };
	},
	function deleteLine(text, random) {
		const { start, text: line } = pick(random, linesOf(text));
		return { start, end: start + line.length, text: "" };
	},
	function repeatLine(text, random) {
		const { start, text: line } = pick(random, linesOf(text));
		return { start, end: start, text: line };
	},
	function replaceLine(text, random) {
		const lines = linesOf(text);
		const { start, text: line } = pick(random, lines);
		return { start, end: start + line.length, text: pick(random, lines).text };
	},
	function otherNumber(text, random) {
		const numbers = [...text.matchAll(/\b\d+\b/g)];
		if (numbers.length === 0) return { start: 0, end: 0, text: "1\n" };
		const { index, 0: number } = pick(random, numbers);
		return { start: index, end: index + number.length, text: pick(random, ["0", "1", "3", "16", "None", "-1"]) };
	},
];

export const randomEdit = (text: string, random: Random): Edit => pick(random, EDITS)(text, random);

export const applyEdit = (text: string, { start, end, text: inserted }: Edit): string =>
	text.slice(0, start) + inserted + text.slice(end);

/** The edit that takes an edit of a text back. */
export const inverse = (text: string, { start, end, text: inserted }: Edit): Edit => ({
	start,
	end: start + inserted.length,
	text: text.slice(start, end),
});
