import {
	type Disposable,
	EventEmitter,
	type NotebookDocument,
	type TextDocument,
	Uri,
	window,
	workspace,
} from "vscode";

/** The notebook of a cell. */
export const notebookOf = (uri: string): NotebookDocument | undefined =>
	workspace.notebookDocuments.find((book) => book.getCells().some((cell) => cell.document.uri.toString() === uri));

/** A cell that there is now, of the notebook that has the path of this one: renaming a notebook makes its cells anew. */
export function presentCell(uri: string): string {
	if (!uri.startsWith("vscode-notebook-cell:") || notebookOf(uri)) return uri;
	const { path } = Uri.parse(uri);
	const book = workspace.notebookDocuments.find((each) => each.uri.path === path);
	const cell = book?.getCells().find(({ document }) => isPython(document));
	return cell?.document.uri.toString() ?? uri;
}

/** All cells of a notebook are one program, and have its name here; any other document is one of its own. */
export const programOf = (uri: string): string => notebookOf(presentCell(uri))?.uri.toString() ?? uri;

export interface ActiveProgram extends Disposable {
	/** A document of the program in the editor that was active last: for a notebook, one of its cells. */
	current(): string | undefined;
	readonly onChange: EventEmitter<void>["event"];
}

/** Follows the active editor. It stays with a program while views and terminals have the focus. */
export function followActiveProgram(): ActiveProgram {
	const changes = new EventEmitter<void>();
	let current = activeDocument() ?? visibleDocument();
	const look = (): void => {
		const now = activeDocument() ?? (isOpen(current) ? current : visibleDocument());
		if (now === current) return;
		const moved = now === undefined || current === undefined || programOf(now) !== programOf(current);
		current = now;
		if (moved) changes.fire();
	};
	const listeners = [
		changes,
		window.onDidChangeActiveTextEditor(look),
		window.onDidChangeVisibleTextEditors(look),
		window.onDidChangeActiveNotebookEditor(look),
		workspace.onDidCloseTextDocument(look),
	];
	return {
		current: () => current,
		onChange: changes.event,
		dispose: () => {
			for (const each of listeners) each.dispose();
		},
	};
}

function activeDocument(): string | undefined {
	const book = window.activeNotebookEditor?.notebook;
	const cell = book?.getCells().find(({ document }) => isPython(document));
	const document = cell?.document ?? (book ? undefined : window.activeTextEditor?.document);
	return document && isPython(document) ? document.uri.toString() : undefined;
}

/** After a reload, a view may be active and the code beside it. */
const visibleDocument = (): string | undefined =>
	window.visibleTextEditors.find(({ document }) => isPython(document))?.document.uri.toString();

const isPython = ({ languageId }: TextDocument): boolean => languageId === "python";

const isOpen = (uri: string | undefined): boolean =>
	workspace.textDocuments.some((document) => document.uri.toString() === uri);
