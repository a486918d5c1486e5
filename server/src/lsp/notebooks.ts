import { type Connection, NotebookCellKind, type NotebookDocument, NotebookDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Analysis } from "../ide/analysis";
import { joinCells, type NotebookProgram } from "../project/notebook";
import { analyseText } from "./analyse-document";
import type { Analysed } from "./analyses";
import { type DocumentPlaces, importedLocation } from "./document-places";
import { type Documents, isPython } from "./documents";
import type { DocumentSettings } from "./surroundings";
import type { Workspace } from "./workspace";

export type Notebooks = NotebookDocuments<TextDocument>;

/** The notebooks that the client opens as such; their cells are documents like all others. */
export const createNotebooks = (documents: Documents): Notebooks => new NotebookDocuments(documents);

/** Follows what the client says of notebooks. `NotebookDocuments` has no event for cells that only move, so each change is one. */
export function listenToNotebooks(notebooks: Notebooks, connection: Connection, changed: (uri: string) => void): void {
	const { synchronization } = connection.notebooks;
	const onDidChangeNotebookDocument: typeof synchronization.onDidChangeNotebookDocument = (handler) =>
		synchronization.onDidChangeNotebookDocument(async (params) => {
			await handler(params);
			changed(params.notebookDocument.uri);
		});
	const value = { synchronization: { ...synchronization, onDidChangeNotebookDocument } };
	const watched: Connection = Object.create(connection, { notebooks: { value } });
	notebooks.listen(watched);
}

/** The interactive window shows cells that were run from a file, where their findings are. */
const INTERACTIVE = "interactive";

interface Cell {
	readonly document: TextDocument;
	/** Among all cells of the notebook, from 0. */
	readonly index: number;
}

interface Made {
	/** What it was made of. */
	readonly key: string;
	readonly analysis: Analysis;
	readonly program: NotebookProgram;
}

/** Analyses of notebooks: one for all cells. */
export interface NotebookAnalyses {
	/** The analysis of the notebook that a cell belongs to; absent for documents that are no cells. */
	of(document: TextDocument, settings: DocumentSettings): Analysed | undefined;
	/** Forgets what depends on files or folders that have changed; all, when these are not said. */
	forget(paths?: readonly string[]): void;
}

export function createNotebookAnalyses(
	notebooks: Notebooks,
	documents: Documents,
	workspace: Workspace,
): NotebookAnalyses {
	const made = new Map<string, Made>();

	function make(notebook: NotebookDocument, cells: readonly Cell[], settings: DocumentSettings): Made {
		const key = JSON.stringify([settings, cells.map(({ document, index }) => [document.uri, document.version, index])]);
		const known = made.get(notebook.uri);
		if (known?.key === key) return known;
		const program = joinCells(cells.map(({ document, index }) => ({ index, text: document.getText() })));
		const analysis = analyseText(notebook.uri, program.text, settings, workspace, program.parse);
		const own = [notebook.uri, ...cells.map(({ document }) => document.uri)];
		const dependencies = new Set([...analysis.dependencies, ...own]);
		const fresh = { key, program, analysis: { ...analysis, dependencies } };
		made.set(notebook.uri, fresh);
		return fresh;
	}

	notebooks.onDidClose(({ uri }) => made.delete(uri));
	return {
		of(document, settings) {
			const notebook = notebooks.findNotebookDocumentForCell(document.uri);
			const cells = notebook ? cellsOf(notebook, documents) : [];
			const index = cells.find((cell) => cell.document === document)?.index;
			if (!notebook || index === undefined) return undefined;
			const { analysis, program } = make(notebook, cells, settings);
			const places = cellPlaces(document, index, cells, program, analysis);
			return { analysis, places, isCopy: notebook.notebookType === INTERACTIVE };
		},
		forget(paths) {
			for (const [uri, { analysis }] of made)
				if (!paths || paths.some((path) => analysis.dependencies.has(path))) made.delete(uri);
		},
	};
}

/** The Python cells, in the order of the notebook. */
const cellsOf = (notebook: NotebookDocument, documents: Documents): readonly Cell[] =>
	notebook.cells.flatMap((cell, index) => {
		const document = cell.kind === NotebookCellKind.Code ? documents.get(cell.document) : undefined;
		return document && isPython(document) ? [{ document, index }] : [];
	});

function cellPlaces(
	document: TextDocument,
	index: number,
	cells: readonly Cell[],
	program: NotebookProgram,
	analysis: Analysis,
): DocumentPlaces {
	const { path } = analysis;
	const start = program.startOf(index) ?? 0;
	const rangeOf: DocumentPlaces["rangeOf"] = (span) => {
		const first = program.positionAt(span.start);
		const last = program.positionAt(span.end);
		return { start: first.position, end: last.cell === first.cell ? last.position : first.position };
	};
	const cellAt = (offset: number): number => program.positionAt(offset).cell;
	return {
		offsetAt: (position) => start + document.offsetAt(position),
		rangeOf,
		holds: (span) => cellAt(span.start) === index,
		locationOf(origin) {
			if (origin.path !== path) return importedLocation(origin, analysis);
			const at = cellAt(origin.start);
			const cell = cells.find((each) => each.index === at);
			return cell && { uri: cell.document.uri, range: rangeOf(origin) };
		},
		lineName(offset) {
			const { cell, position } = program.positionAt(offset);
			const line = `line ${position.line + 1}`;
			return cell === index ? line : `cell ${cell + 1}, ${line}`;
		},
	};
}
