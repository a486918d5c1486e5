import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/browser";
import { type RunningClient, startClient } from "./start";

let running: RunningClient | undefined;

/** The parts of a web worker that we use: TypeScript's own types of it would come with the whole DOM. */
declare const Worker: new (url: string) => ConstructorParameters<typeof LanguageClient>[2] & { terminate(): void };

/** vscode.dev and the like: the server is a web worker. */
export async function activate(context: ExtensionContext): Promise<void> {
	const script = Uri.joinPath(context.extensionUri, "dist", "browser", "server.js").toString(true);
	const create = (options: LanguageClientOptions) =>
		new LanguageClient("keraspec", "Keraspec", async () => new Worker(script), options);
	running = await startClient(context, create);
}

export async function deactivate(): Promise<void> {
	await running?.stop();
}
