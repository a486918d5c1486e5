/** Notification `keraspec/files`: files of the workspace that the server cannot read itself, on the web or on a virtual disk. */
export const FILES_NOTIFICATION = "keraspec/files";

export interface SentFile {
	readonly uri: string;
	readonly text: string;
}

export interface FilesParams {
	/** Those that are new or have changed. */
	readonly files: readonly SentFile[];
	/** Those that are gone. */
	readonly removed: readonly string[];
}
