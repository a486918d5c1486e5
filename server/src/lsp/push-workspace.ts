import type { Server } from "./context";
import type { WorkspaceRunner } from "./run-workspace";
import { pullsDiagnostics } from "./session";
import { oncePerTurn } from "./turns";
import type { FileFindings, WorkspaceFindings } from "./workspace-findings";
import type { WorkspaceMode } from "./workspace-mode";

/** Publishes the findings of files that are not open, to clients that cannot pull. */
export function registerPushWorkspace(
	{ connection, session, documents }: Server,
	findings: WorkspaceFindings,
	runner: WorkspaceRunner,
	mode: WorkspaceMode,
): void {
	const published = new Map<string, string>();
	let isRunning = false;
	let isDue = false;

	const publish = ({ uri, id, items }: FileFindings): void => {
		if (documents.get(uri) || published.get(uri) === id || (items.length === 0 && !published.has(uri))) return;
		published.set(uri, id);
		void connection.sendDiagnostics({ uri, diagnostics: [...items] });
	};

	async function run(): Promise<void> {
		isDue = true;
		if (isRunning) return;
		isRunning = true;
		while (isDue && mode.isOn) {
			isDue = false;
			for (const found of findings.all()) publish(found);
			await runner.run(publish);
		}
		isRunning = false;
	}

	function clear(): void {
		for (const uri of published.keys())
			if (!documents.get(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
		published.clear();
	}

	const later = oncePerTurn(() => {
		if (pullsDiagnostics(session)) return;
		if (mode.isOn) void run();
		else clear();
	});
	findings.onDidChange(later);
	mode.onDidChange(later);
	// What is published of an open document is that of its text; when it is closed, that of the file.
	documents.onDidOpen(({ document: { uri } }) => published.delete(uri));
}
