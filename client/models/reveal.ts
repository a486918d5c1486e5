import {
	commands,
	Position,
	Range,
	Selection,
	TabInputNotebook,
	TabInputText,
	TabInputWebview,
	type TextDocumentShowOptions,
	Uri,
	ViewColumn,
	window,
} from "vscode";
import type { ViewLocation } from "../../shared/model-views";
import { programOf } from "./programs";

/** Shows code beside the view that asked for it, in its own editor where it has one. Cells are found by their notebook. */
export async function revealCode({ uri, range }: ViewLocation, focus: boolean): Promise<void> {
	const start = new Position(range.start.line, range.start.character);
	const end = new Position(range.end.line, range.end.character);
	const options: TextDocumentShowOptions = {
		selection: new Range(start, start),
		preserveFocus: !focus,
		viewColumn: columnOf(programOf(uri)),
	};
	await commands.executeCommand("vscode.open", Uri.parse(uri), options);
	// Selected only now: an editor scrolls sideways to the end of what it is opened with.
	for (const editor of window.visibleTextEditors)
		if (editor.document.uri.toString() === uri) editor.selection = new Selection(end, start);
}

/** The column where a document is seen, or else one that has it in a tab, or else one that does not show a view. */
function columnOf(uri: string): ViewColumn {
	const groups = window.tabGroups.all;
	const holds = (input: unknown): boolean =>
		(input instanceof TabInputText || input instanceof TabInputNotebook) && input.uri.toString() === uri;
	const seen = groups.find(({ activeTab }) => holds(activeTab?.input));
	const open = seen ?? groups.find(({ tabs }) => tabs.some(({ input }) => holds(input)));
	const free = open ?? groups.find(({ activeTab }) => !(activeTab?.input instanceof TabInputWebview));
	return free?.viewColumn ?? ViewColumn.Beside;
}
