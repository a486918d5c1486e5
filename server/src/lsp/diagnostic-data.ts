import type { TextEdit } from "vscode-languageserver";
import type { Action } from "../ide/code-actions";
import { toTextEdit } from "./convert";
import type { DocumentPlaces } from "./document-places";

/** An action as it travels with its diagnostic. */
export interface KeptAction {
	readonly title: string;
	readonly preferred: boolean;
	readonly edits: readonly TextEdit[];
}

/** `Diagnostic.data`: what can be done about it, so that a code action is an echo. */
export interface DiagnosticData {
	/** Of the document that the edits are meant for. */
	readonly version: number;
	readonly actions: readonly KeptAction[];
}

/** Actions that change this document only; those of a cell leave the other cells alone. */
export const keptActions = (actions: readonly Action[], places: DocumentPlaces): readonly KeptAction[] =>
	actions
		.filter(({ edits }) => edits.every((edit) => places.holds(edit)))
		.map(({ title, preferred, edits }) => ({
			title,
			preferred,
			edits: edits.map((edit) => toTextEdit(places, edit)),
		}));

/** What a client sent back, if it is ours and about this version. */
export function readData(data: unknown, version: number | undefined): readonly KeptAction[] {
	const given = data as Partial<DiagnosticData> | null | undefined;
	if (typeof given !== "object" || given === null || given.version !== version) return [];
	return Array.isArray(given.actions) ? given.actions.filter(isKept) : [];
}

const isKept = (value: unknown): value is KeptAction => {
	const action = value as Partial<KeptAction> | null;
	return typeof action?.title === "string" && Array.isArray(action.edits);
};
