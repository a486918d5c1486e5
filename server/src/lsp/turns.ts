import type { TextDocument } from "vscode-languageserver-textdocument";

/** Lets the messages that have already arrived be read, one per turn. */
export const nextTurn: () => Promise<void> =
	typeof setImmediate === "function"
		? () => new Promise((resolve) => setImmediate(resolve))
		: () => new Promise((resolve) => setTimeout(resolve, 0));

const QUIET_TURNS = 3;

/** Runs once for all calls that are made before messages that have already arrived are read. */
export function oncePerTurn(run: () => void): () => void {
	let waiting = false;
	return () => {
		if (waiting) return;
		waiting = true;
		void nextTurn().then(() => {
			waiting = false;
			run();
		});
	};
}

/** Waits, without a clock, until no further edit of the document is waiting to be read. */
export async function settled(document: () => TextDocument | undefined): Promise<void> {
	let version = document()?.version;
	for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
		await nextTurn();
		const now = document()?.version;
		if (now !== version) quiet = -1;
		version = now;
	}
}
