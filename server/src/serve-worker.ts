import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import type { Serve } from "./main";

/** The scope of a dedicated worker, as far as the transport uses it. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

/** The language server as a web worker: without a disk, and nothing of the machine is known. */
export const serveInWorker = (serve: Serve): void =>
	serve(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)));
