import type { Connection } from "vscode-languageserver";
import type { KerasConfiguration } from "../project/keras-configuration";
import type { SourceFiles } from "../project/source-files";
import { analyseDocument } from "./analyse-document";
import { registerAnalysed } from "./analysed";
import { createAnalyses } from "./analyses";
import { registerCodeAction } from "./code-action";
import { registerCodeLens } from "./code-lens";
import { createConfiguration } from "./configuration";
import type { Server } from "./context";
import { registerDebugInformation } from "./debug-information";
import { createDocuments } from "./documents";
import { registerGraph } from "./graph";
import { registerHover } from "./hover";
import { registerInitialize } from "./initialize";
import { registerInlayHint } from "./inlay-hint";
import { createLog } from "./log";
import { withManyListeners } from "./many-listeners";
import { createNotebookAnalyses, createNotebooks, listenToNotebooks } from "./notebooks";
import { registerOutline } from "./outline";
import { registerProjectDiagnostics } from "./project-diagnostics";
import { registerPullDiagnostics } from "./pull-diagnostics";
import { registerPullWorkspace } from "./pull-workspace";
import { registerPushDiagnostics } from "./push-diagnostics";
import { registerPushWorkspace } from "./push-workspace";
import { createWorkspaceRunner } from "./run-workspace";
import { registerSummary } from "./summary";
import { createSurroundings } from "./surroundings";
import { createWorkspace } from "./workspace";
import { createWorkspaceFindings } from "./workspace-findings";
import { createWorkspaceMode } from "./workspace-mode";
import { registerWorld } from "./world";

/** Serves one client until it leaves; without a disk, only what the client opens is known. Everything else of the protocol hangs on the `Server` that is made here. */
export function startServer(client: Connection, disk?: SourceFiles, machine?: KerasConfiguration): void {
	const connection = withManyListeners(client);
	const log = createLog(connection);
	const documents = createDocuments();
	const session = registerInitialize(connection, log);
	const workspace = createWorkspace(connection, session, documents, disk, machine);
	const surroundings = createSurroundings(connection, session, workspace);
	const configuration = createConfiguration(connection, session, surroundings, log);
	const notebooks = createNotebooks(documents);
	const ofNotebooks = createNotebookAnalyses(notebooks, documents, workspace);
	const analyses = createAnalyses(
		documents,
		configuration,
		session,
		log,
		(document, settings) => ofNotebooks.of(document, settings) ?? analyseDocument(document, settings, workspace),
	);
	const invalidate = (paths?: readonly string[]): void => {
		ofNotebooks.forget(paths);
		analyses.invalidate(paths);
	};
	workspace.onDidChange(invalidate);
	workspace.onDidChangeFolders(() => invalidate());
	const server: Server = { connection, session, documents, configuration, surroundings, analyses, log };
	const mode = createWorkspaceMode(server);
	const findings = createWorkspaceFindings(
		server,
		workspace,
		(uri) => notebooks.getNotebookDocument(uri) !== undefined,
	);
	const runner = createWorkspaceRunner(server, findings);
	registerPullDiagnostics(server, (uri) => (mode.isOn ? findings.of(uri)?.items : undefined));
	registerPullWorkspace(server, findings, runner, mode);
	registerPushDiagnostics(server);
	registerPushWorkspace(server, findings, runner, mode);
	registerProjectDiagnostics(server);
	registerHover(server);
	registerInlayHint(server);
	registerCodeAction(server);
	registerCodeLens(server);
	registerOutline(server);
	registerSummary(server);
	registerGraph(server);
	registerAnalysed(server);
	registerWorld(server);
	registerDebugInformation(server);
	documents.listen(connection);
	listenToNotebooks(notebooks, connection, (uri) => invalidate([uri]));
	connection.listen();
}
