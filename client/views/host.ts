import type { FromPage, SavedView, ToPage } from "../../shared/view-messages";
import { readSavedView } from "../../shared/view-messages";

interface VsCodeApi {
	postMessage(message: FromPage): void;
	getState(): unknown;
	setState(state: SavedView): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host {
	post(message: FromPage): void;
	/** What the page kept of itself the last time. */
	kept(): unknown;
	/** Keeps a page's state beside what the client says of the view. */
	keep(page: unknown): void;
}

/** The side of the client. Its messages come from the page's own window, as VS Code hands them on. */
export function connectHost(receive: (message: ToPage) => void): Host {
	const api = acquireVsCodeApi();
	let saved = readSavedView(api.getState());
	window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
		saved = { ...data.saved, page: saved?.page };
		api.setState(saved);
		receive(data);
	});
	return {
		post: (message) => api.postMessage(message),
		kept: () => saved?.page,
		keep: (page) => {
			if (!saved) return;
			saved = { ...saved, page };
			api.setState(saved);
		},
	};
}
