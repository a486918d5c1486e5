/** What a client may pass as `initializationOptions`. */
export interface InitializationOptions {
	/** Settings of clients that cannot be asked for them, in the shape of the `keraspec` section. */
	readonly settings?: unknown;
	/** Whether the client shows views of models: code lenses that call its commands, and notifications after each analysis. */
	readonly views?: boolean;
	/** Whether the client shows which versions hold, and wants to be told when that changes. */
	readonly status?: boolean;
	/** Whether the client can put a text on the clipboard (`shared/copy-text.ts`). */
	readonly copies?: boolean;
	/** Documents that were being edited when the server went down; they are not analysed again. */
	readonly quarantined?: readonly string[];
}
