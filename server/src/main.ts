import { startServer } from "./lsp/server";

export type Serve = typeof startServer;

/*
 * The language server, as one bundle for Node and for web workers: nine tenths of it are the same, and it is the
 * largest part of the extension. What belongs to one of the two is loaded only there.
 */
if (typeof process === "object" && process.versions?.node !== undefined) {
	void import("./serve-node").then(({ serveInNode }) => serveInNode(startServer));
} else {
	void import("./serve-worker").then(({ serveInWorker }) => serveInWorker(startServer));
}
