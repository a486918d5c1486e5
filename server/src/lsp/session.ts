import type { ClientCapabilities } from "vscode-languageserver";
import type { InitializationOptions } from "../../../shared/initialization";

/** What `initialize` said of the client; empty before. */
export interface Session {
	readonly capabilities: ClientCapabilities;
	readonly options: InitializationOptions;
}

/** Whether diagnostics are pulled; then none is ever pushed, and the other way round. */
export const pullsDiagnostics = ({ capabilities }: Session): boolean =>
	capabilities.textDocument?.diagnostic !== undefined;
