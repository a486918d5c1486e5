import { ConfigurationTarget, commands, type Disposable, type QuickPickItem, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { WORLD_REQUEST, type WorldStatus } from "../shared/world-status";

interface Choice extends QuickPickItem {
	run(): PromiseLike<unknown>;
}

/** `keraspec.selectVersion`: another Keras for the folder of the active document, or that of its surroundings. */
export const registerSelectVersion = (client: BaseLanguageClient): Disposable =>
	commands.registerCommand("keraspec.selectVersion", async () => {
		const uri = window.activeTextEditor?.document.uri ?? workspace.workspaceFolders?.[0]?.uri;
		if (!uri || !client.isRunning()) return;
		const status = await client.sendRequest<WorldStatus>(WORLD_REQUEST, {
			uri: client.code2ProtocolConverter.asUri(uri),
		});
		const placeHolder = `Keras ${status.keras}, TensorFlow ${status.tensorflow}: ${status.reason}`;
		const choice = await window.showQuickPick(choicesFor(status, uri), { title: "Keras Version", placeHolder });
		await choice?.run();
	});

function choicesFor(status: WorldStatus, uri: Uri): readonly Choice[] {
	// What a project says goes before all settings of the editor.
	if (status.source === "pyproject" && status.project) return [openProject(Uri.parse(status.project.uri))];
	const automatic: Choice = {
		label: "Automatic",
		description: "installed, locked or required near the file, else the newest",
		run: () => write(uri, undefined),
	};
	const versions = status.versions.map((version): Choice => {
		const isCurrent = status.source === "settings" && status.keras === version;
		return {
			label: `Keras ${version}`,
			description: `${companionOf(version)}${isCurrent ? ", chosen" : ""}`,
			run: () => write(uri, version),
		};
	});
	return [automatic, ...versions];
}

const openProject = (uri: Uri): Choice => ({
	label: "Open pyproject.toml",
	description: "its [tool.keraspec] says the version",
	run: () => window.showTextDocument(uri),
});

const companionOf = (keras: string): string =>
	keras.startsWith("2.") ? `with TensorFlow ${keras.replace(/^(\d+\.\d+).*$/, "$1")}` : "with TensorFlow 2.16 or later";

/** In the folder of a workspace of several, in the workspace of one, or for the user where there is none. */
async function write(uri: Uri, version: string | undefined): Promise<void> {
	const configuration = workspace.getConfiguration("keraspec", uri);
	const isInFolder = workspace.getWorkspaceFolder(uri) !== undefined;
	const target = !isInFolder
		? ConfigurationTarget.Global
		: workspace.workspaceFile
			? ConfigurationTarget.WorkspaceFolder
			: ConfigurationTarget.Workspace;
	for (const [key, value] of [["kerasVersion", version] as const, ["tensorflowVersion", undefined] as const]) {
		// Only an empty value hides one that holds for all folders.
		const isSaid = target !== ConfigurationTarget.Global && Boolean(configuration.inspect(key)?.globalValue);
		await configuration.update(key, value ?? (isSaid ? "" : undefined), target);
	}
}
