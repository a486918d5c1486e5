import {
	commands,
	Range,
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
	const { start, end } = range;
	const options: TextDocumentShowOptions = {
		selection: new Range(start.line, start.character, end.line, end.character),
		preserveFocus: !focus,
		viewColumn: columnOf(programOf(uri)),
	};
	await commands.executeCommand("vscode.open", Uri.parse(uri), options);
}

/** The column where a document is open, or else one that does not show a view. */
function columnOf(uri: string): ViewColumn {
	const groups = window.tabGroups.all;
	const holds = (input: unknown): boolean =>
		(input instanceof TabInputText || input instanceof TabInputNotebook) && input.uri.toString() === uri;
	const open = groups.find(({ tabs }) => tabs.some(({ input }) => holds(input)));
	const free = open ?? groups.find(({ activeTab }) => !(activeTab?.input instanceof TabInputWebview));
	return free?.viewColumn ?? ViewColumn.Beside;
}
