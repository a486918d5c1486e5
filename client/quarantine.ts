import {
	CloseAction,
	type CloseHandlerResult,
	ErrorAction,
	type ErrorHandler,
	type Middleware,
} from "vscode-languageclient";

const WINDOW = 3 * 60_000;
const MAX_RESTARTS = 5;

export interface Quarantine {
	/** Those that must not be analysed. */
	documents(): readonly string[];
	clear(): void;
	readonly errorHandler: ErrorHandler;
	readonly middleware: Middleware;
}

/** When the server goes down, the document that was opened or edited last is kept from it until the user restarts it. */
export function createQuarantine(): Quarantine {
	const quarantined = new Set<string>();
	const crashes: number[] = [];
	let last: string | undefined;

	function closed(): CloseHandlerResult {
		const now = Date.now();
		crashes.push(now);
		if (last !== undefined) quarantined.add(last);
		const recent = crashes.filter((time) => now - time < WINDOW).length;
		if (recent > MAX_RESTARTS) {
			const message = "Keraspec's server keeps ending and is not started again. See its log for why.";
			return { action: CloseAction.DoNotRestart, message };
		}
		return { action: CloseAction.Restart, handled: true };
	}

	return {
		documents: () => [...quarantined],
		clear: () => quarantined.clear(),
		errorHandler: { error: () => ({ action: ErrorAction.Continue, handled: true }), closed },
		middleware: {
			didOpen: (document, next) => {
				last ??= document.uri.toString();
				return next(document);
			},
			didChange: (event, next) => {
				last = event.document.uri.toString();
				return next(event);
			},
		},
	};
}
