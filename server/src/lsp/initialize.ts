import {
	CodeActionKind,
	type Connection,
	type DiagnosticRegistrationOptions,
	type InitializeParams,
	type InitializeResult,
	PositionEncodingKind,
	type ServerCapabilities,
	TextDocumentSyncKind,
} from "vscode-languageserver";
import { displayName, name, version } from "../../../package.json";
import type { InitializationOptions } from "../../../shared/initialization";
import { RULE_CODES } from "../ide/rule-levels";
import { readEditorSettings } from "../project/configuration/editor-settings";
import type { Log } from "./log";
import { pullsDiagnostics, type Session } from "./session";

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.keraspec`;

/** The id under which clients that can change their minds know what is said here. */
export const DIAGNOSTICS = "keraspec-diagnostics";

export const diagnosticOptions = (workspaceDiagnostics: boolean): DiagnosticRegistrationOptions => ({
	id: DIAGNOSTICS,
	identifier: "keraspec",
	documentSelector: null,
	interFileDependencies: true,
	workspaceDiagnostics,
});

export const isWorkspaceMode = (settings: unknown): boolean =>
	readEditorSettings(settings, RULE_CODES).settings.diagnosticMode === "workspace";

const NOTEBOOKS = { notebookSelector: [{ notebook: "*", cells: [{ language: "python" }] }] };

/** Answers `initialize`; the session is filled in then. */
export function registerInitialize(connection: Connection, log: Log): Session {
	const session: { -readonly [K in keyof Session]: Session[K] } = {
		capabilities: {},
		options: {},
		folders: [],
	};
	connection.onInitialize((params): InitializeResult => {
		session.capabilities = params.capabilities;
		session.options = readOptions(params);
		session.folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
		return { capabilities: capabilities(session), serverInfo: { name, version } };
	});
	connection.onInitialized(() => {
		log.info(`${displayName} ${version}, diagnostics are ${pullsDiagnostics(session) ? "pulled" : "pushed"}`);
	});
	return session;
}

function readOptions(params: InitializeParams): InitializationOptions {
	const options: unknown = params.initializationOptions;
	return typeof options === "object" && options !== null ? (options as InitializationOptions) : {};
}

function capabilities(session: Session): ServerCapabilities {
	return {
		// VS Code takes nothing else, and every client must offer it.
		positionEncoding: PositionEncodingKind.UTF16,
		textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
		// Cells of one notebook are one program.
		...(session.capabilities.notebookDocument ? { notebookDocumentSync: NOTEBOOKS } : {}),
		workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
		hoverProvider: true,
		inlayHintProvider: { resolveProvider: true },
		codeActionProvider: { codeActionKinds: kindsOfActions(session) },
		// The lenses call commands of the client's.
		...(session.options.views ? { codeLensProvider: { resolveProvider: false } } : {}),
		...(pullsDiagnostics(session)
			? { diagnosticProvider: diagnosticOptions(isWorkspaceMode(session.options.settings)) }
			: {}),
	};
}

/** Texts for the clipboard are refactorings that a client must be able to copy. */
const kindsOfActions = ({ options }: Session): CodeActionKind[] => [
	CodeActionKind.QuickFix,
	...(options.copies ? [CodeActionKind.Refactor] : []),
	CodeActionKind.RefactorRewrite,
	FIX_ALL,
];
