import {
	type CodeAction,
	type CodeActionContext,
	CodeActionKind,
	CodeActionTriggerKind,
	type Diagnostic,
	type OptionalVersionedTextDocumentIdentifier,
	type Range,
	ResponseError,
	type TextEdit,
	type WorkspaceEdit,
} from "vscode-languageserver";
import { COPY_COMMAND } from "../../../shared/copy-text";
import { type Action, quickFixes } from "../ide/code-actions";
import { fixAll } from "../ide/fix-all";
import { isHarmless } from "../ide/harmless";
import { onDemand, rewrites } from "../ide/rewrites";
import type { Edit, Finding } from "../rules/rule";
import type { Current } from "./analyses";
import { answer } from "./answer";
import type { Server } from "./context";
import { toOffsets, toTextEdit } from "./convert";
import { readData } from "./diagnostic-data";
import { FIX_ALL } from "./initialize";
import type { Session } from "./session";
import { SOURCE } from "./to-diagnostic";

export function registerCodeAction(server: Server): void {
	const { connection, documents, session } = server;
	connection.onCodeAction(async ({ textDocument: { uri }, range, context }, token) => {
		const { only, diagnostics } = context;
		const found = await answer(server, uri, token, (current): CodeAction[] =>
			actionsAt(current, range, context, session).map((action) => toCodeAction(action, diagnostics, current, session)),
		);
		if (found instanceof ResponseError || !wants(CodeActionKind.QuickFix, only)) return found;
		return withKept(found ?? [], diagnostics, { uri, version: documents.get(uri)?.version ?? null }, session);
	});
}

function actionsAt(
	current: Current,
	range: Range,
	{ only, triggerKind }: CodeActionContext,
	{ options }: Session,
): readonly Action[] {
	const { analysis, places } = current;
	const [start, end] = toOffsets(current, range);
	// A cell's actions leave the other cells alone.
	const isHere = (edit: Edit): boolean => places.holds(edit);
	const isSafe = (action: Action): boolean => isHarmless(action, analysis, current.analyseAgain);
	// Asked at each move of the cursor, for the light bulb only.
	const isAsked = triggerKind !== CodeActionTriggerKind.Automatic;
	const actions = [
		...(wants(CodeActionKind.QuickFix, only) ? quickFixes(analysis, start, end) : []),
		...(wants(CodeActionKind.RefactorRewrite, only) ? rewrites(analysis, start, end).filter(isSafe) : []),
		...(isAsked ? onDemand(analysis, start, end) : []).filter(
			({ kind, copies }) => wants(kind, only) && (copies === undefined || options.copies === true),
		),
	];
	return [
		...actions.filter(({ edits }) => edits.every(isHere)),
		...(only && wants(FIX_ALL, only) ? [fixAll(analysis, isHere, current.analyseAgain) ?? []].flat() : []),
	];
}

/** With the actions that travelled with the diagnostics and are about this version: the analysis may be gone. */
function withKept(
	found: readonly CodeAction[],
	diagnostics: readonly Diagnostic[],
	document: OptionalVersionedTextDocumentIdentifier,
	session: Session,
): CodeAction[] {
	const known = new Set(found.map(({ title, edit }) => JSON.stringify([title, edit])));
	const kept = diagnostics.flatMap((diagnostic) =>
		diagnostic.source === SOURCE
			? readData(diagnostic.data, document.version ?? undefined).map(
					({ title, preferred, edits }): CodeAction => ({
						title,
						kind: CodeActionKind.QuickFix,
						...(preferred ? { isPreferred: true } : {}),
						diagnostics: [diagnostic],
						edit: workspaceEdit([...edits], document, session),
					}),
				)
			: [],
	);
	return [...found, ...kept.filter(({ title, edit }) => !known.has(JSON.stringify([title, edit])))];
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
		...(action.copies === undefined
			? {
					edit: workspaceEdit(
						action.edits.map((edit) => toTextEdit(current.places, edit)),
						{ uri: current.document.uri, version: current.version },
						session,
					),
				}
			: { command: { title: action.title, command: COPY_COMMAND, arguments: [action.copies] } }),
	};
}

function isAbout(diagnostic: Diagnostic, finding: Finding, { places }: Current): boolean {
	if (diagnostic.source !== SOURCE || diagnostic.code !== finding.code) return false;
	const { start } = places.rangeOf(finding.origin);
	return diagnostic.range.start.line === start.line && diagnostic.range.start.character === start.character;
}

/** With the version that it is meant for, where the client can check that. */
const workspaceEdit = (
	edits: TextEdit[],
	textDocument: OptionalVersionedTextDocumentIdentifier,
	{ capabilities }: Session,
): WorkspaceEdit =>
	capabilities.workspace?.workspaceEdit?.documentChanges
		? { documentChanges: [{ textDocument, edits }] }
		: { changes: { [textDocument.uri]: edits } };
