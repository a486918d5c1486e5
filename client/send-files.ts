import { Disposable, RelativePattern, type Uri, type WorkspaceFolder, workspace } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { FILES_NOTIFICATION, type FilesParams, type SentFile } from "../shared/sent-files";

/** What programs import, and what says which Keras they run on. */
const WANTED =
	"**/{*.py,*.ipynb,pyproject.toml,requirements*.txt,uv.lock,poetry.lock,pdm.lock,Pipfile.lock,environment.yml,setup.cfg}";
const LEFT_OUT = "**/{.*,node_modules,__pycache__,site-packages,venv,env}/**";

const MAX_FILES = 1_000;
const MAX_BYTES = 500_000;
const BATCH = 50;

/**
 * Sends the server the files that it cannot read itself: all of them on the web, and those of virtual workspaces
 * everywhere. Begins again whenever the server is started anew.
 */
export function sendFiles(client: BaseLanguageClient, isReadByServer: (uri: Uri) => boolean): Disposable {
	const watchers = new Map<string, Disposable>();
	const asUri = (uri: Uri): string => client.code2ProtocolConverter.asUri(uri);

	async function send(params: FilesParams): Promise<void> {
		if (client.state === State.Running) await client.sendNotification(FILES_NOTIFICATION, params);
	}

	async function sendAll(uris: readonly Uri[]): Promise<void> {
		for (let start = 0; start < uris.length; start += BATCH) {
			const files = await Promise.all(uris.slice(start, start + BATCH).map((uri) => readFile(uri, asUri(uri))));
			await send({ files: files.flatMap((file) => file ?? []), removed: [] });
		}
	}

	async function follow(folder: WorkspaceFolder): Promise<void> {
		const key = folder.uri.toString();
		if (isReadByServer(folder.uri)) return;
		const pattern = new RelativePattern(folder, WANTED);
		if (!watchers.has(key)) {
			const watcher = workspace.createFileSystemWatcher(pattern);
			watcher.onDidChange((uri) => sendAll([uri]));
			watcher.onDidCreate((uri) => sendAll([uri]));
			watcher.onDidDelete((uri) => send({ files: [], removed: [asUri(uri)] }));
			watchers.set(key, watcher);
		}
		await sendAll(await workspace.findFiles(pattern, LEFT_OUT, MAX_FILES));
	}

	const followAll = (folders: readonly WorkspaceFolder[] = []): void => {
		for (const folder of folders) void follow(folder);
	};
	return Disposable.from(
		client.onDidChangeState(({ newState }) => {
			if (newState === State.Running) followAll(workspace.workspaceFolders);
		}),
		workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
			for (const { uri } of removed) {
				watchers.get(uri.toString())?.dispose();
				watchers.delete(uri.toString());
			}
			followAll(added);
		}),
		{ dispose: () => Disposable.from(...watchers.values()).dispose() },
	);
}

/** Absent for what is too large or cannot be read. */
async function readFile(uri: Uri, name: string): Promise<SentFile | undefined> {
	try {
		const bytes = await workspace.fs.readFile(uri);
		return bytes.byteLength > MAX_BYTES ? undefined : { uri: name, text: new TextDecoder().decode(bytes) };
	} catch {
		return undefined;
	}
}
