import { type Connection, DidChangeWatchedFilesNotification, FileChangeType } from "vscode-languageserver";
import { cachedFiles } from "../project/cached-files";
import { isConfigurationFile } from "../project/configuration-files";
import type { KerasConfiguration } from "../project/keras-configuration";
import { packageRootsIn } from "../project/package-roots";
import { isBelow, joinPath, parentOf } from "../project/paths";
import { createProject, type Project } from "../project/project";
import { overlayFiles, type SourceFiles } from "../project/source-files";
import { createTrees, type Trees } from "../project/trees";
import type { Documents } from "./documents";
import { createSentFiles, readableFiles } from "./sent-files";
import type { Session } from "./session";

/** The files that documents import: open ones as they are in the editor, others as they are on disk. */
export interface Workspace {
	/** What a document can import. */
	projectFor(uri: string, follow: readonly string[]): Project;
	readonly trees: Trees;
	/** As imports see them. */
	readonly files: SourceFiles;
	/** The same, looked at anew each time. */
	readonly uncached: SourceFiles;
	/** URIs of the folders, as they are now. */
	folders(): readonly string[];
	/** What the machine that the server runs on says to Keras. */
	readonly configuration: KerasConfiguration;
	/** Calls with the files and folders that are not what they were. */
	onDidChange(listener: (paths: readonly string[]) => void): void;
	/** Calls when files that say versions or settings are not what they were. */
	onDidChangeConfiguration(listener: () => void): void;
	/** Calls when folders were added to the workspace, or removed. */
	onDidChangeFolders(listener: () => void): void;
}

/** Without a disk, as in a browser, open documents can be imported, and what the client sends. */
export function createWorkspace(
	connection: Connection,
	session: Session,
	documents: Documents,
	disk?: SourceFiles,
	configuration: KerasConfiguration = {},
): Workspace {
	const listeners: ((paths: readonly string[]) => void)[] = [];
	const changed = (paths: readonly string[]): void => {
		for (const listener of listeners) listener(paths);
	};
	const sent = createSentFiles(connection);
	const onDisk = readableFiles(disk, sent.files);
	const kept = cachedFiles(onDisk);
	const files = overlayFiles(openFiles(documents), kept);
	const trees = createTrees();
	const projects = new Map<string, Project>();
	const folderListeners: (() => void)[] = [];
	const configurationListeners: (() => void)[] = [];
	const configured = (): void => {
		for (const listener of configurationListeners) listener();
	};
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
		const watchers = WATCHED.map((globPattern) => ({ globPattern }));
		connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(() => REFUSED.add(session));
	});
	connection.onDidChangeWatchedFiles(({ changes }) => {
		changed(changes.flatMap(({ uri, type }) => (type === FileChangeType.Changed ? forgetText(uri) : kept.forget(uri))));
		if (changes.some(({ uri }) => isConfigurationFile(uri))) configured();
	});
	sent.onDidChange((uris) => {
		changed(uris.flatMap((uri) => kept.forget(uri)));
		if (uris.some(isConfigurationFile)) configured();
	});
	const forgetText = (uri: string): readonly string[] => kept.forget(uri).slice(0, 1);

	documents.onDidChangeContent(({ document }) => {
		if (isConfigurationFile(document.uri)) {
			configured();
			// Imports only ask whether it is there.
			if (kept.isFile(document.uri)) return;
		}
		// Opening a document shows what was read from disk already.
		if (trees.textOf(document.uri) !== document.getText()) changed(withFolders(document.uri, kept));
	});
	documents.onDidClose(({ document }) => {
		if (isConfigurationFile(document.uri)) configured();
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
		files,
		uncached: overlayFiles(openFiles(documents), onDisk),
		folders: () => folders,
		configuration,
		onDidChange: (listener) => void listeners.push(listener),
		onDidChangeConfiguration: (listener) => void configurationListeners.push(listener),
		onDidChangeFolders: (listener) => void folderListeners.push(listener),
	};
}

/** No wildcard stands in braces: not every client takes that. */
const WATCHED = [
	"**/*.py",
	"**/*.ipynb",
	"**/{pyproject.toml,setup.cfg,Pipfile.lock,uv.lock,poetry.lock,pdm.lock}",
	"**/pylock*.toml",
	"**/requirements*.txt",
	"**/{environment,conda}.{yml,yaml}",
	"**/{site-packages,dist-packages}/keras*-info/METADATA",
	"**/{site-packages,dist-packages}/tensorflow*-info/METADATA",
	"**/{site-packages,dist-packages}/tf_nightly*-info/METADATA",
	"**/pyvenv.cfg",
];

const withoutSlash = (uri: string): string => uri.replace(/\/+$/, "");

/** Those of clients that did not understand what they were asked to watch. */
const REFUSED = new WeakSet<Session>();

export const isWatching = (session: Session): boolean =>
	session.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true && !REFUSED.has(session);

/** Where a document stands for imports: a cell stands beside its notebook's file. */
export const placeOf = (uri: string): string =>
	/^vscode-notebook-cell:/.test(uri)
		? uri.replace(/^vscode-notebook-cell:(?:\/\/)?/, "file://").replace(/#.*$/, "")
		: uri;

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
