import { type CodeAction, CodeActionKind, type Diagnostic, type WorkspaceEdit } from "vscode-languageserver";
import { type Action, fixAll, quickFixes } from "../ide/code-actions";
import { signatureActions } from "../ide/signature-actions";
import type { Edit, Finding } from "../rules/rule";
import type { Current } from "./analyses";
import { answer } from "./answer";
import type { Server } from "./context";
import { toOffsets, toTextEdit } from "./convert";
import { FIX_ALL } from "./initialize";
import type { Session } from "./session";
import { SOURCE } from "./to-diagnostic";

export function registerCodeAction(server: Server): void {
	server.connection.onCodeAction(({ textDocument, range, context }, token) =>
		answer(server, textDocument.uri, token, (current): CodeAction[] => {
			const [start, end] = toOffsets(current, range);
			// A cell's actions leave the other cells alone.
			const isHere = (edit: Edit): boolean => current.places.holds(edit);
			const actions = [
				...(wants(CodeActionKind.QuickFix, context.only)
					? quickFixes(current.analysis, start, end).filter(({ edits }) => edits.every(isHere))
					: []),
				...(wants(CodeActionKind.RefactorRewrite, context.only)
					? signatureActions(current.analysis, start, end).filter(({ edits }) => edits.every(isHere))
					: []),
				...(context.only && wants(FIX_ALL, context.only) ? [fixAll(current.analysis, isHere) ?? []].flat() : []),
			];
			return actions.map((action) => toCodeAction(action, context.diagnostics, current, server.session));
		}),
	);
}

/** `source.fixAll` asks for `source.fixAll.keraspec` as well. */
const wants = (kind: string, only: readonly string[] | undefined): boolean =>
	only === undefined || only.some((each) => each === "" || kind === each || kind.startsWith(`${each}.`));

function toCodeAction(
	action: Action,
	diagnostics: readonly Diagnostic[],
	current: Current,
	session: Session,
): CodeAction {
	const solved = diagnostics.filter((each) => action.findings.some((finding) => isAbout(each, finding, current)));
	return {
		title: action.title,
		kind: action.kind,
		...(action.preferred ? { isPreferred: true } : {}),
		...(solved.length > 0 ? { diagnostics: solved } : {}),
		edit: toWorkspaceEdit(action.edits, current, session),
	};
}

function isAbout(diagnostic: Diagnostic, finding: Finding, { places }: Current): boolean {
	if (diagnostic.source !== SOURCE || diagnostic.code !== finding.code) return false;
	const { start } = places.rangeOf(finding.origin);
	return diagnostic.range.start.line === start.line && diagnostic.range.start.character === start.character;
}

/** With the version that it is meant for, where the client can check that. */
function toWorkspaceEdit(edits: readonly Edit[], current: Current, { capabilities }: Session): WorkspaceEdit {
	const { version, places } = current;
	const textEdits = edits.map((edit) => toTextEdit(places, edit));
	const { uri } = current.document;
	return capabilities.workspace?.workspaceEdit?.documentChanges
		? { documentChanges: [{ textDocument: { uri, version }, edits: textEdits }] }
		: { changes: { [uri]: textEdits } };
}
