import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, type LanguageClientOptions, TransportKind } from "vscode-languageclient/node";
import { type RunningClient, startClient } from "./start";

let running: RunningClient | undefined;

/** Desktop and remote: the server is a Node process of its own. */
export function activate(context: ExtensionContext): void {
	const module = Uri.joinPath(context.extensionUri, "dist", "server.js").fsPath;
	const run = { module, transport: TransportKind.ipc };
	const debug = { ...run, options: { execArgv: ["--nolazy", "--inspect=6019"] } };
	const create = (options: LanguageClientOptions) =>
		new LanguageClient("keraspec", "Keraspec", { run, debug }, options);
	running = startClient(context, create, ({ scheme }) => scheme === "file");
}

export async function deactivate(): Promise<void> {
	await running?.stop();
}
