import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { startServer } from "./lsp/server";

/** The scope of a dedicated worker, as far as the transport uses it. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

/* The language server as a web worker. */
startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)));
