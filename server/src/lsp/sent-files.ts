import type { Connection } from "vscode-languageserver";
import { FILES_NOTIFICATION, type FilesParams } from "../../../shared/sent-files";
import { foldersOf, memoryFiles, type SourceFiles } from "../project/source-files";

/** Files whose text the client has sent, since they are on no disk that the server could read. */
export interface SentFiles {
	readonly files: SourceFiles;
	onDidChange(listener: (uris: readonly string[]) => void): void;
}

export function createSentFiles(connection: Connection): SentFiles {
	const texts = new Map<string, string>();
	const listeners: ((uris: readonly string[]) => void)[] = [];
	connection.onNotification(FILES_NOTIFICATION, ({ files, removed }: FilesParams) => {
		const changed = files.filter(({ uri, text }) => texts.get(uri) !== text);
		for (const { uri, text } of changed) texts.set(uri, text);
		const gone = removed.filter((uri) => texts.delete(uri));
		const uris = [...changed.map(({ uri }) => uri), ...gone];
		if (uris.length > 0) for (const listener of listeners) listener(uris);
	});
	return { files: memoryFiles(texts), onDidChange: (listener) => void listeners.push(listener) };
}

/** Of the disk, `file:` URIs; all else, and everything where there is no disk, as far as the client has sent it. */
export function readableFiles(disk: SourceFiles | undefined, sent: SourceFiles): SourceFiles {
	const of = (path: string): SourceFiles => (disk && path.startsWith("file:") ? disk : sent);
	return {
		read: (path) => of(path).read(path),
		isFile: (path) => of(path).isFile(path),
		isFolder: (path) => of(path).isFolder(path),
		folders: (path) => foldersOf(path, of(path)),
		list: (path) => of(path).list(path),
	};
}
