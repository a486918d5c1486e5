import { computeLineStarts, offsetToPosition, type Position } from "../syntax/positions";
import { scan } from "../syntax/scan";

/** A code cell; `index` counts all cells of the notebook, from 0. */
export interface NotebookCell {
	readonly index: number;
	readonly text: string;
}

export interface CellPosition {
	readonly cell: number;
	readonly position: Position;
}

/** All code cells of a notebook as one Python program. */
export interface NotebookProgram {
	readonly text: string;
	positionAt(offset: number): CellPosition;
	/** The offset of a cell's first character; absent for cells that hold no code. */
	startOf(cell: number): number | undefined;
}

/** The Python cells of an `.ipynb` file; absent when the text is no notebook. */
export function readNotebook(json: string): readonly NotebookCell[] | undefined {
	const content = parseJson(json);
	if (!isRecord(content) || !Array.isArray(content.cells)) return undefined;
	return content.cells.flatMap((cell: unknown, index) => {
		if (!isRecord(cell) || cell.cell_type !== "code") return [];
		const source = Array.isArray(cell.source) ? cell.source.join("") : cell.source;
		return typeof source === "string" ? [{ index, text: source }] : [];
	});
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Joins the cells; what only IPython understands is blanked, so that every character keeps its place. */
export function joinCells(cells: readonly NotebookCell[]): NotebookProgram {
	const starts: number[] = [];
	let text = "";
	for (const cell of cells) {
		starts.push(text.length);
		text += `${blankMagics(cell.text)}\n`;
	}
	const lineStarts = cells.map((cell) => computeLineStarts(cell.text));
	return {
		text,
		positionAt(offset) {
			const at = Math.max(
				0,
				starts.findLastIndex((start) => start <= offset),
			);
			const inside = Math.min(offset - (starts[at] ?? 0), cells[at]?.text.length ?? 0);
			return { cell: cells[at]?.index ?? 0, position: offsetToPosition(lineStarts[at] ?? [0], inside) };
		},
		startOf: (cell) => starts[cells.findIndex(({ index }) => index === cell)],
	};
}

/** Cell magics after which the rest of the cell is Python all the same. */
const PYTHON_MAGICS = /^%%(?:time|timeit|capture|prun|memit|heat|snakeviz|python3?|tensorflow_version)\b/;

/** Blanks cell magics, line magics, shell commands and help requests. */
export function blankMagics(text: string): string {
	const first = /^\s*(%%[^\r\n]*)/.exec(text);
	if (first?.[1]) {
		if (!PYTHON_MAGICS.test(first[1])) return blank(text);
		return blank(text.slice(0, first[0].length)) + blankLines(text.slice(first[0].length));
	}
	return blankLines(text);
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, " ");

const MAGIC = /^[ \t]*(?:%|!|\?|[\w.]+\?{1,2}[ \t]*$|[\w.,: ]+=[ \t]*[!%])/;
const MAGIC_ANYWHERE = /^[ \t]*(?:%|!|\?|.*\?[ \t]*$|.*=[ \t]*[!%])/m;

/** A magic may hold quotes and brackets of the shell's: each is taken out before what follows it is read. */
function blankLines(text: string): string {
	if (!MAGIC_ANYWHERE.test(text)) return text;
	let current = text;
	for (let from = 0; ; ) {
		const { lines } = scan(current);
		const at = lines.findIndex(({ start, inside, startsInString }, index) => {
			if (start < from || inside || startsInString) return false;
			return MAGIC.test(lineAt(current, start)) && !isContinued(current, lines[index - 1]?.start, start);
		});
		const start = lines[at]?.start;
		if (start === undefined) return current;
		const end = start + lineAt(current, start).length;
		current = current.slice(0, start) + placeholder(current.slice(start, end)) + current.slice(end);
		from = end;
	}
}

const lineAt = (text: string, start: number): string => /[^\r\n]*/y.exec(text.slice(start))?.[0] ?? "";

const isContinued = (text: string, previous: number | undefined, start: number): boolean =>
	previous !== undefined && /\\\r?\n?$/.test(text.slice(previous, start));

/** `0`, since the magic may be the only statement of its block. */
function placeholder(line: string): string {
	const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
	const rest = line.length - indent.length;
	return `${indent}0${" ".repeat(Math.max(0, rest - 1))}`;
}
