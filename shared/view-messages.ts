import type { ModelGraphView, ModelKey, ModelSummaryView, ViewLocation } from "./model-views";

/** What the client and the web page of a view tell each other. */

export type ViewKind = "graph" | "summary";

export const DEFAULT_BATCH_SIZE = 32;
export const MAX_BATCH_SIZE = 65_536;

/** Where a view was, so that it comes back after its page was hidden or the window reloaded. */
export interface SavedView {
	readonly kind: ViewKind;
	readonly key: ModelKey;
	readonly name: string;
	readonly batchSize?: number;
	/** What only the page understands: place, selection and search. */
	readonly page?: unknown;
}

export type ToPage =
	| { readonly type: "graph"; readonly saved: SavedView; readonly view: ModelGraphView }
	| { readonly type: "summary"; readonly saved: SavedView; readonly view: ModelSummaryView }
	/** There is no such model now; what was shown stays. */
	| { readonly type: "gone"; readonly saved: SavedView };

export type FromPage =
	| { readonly type: "ready" }
	/** Shows code. `focus` moves the keyboard there too. */
	| { readonly type: "reveal"; readonly location: ViewLocation; readonly focus: boolean }
	| { readonly type: "copy"; readonly text: string }
	| { readonly type: "batchSize"; readonly batchSize: number }
	| { readonly type: "save"; readonly format: "svg"; readonly content: string }
	| { readonly type: "save"; readonly format: "png"; readonly content: Uint8Array }
	| { readonly type: "failed"; readonly message: string };

/** What a page keeps must be looked at before it is believed. */
export function readSavedView(state: unknown): SavedView | undefined {
	if (!isRecord(state) || !isRecord(state.key)) return undefined;
	const { kind, key, name, batchSize, page } = state;
	if ((kind !== "graph" && kind !== "summary") || typeof name !== "string") return undefined;
	const { uri, id } = key;
	if (typeof uri !== "string" || typeof id !== "string") return undefined;
	return { kind, key: { uri, id }, name, page, ...(isBatchSize(batchSize) ? { batchSize } : {}) };
}

export const isBatchSize = (value: unknown): value is number =>
	Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_BATCH_SIZE;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null;
