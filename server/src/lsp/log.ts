import type { Connection } from "vscode-languageserver";

/** Goes to the client's output channel. Never shows a box. */
export interface Log {
	info(message: string): void;
	warn(message: string): void;
	error(message: string, cause?: unknown): void;
}

export function createLog(connection: Connection): Log {
	return {
		info: (message) => connection.console.info(message),
		warn: (message) => connection.console.warn(message),
		error: (message, cause) => connection.console.error(cause === undefined ? message : `${message}\n${detail(cause)}`),
	};
}

const detail = (cause: unknown): string => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
