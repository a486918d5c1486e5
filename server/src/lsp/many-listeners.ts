import type { Connection } from "vscode-languageserver";

type Initialized = Parameters<Connection["onInitialized"]>[0];

/** A connection whose `onInitialized` may be called by several: the library keeps only the last handler of a notification. */
export function withManyListeners(connection: Connection): Connection {
	const handlers: Initialized[] = [];
	connection.onInitialized((params) => {
		for (const handler of handlers) handler(params);
	});
	const onInitialized = (handler: Initialized): { dispose(): void } => {
		handlers.push(handler);
		return { dispose: () => void handlers.splice(handlers.indexOf(handler), 1) };
	};
	return Object.create(connection, { onInitialized: { value: onInitialized } });
}
