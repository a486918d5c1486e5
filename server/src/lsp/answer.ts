import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Current } from "./analyses";
import type { Server } from "./context";

/**
 * Answers a request about positions in a document. Gives an error that clients pass over when the request was taken
 * back, or when the text has changed since it was made: the client asks again.
 */
export async function answer<T>(
	{ documents, analyses }: Server,
	uri: string,
	token: CancellationToken,
	compute: (current: Current) => T,
): Promise<T | null | ResponseError> {
	const version = documents.get(uri)?.version;
	const current = await analyses.of(uri);
	if (token.isCancellationRequested) return cancelled();
	if (!current) return null;
	if (current.version !== version) return new ResponseError(LSPErrorCodes.ContentModified, "the document has changed");
	return compute(current);
}

export const cancelled = <Data = void>(): ResponseError<Data> =>
	new ResponseError<Data>(LSPErrorCodes.RequestCancelled, "the request was cancelled");
