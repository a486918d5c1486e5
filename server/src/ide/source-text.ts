import { joinCells, readNotebook } from "../project/notebook";
import type { ParsedFile } from "../syntax/ast";
import { parsePython } from "../syntax/parse";
import { computeLineStarts } from "../syntax/positions";
import { type Locate, locateIn } from "./locate";

/** The lines of a file, or of one code cell of a notebook. */
export interface SourcePart {
	readonly cell: number | undefined;
	readonly lines: readonly string[];
}

/** A file as it is analysed (one text) and as its author sees it (lines, or cells of lines). */
export interface SourceText {
	readonly text: string;
	readonly parts: readonly SourcePart[];
	parse(): ParsedFile;
	locate(file: ParsedFile): Locate;
	line(line: number, cell: number | undefined): string;
}

const splitLines = (text: string): readonly string[] =>
	computeLineStarts(text).map((start, line, starts) => text.slice(start, starts[line + 1]).replace(/[\r\n]+$/, ""));

/** Absent for an `.ipynb` file that is not a notebook. */
export function readSource(path: string, text: string): SourceText | undefined {
	return path.toLowerCase().endsWith(".ipynb") ? notebookSource(text) : fileSource(text);
}

function fileSource(text: string): SourceText {
	const lines = splitLines(text);
	return {
		text,
		parse: () => parsePython(text),
		parts: [{ cell: undefined, lines }],
		locate: locateIn,
		line: (line) => lines[line] ?? "",
	};
}

function notebookSource(json: string): SourceText | undefined {
	const cells = readNotebook(json);
	if (!cells) return undefined;
	const program = joinCells(cells);
	const parts = cells.map(({ index, text }) => ({ cell: index, lines: splitLines(text) }));
	return {
		text: program.text,
		parse: program.parse,
		parts,
		locate: () => (start, end) => {
			const first = program.positionAt(start);
			const last = program.positionAt(end);
			const isWithin = last.cell === first.cell;
			return { cell: first.cell, start: first.position, end: isWithin ? last.position : first.position };
		},
		line: (line, cell) => parts.find((part) => part.cell === cell)?.lines[line] ?? "",
	};
}
