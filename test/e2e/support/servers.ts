import { type CodeServer, type ServerOptions, startCodeServer } from "./code-server";

const started: CodeServer[] = [];
let common: Promise<CodeServer> | undefined;

export const startedServers = (): readonly CodeServer[] => started;

/** One that no other file uses; it ends with the run. */
export async function ownServer(options: ServerOptions = {}): Promise<CodeServer> {
	const server = await startCodeServer(options);
	started.push(server);
	return server;
}

/** The one that most files use, each in windows and workspaces of its own. */
export function commonServer(): Promise<CodeServer> {
	common ??= ownServer({});
	return common;
}
