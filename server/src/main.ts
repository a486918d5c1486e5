import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "./lsp/server";

/*
 * The language server as a Node process: `--node-ipc`, `--socket=PORT` or `--pipe=NAME` where the client says so, and
 * standard input and output otherwise.
 */
const hasTransport = process.argv.some((argument) => /^--(?:node-ipc|stdio|socket|pipe)\b/.test(argument));

startServer(
	hasTransport
		? createConnection(ProposedFeatures.all)
		: createConnection(ProposedFeatures.all, process.stdin, process.stdout),
);
