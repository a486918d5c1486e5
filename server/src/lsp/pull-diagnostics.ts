import { type Diagnostic, type DocumentDiagnosticReport, DocumentDiagnosticReportKind } from "vscode-languageserver";
import { isProjectFile } from "../project/configuration-files";
import { cancelled } from "./answer";
import type { Server } from "./context";
import { projectDiagnostics } from "./project-diagnostics";
import { pullsDiagnostics } from "./session";
import { diagnosticsFor } from "./to-diagnostic";
import { oncePerTurn } from "./turns";

/** `textDocument/diagnostic`. Requests that wait while edits arrive are all answered for the newest text. */
export function registerPullDiagnostics(
	server: Server,
	ofClosed: (uri: string) => readonly Diagnostic[] | undefined,
): void {
	const { connection, analyses, configuration, surroundings, session } = server;
	connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
		if (isProjectFile(textDocument.uri)) {
			return { kind: DocumentDiagnosticReportKind.Full, items: projectDiagnostics(textDocument.uri, surroundings) };
		}
		const current = await analyses.of(textDocument.uri);
		if (token.isCancellationRequested) return cancelled();
		if (!current) {
			const isClosed = server.documents.get(textDocument.uri) === undefined;
			const items = isClosed ? (ofClosed(textDocument.uri) ?? []) : [];
			return { kind: DocumentDiagnosticReportKind.Full, items: [...items] };
		}
		const resultId = `${current.version}:${current.serial}`;
		const report: DocumentDiagnosticReport =
			resultId === previousResultId
				? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
				: { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnosticsFor(current, session) };
		return report;
	});
	const refresh = (): void => {
		if (!pullsDiagnostics(session) || !session.capabilities.workspace?.diagnostics?.refreshSupport) return;
		connection.languages.diagnostics.refresh();
	};
	configuration.onDidChange(refresh);
	analyses.onDidInvalidate(oncePerTurn(refresh));
}
