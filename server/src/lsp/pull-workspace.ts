import {
	type CancellationToken,
	DocumentDiagnosticReportKind,
	type WorkspaceDiagnosticReport,
	type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { cancelled } from "./answer";
import type { Server } from "./context";
import type { WorkspaceRunner } from "./run-workspace";
import type { FileFindings, WorkspaceFindings } from "./workspace-findings";
import type { WorkspaceMode } from "./workspace-mode";

/**
 * `workspace/diagnostic`: the findings that are not those of the last answer, each as soon as it is there where the client
 * takes them so. When there are none, the answer waits until there are, so that nobody asks in vain every other second.
 */
export function registerPullWorkspace(
	{ connection }: Server,
	findings: WorkspaceFindings,
	runner: WorkspaceRunner,
	mode: WorkspaceMode,
): void {
	const waiting = new Set<() => void>();
	const wake = (): void => {
		for (const each of [...waiting]) each();
	};
	findings.onDidChange(wake);
	mode.onDidChange(wake);

	const nextChange = (token: CancellationToken): Promise<void> =>
		new Promise((resolve) => {
			const end = (): void => {
				waiting.delete(end);
				resolve();
			};
			waiting.add(end);
			token.onCancellationRequested(end);
		});

	connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, _, partial) => {
		const before = new Map(previousResultIds.map(({ uri, value }) => [sameUri(uri), value]));
		const sent: WorkspaceDocumentDiagnosticReport[] = [];
		const send = (found: FileFindings): void => {
			const key = sameUri(found.uri);
			if (before.get(key) === found.id || (found.items.length === 0 && !before.has(key))) return;
			before.set(key, found.id);
			const report = toReport(found);
			sent.push(report);
			partial?.report({ items: [report] });
		};
		while (!token.isCancellationRequested) {
			const change = nextChange(token);
			if (mode.isOn) {
				for (const found of findings.all()) send(found);
				await runner.run(send, token);
			}
			if (sent.length > 0) return { items: partial ? [] : sent } satisfies WorkspaceDiagnosticReport;
			await change;
		}
		return cancelled();
	});
}

/** Clients and we may encode the same characters or not. */
function sameUri(uri: string): string {
	try {
		return decodeURIComponent(uri);
	} catch {
		return uri;
	}
}

const toReport = ({ uri, id, items }: FileFindings): WorkspaceDocumentDiagnosticReport => ({
	uri,
	version: null,
	kind: DocumentDiagnosticReportKind.Full,
	resultId: id,
	items: [...items],
});
