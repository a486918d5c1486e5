import { type ExtensionContext, Uri, workspace } from "vscode";
import {
	BrowserMessageReader,
	BrowserMessageWriter,
	LanguageClient,
	type LanguageClientOptions,
	type MessageTransports,
} from "vscode-languageclient/browser";
import { type RunningClient, startClient } from "./start";

type WebWorker = ConstructorParameters<typeof BrowserMessageReader>[0] & { terminate(): void };

/** What we use of the web: TypeScript's own types of it would come with the whole DOM. */
declare const Worker: new (url: string) => WebWorker;
declare const Blob: new (parts: readonly Uint8Array[], options: { readonly type: string }) => object;
declare const URL: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void };

let running: RunningClient | undefined;
let worker: WebWorker | undefined;

/** vscode.dev and the like: the server is a web worker. */
export function activate(context: ExtensionContext): void {
	const create = (options: LanguageClientOptions) =>
		new LanguageClient("keraspec", "Keraspec", () => connect(context.extensionUri), options);
	running = startClient(context, create, () => false);
}

/** VS Code gives extensions a `Worker` of its own, which the client would not know for one. */
async function connect(extension: Uri): Promise<MessageTransports> {
	worker?.terminate();
	worker = await startWorker(extension);
	return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}

/** Where extensions come from a remote host, a worker cannot be started from their address, only from their text. */
async function startWorker(extension: Uri): Promise<WebWorker> {
	const script = await workspace.fs.readFile(Uri.joinPath(extension, "dist", "server.js"));
	const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
	try {
		return new Worker(url);
	} finally {
		// The worker has the address by now, and reads it even so.
		setTimeout(() => URL.revokeObjectURL(url), 60_000);
	}
}

export async function deactivate(): Promise<void> {
	await running?.stop();
	worker?.terminate();
}
