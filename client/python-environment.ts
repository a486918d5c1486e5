import { Disposable, type Event, extensions, Uri, workspace } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { ENVIRONMENTS_NOTIFICATION, type EnvironmentsParams, type SelectedEnvironment } from "../shared/world-status";

export const PYTHON_EXTENSION = "ms-python.python";

/** What we use of the Python extension's API. */
interface PythonApi {
	readonly environments?: {
		getActiveEnvironmentPath(resource?: Uri): { readonly path?: string } | undefined;
		readonly onDidChangeActiveEnvironmentPath: Event<unknown>;
	};
}

/**
 * Tells the server which environments the user has selected with the Python extension, where there is one. Nothing waits
 * for it, and nothing is run: the server looks at the names of folders.
 */
export function followEnvironments(client: BaseLanguageClient): Disposable {
	const disposables: Disposable[] = [];
	let api: PythonApi | undefined;

	function send(): void {
		if (!api?.environments || client.state !== State.Running) return;
		const environments = [...(workspace.workspaceFolders ?? []).map(({ uri }) => uri), undefined].flatMap(
			(folder) => selectedFor(folder, client, api) ?? [],
		);
		const params: EnvironmentsParams = { environments };
		void client.sendNotification(ENVIRONMENTS_NOTIFICATION, params);
	}

	async function follow(): Promise<void> {
		const extension = extensions.getExtension<PythonApi>(PYTHON_EXTENSION);
		if (!extension) return;
		api = extension.isActive ? extension.exports : await extension.activate();
		const changes = api?.environments?.onDidChangeActiveEnvironmentPath(send);
		if (changes) disposables.push(changes);
		send();
	}

	// An extension of others that fails is no matter of ours.
	void follow().catch(() => undefined);
	disposables.push(client.onDidChangeState(send), workspace.onDidChangeWorkspaceFolders(send));
	return new Disposable(() => Disposable.from(...disposables).dispose());
}

/** A bare command such as `python` names no environment. */
function selectedFor(
	folder: Uri | undefined,
	client: BaseLanguageClient,
	api: PythonApi | undefined,
): SelectedEnvironment | undefined {
	const path = api?.environments?.getActiveEnvironmentPath(folder)?.path;
	if (path === undefined || !/^(?:\/|\\\\|[a-z]:[\\/])/i.test(path)) return undefined;
	const asUri = (uri: Uri): string => client.code2ProtocolConverter.asUri(uri);
	return { uri: asUri(Uri.file(path)), ...(folder ? { folder: asUri(folder) } : {}) };
}
