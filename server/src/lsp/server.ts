import type { Connection } from "vscode-languageserver";
import { createAnalyses } from "./analyses";
import { registerCodeAction } from "./code-action";
import { createConfiguration } from "./configuration";
import type { Server } from "./context";
import { createDocuments } from "./documents";
import { registerHover } from "./hover";
import { registerInitialize } from "./initialize";
import { registerInlayHint } from "./inlay-hint";
import { createLog } from "./log";
import { registerPullDiagnostics } from "./pull-diagnostics";
import { registerPushDiagnostics } from "./push-diagnostics";

/** Serves one client until it leaves. Everything else of the protocol hangs on the `Server` that is made here. */
export function startServer(connection: Connection): void {
	const log = createLog(connection);
	const documents = createDocuments();
	const session = registerInitialize(connection, log);
	const configuration = createConfiguration(connection, session);
	const analyses = createAnalyses(documents, configuration, session, log);
	const server: Server = { connection, session, documents, configuration, analyses, log };
	registerPullDiagnostics(server);
	registerPushDiagnostics(server);
	registerHover(server);
	registerInlayHint(server);
	registerCodeAction(server);
	documents.listen(connection);
	connection.listen();
}
