import type { Server } from "./context";
import { isPython } from "./documents";
import { pullsDiagnostics } from "./session";
import { diagnosticsFor } from "./to-diagnostic";

/** `textDocument/publishDiagnostics`, with versions, for clients that cannot pull. */
export function registerPushDiagnostics(server: Server): void {
	const { connection, documents, analyses, configuration, session } = server;
	const published = new Map<string, string>();

	async function publish(uri: string): Promise<void> {
		const current = await analyses.of(uri);
		const document = documents.get(uri);
		if (!document || (current && current.version !== document.version)) return;
		const key = current ? `${current.version}:${current.serial}` : "none";
		if (published.get(uri) === key) return;
		published.set(uri, key);
		const diagnostics = current ? diagnosticsFor(current, session) : [];
		await connection.sendDiagnostics({ uri, version: document.version, diagnostics });
	}

	documents.onDidChangeContent(({ document }) => {
		if (!pullsDiagnostics(session) && isPython(document)) void publish(document.uri);
	});
	documents.onDidClose(({ document: { uri } }) => {
		if (published.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
	});
	analyses.onDidInvalidate((uris) => {
		if (!pullsDiagnostics(session)) for (const uri of uris) void publish(uri);
	});
	configuration.onDidChange(() => {
		if (!pullsDiagnostics(session)) for (const uri of published.keys()) void publish(uri);
	});
}
