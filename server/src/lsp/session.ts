import type { ClientCapabilities } from "vscode-languageserver";
import type { InitializationOptions } from "../../../shared/initialization";

/** What the client said of itself; empty before `initialize`. */
export interface Session {
	readonly capabilities: ClientCapabilities;
	readonly options: InitializationOptions;
	/** URIs of the workspace's folders. */
	readonly folders: readonly string[];
}

/** Whether diagnostics are pulled; then none is ever pushed, and the other way round. */
export const pullsDiagnostics = ({ capabilities }: Session): boolean =>
	capabilities.textDocument?.diagnostic !== undefined;
