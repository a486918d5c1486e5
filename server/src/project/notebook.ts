import type { ParsedFile } from "../syntax/ast";
import { parsePython } from "../syntax/parse";
import { computeLineStarts, offsetToPosition, type Position } from "../syntax/positions";
import { joinFiles, shiftFile } from "../syntax/shift";
import { blankMagics } from "./magics";

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
	/** Each cell is parsed by itself, as IPython does: what one leaves open ends with it. */
	parse(): ParsedFile;
	positionAt(offset: number): CellPosition;
	/** The offset of a cell's first character; absent for cells that hold no code. */
	startOf(cell: number): number | undefined;
}

/** The Python cells of an `.ipynb` file; absent when the text is no notebook. */
export function readNotebook(json: string): readonly NotebookCell[] | undefined {
	const content = parseJson(json);
	const cells = isRecord(content) ? cellsOf(content) : undefined;
	if (!cells || !isRecord(content)) return undefined;
	if (!isPython(content)) return [];
	return cells.flatMap((cell: unknown, index) => {
		if (!isRecord(cell) || cell.cell_type !== "code") return [];
		const source = cell.source ?? cell.input;
		const text = Array.isArray(source) ? source.filter((line) => typeof line === "string").join("") : source;
		return typeof text === "string" ? [{ index, text }] : [];
	});
}

/** Before version 4 of the format, cells were in worksheets. */
function cellsOf({ cells, worksheets }: Record<string, unknown>): readonly unknown[] | undefined {
	if (Array.isArray(cells)) return cells;
	if (!Array.isArray(worksheets)) return undefined;
	return worksheets.flatMap((sheet: unknown) => (isRecord(sheet) && Array.isArray(sheet.cells) ? sheet.cells : []));
}

/** Whether nothing says that the cells are written in another language. */
function isPython({ metadata }: Record<string, unknown>): boolean {
	if (!isRecord(metadata)) return true;
	const { kernelspec, language_info: info } = metadata;
	const language = (isRecord(info) ? info.name : undefined) ?? (isRecord(kernelspec) ? kernelspec.language : undefined);
	return typeof language !== "string" || /python/i.test(language);
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
	const texts = cells.map((cell) => blankMagics(cell.text));
	const starts: number[] = [];
	let text = "";
	for (const each of texts) {
		starts.push(text.length);
		text += `${each}\n`;
	}
	const lineStarts = cells.map((cell) => computeLineStarts(cell.text));
	return {
		text,
		parse: () =>
			joinFiles(
				texts.map((each, index) => shiftFile(parseCell(each), starts[index] ?? 0)),
				text,
				computeLineStarts(text),
			),
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

const BLOCK = "if 1:\n";

/** IPython takes away the indentation that a whole cell has. */
function parseCell(text: string): ParsedFile {
	const code = text.replace(/^[ \t]*#.*$/gm, "");
	if (![text, code].every((each) => /^(?:[ \t]*\r?\n)*[ \t]+\S/.test(each))) return parsePython(text);
	const file = shiftFile(parsePython(BLOCK + text), -BLOCK.length);
	const [block, ...rest] = file.module.body;
	const body = block?.type === "If" ? [...block.body, ...rest] : file.module.body;
	const problems = file.problems.map((each) => ({
		...each,
		start: Math.max(0, each.start),
		end: Math.max(0, each.end),
	}));
	return { ...file, module: { ...file.module, body }, problems };
}
