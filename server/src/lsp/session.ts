import type { ClientCapabilities, Connection } from "vscode-languageserver";
import type { InitializationOptions } from "../../../shared/initialization";
import type { Analyses } from "./analyses";
import type { Configuration } from "./configuration";
import type { Documents } from "./documents";
import type { Log } from "./log";

/** What `initialize` said of the client; empty before. */
export interface Session {
	readonly capabilities: ClientCapabilities;
	readonly options: InitializationOptions;
}

/** What every request handler may use. */
export interface Server {
	readonly connection: Connection;
	readonly session: Session;
	readonly documents: Documents;
	readonly configuration: Configuration;
	readonly analyses: Analyses;
	readonly log: Log;
}

/** Whether diagnostics are pulled; then none is ever pushed, and the other way round. */
export const pullsDiagnostics = ({ capabilities }: Session): boolean =>
	capabilities.textDocument?.diagnostic !== undefined;
