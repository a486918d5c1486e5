import { type Connection, DidChangeWatchedFilesNotification, FileChangeType } from "vscode-languageserver";
import { cachedFiles } from "../project/cached-files";
import type { KerasConfiguration } from "../project/keras-configuration";
import { packageRootsIn } from "../project/package-roots";
import { isBelow, joinPath, parentOf } from "../project/paths";
import { createProject, type Project } from "../project/project";
import { overlayFiles, type SourceFiles } from "../project/source-files";
import { createTrees, type Trees } from "../project/trees";
import type { Documents } from "./documents";
import type { Session } from "./session";

/** The files that documents import: open ones as they are in the editor, others as they are on disk. */
export interface Workspace {
	/** What a document can import. */
	projectFor(uri: string, follow: readonly string[]): Project;
	readonly trees: Trees;
	/** The folders, and the files on disk, without what is unsaved. */
	readonly folders: () => readonly string[];
	readonly disk: SourceFiles;
	/** What the machine that the server runs on says to Keras. */
	readonly configuration: KerasConfiguration;
	/** Calls with the files and folders that are not what they were. */
	onDidChange(listener: (paths: readonly string[]) => void): void;
	/** Calls when folders were added to the workspace, or removed. */
	onDidChangeFolders(listener: () => void): void;
}

const NO_FILES: SourceFiles = { read: () => undefined, isFile: () => false, isFolder: () => false, list: () => [] };

/** Without a disk, as in a browser, only open documents can be imported. */
export function createWorkspace(
	connection: Connection,
	session: Session,
	documents: Documents,
	disk: SourceFiles = NO_FILES,
	configuration: KerasConfiguration = {},
): Workspace {
	const listeners: ((paths: readonly string[]) => void)[] = [];
	const changed = (paths: readonly string[]): void => {
		for (const listener of listeners) listener(paths);
	};
	const kept = cachedFiles(onlyFiles(disk));
	const files = overlayFiles(openFiles(documents), kept);
	const trees = createTrees();
	const projects = new Map<string, Project>();
	const folderListeners: (() => void)[] = [];
	let folders: readonly string[] = [];

	connection.onInitialized(() => {
		folders = session.folders.map(withoutSlash);
		if (session.capabilities.workspace?.workspaceFolders) {
			connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
				const gone = removed.map(({ uri }) => withoutSlash(uri));
				folders = [...folders.filter((uri) => !gone.includes(uri)), ...added.map(({ uri }) => withoutSlash(uri))];
				for (const listener of folderListeners) listener();
			});
		}
		if (!isWatching(session)) return;
		const watchers = [{ globPattern: "**/*.{py,ipynb}" }];
		void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
	});
	connection.onDidChangeWatchedFiles(({ changes }) => {
		changed(changes.flatMap(({ uri, type }) => (type === FileChangeType.Changed ? forgetText(uri) : kept.forget(uri))));
	});
	const forgetText = (uri: string): readonly string[] => kept.forget(uri).slice(0, 1);

	documents.onDidChangeContent(({ document }) => {
		// Opening a document shows what was read from disk already.
		if (trees.textOf(document.uri) !== document.getText()) changed(withFolders(document.uri, kept));
	});
	documents.onDidClose(({ document }) => {
		if (kept.read(document.uri) !== document.getText()) changed(withFolders(document.uri, kept));
	});

	function projectFor(uri: string, follow: readonly string[]): Project {
		// Nobody says what changes on disk: it is read anew each time.
		if (!isWatching(session)) kept.clear();
		const place = placeOf(uri);
		const roots = [...folders].sort((a, b) => Number(isBelow(place, b)) - Number(isBelow(place, a)));
		const key = JSON.stringify([roots, follow]);
		const known = projects.get(key) ?? openProject(roots, follow);
		projects.set(key, known);
		return { open: (path, isLibrary) => known.open(placeOf(path), isLibrary) };
	}

	function openProject(roots: readonly string[], follow: readonly string[]): Project {
		const packageRoots = follow.length > 0 ? roots.flatMap((root) => packageRootsIn(root, files)) : [];
		return createProject({ files, roots, follow, packageRoots, parse: trees.parse });
	}

	return {
		projectFor,
		trees,
		folders: () => folders,
		disk,
		configuration,
		onDidChange: (listener) => void listeners.push(listener),
		onDidChangeFolders: (listener) => void folderListeners.push(listener),
	};
}

const withoutSlash = (uri: string): string => uri.replace(/\/+$/, "");

const isWatching = ({ capabilities }: Session): boolean =>
	capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;

/** Where a document stands for imports: a cell stands beside its notebook's file. */
const placeOf = (uri: string): string =>
	/^vscode-notebook-cell:/.test(uri)
		? uri.replace(/^vscode-notebook-cell:(?:\/\/)?/, "file://").replace(/#.*$/, "")
		: uri;

/** Only `file:` URIs are on disk. */
function onlyFiles(disk: SourceFiles): SourceFiles {
	const isOnDisk = (path: string): boolean => path.startsWith("file:");
	return {
		read: (path) => (isOnDisk(path) ? disk.read(path) : undefined),
		isFile: (path) => isOnDisk(path) && disk.isFile(path),
		isFolder: (path) => isOnDisk(path) && disk.isFolder(path),
		list: (path) => (isOnDisk(path) ? disk.list(path) : []),
	};
}

const openFiles = (documents: Documents) => ({
	read: (uri: string): string | undefined => documents.get(uri)?.getText(),
	isFolder: (uri: string): boolean => documents.keys().some((each) => isBelow(each, joinPath(uri, ""))),
});

/** A document that is not on disk makes its folders come and go, too. */
function withFolders(uri: string, disk: SourceFiles): readonly string[] {
	const paths = [uri];
	if (disk.isFile(uri)) return paths;
	for (let at = parentOf(uri); at !== undefined && !disk.isFolder(at); at = parentOf(at)) paths.push(at);
	return paths;
}
