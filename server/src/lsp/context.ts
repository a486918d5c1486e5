import type { Connection } from "vscode-languageserver";
import type { Analyses } from "./analyses";
import type { Configuration } from "./configuration";
import type { Documents } from "./documents";
import type { Log } from "./log";
import type { Session } from "./session";
import type { Surroundings } from "./surroundings";

/** What every request handler may use. */
export interface Server {
	readonly connection: Connection;
	readonly session: Session;
	readonly documents: Documents;
	readonly configuration: Configuration;
	readonly surroundings: Surroundings;
	readonly analyses: Analyses;
	readonly log: Log;
}
