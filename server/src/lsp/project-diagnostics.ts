import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { isProjectFile } from "../project/configuration-files";
import type { Server } from "./context";
import { pullsDiagnostics } from "./session";
import type { Surroundings } from "./surroundings";
import { SOURCE } from "./to-diagnostic";
import { oncePerTurn } from "./turns";

export const INVALID_SETTING = "invalid-setting";

/** Mistakes in the `[tool.keraspec]` of a `pyproject.toml`. */
export function projectDiagnostics(uri: string, surroundings: Surroundings): Diagnostic[] {
	const project = surroundings.project(uri);
	if (!project) return [];
	const document = TextDocument.create(uri, "toml", 0, project.text);
	return project.problems.map(({ start, end, message }) => ({
		range: { start: document.positionAt(start), end: document.positionAt(end) },
		severity: DiagnosticSeverity.Error,
		source: SOURCE,
		code: INVALID_SETTING,
		message,
	}));
}

/**
 * Pushes them, whether the file is open or not, since it is the open programs that need it. A client that pulls asks for
 * those of open files itself.
 */
export function registerProjectDiagnostics(server: Server): void {
	const { connection, documents, surroundings, analyses, session } = server;
	const published = new Map<string, string>();

	function publish(): void {
		const open = documents.keys().filter(isProjectFile);
		for (const uri of new Set([...surroundings.projects(), ...open, ...published.keys()])) {
			const document = documents.get(uri);
			const isPulled = document !== undefined && pullsDiagnostics(session);
			const diagnostics = isPulled ? [] : projectDiagnostics(uri, surroundings);
			const key = JSON.stringify([diagnostics, isPulled ? undefined : document?.version]);
			if ((published.get(uri) ?? EMPTY) === key) continue;
			published.set(uri, key);
			void connection.sendDiagnostics({ uri, diagnostics, ...(document ? { version: document.version } : {}) });
		}
	}

	const soon = oncePerTurn(publish);
	surroundings.onDidChange(soon);
	analyses.onDidAnalyse(soon);
}

const EMPTY = JSON.stringify([[], undefined]);
