import { commands, type Disposable, env, extensions, UIKind, version, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { DEBUG_INFORMATION_REQUEST } from "../shared/world-status";
import { PYTHON_EXTENSION } from "./python-environment";

/** `keraspec.showDebugInfo`: a text for reports of bugs, without a line of the user's. */
export const registerDebugInformation = (client: BaseLanguageClient): Disposable =>
	commands.registerCommand("keraspec.showDebugInfo", async () => {
		const uri = window.activeTextEditor?.document.uri;
		const params = { uri: uri ? client.code2ProtocolConverter.asUri(uri) : "" };
		const server = client.isRunning()
			? await client.sendRequest<string>(DEBUG_INFORMATION_REQUEST, params)
			: "The server does not run.\n";
		const content = `${editorText()}\n${server}`;
		await window.showTextDocument(await workspace.openTextDocument({ language: "markdown", content }));
	});

function editorText(): string {
	const python = extensions.getExtension<unknown>(PYTHON_EXTENSION);
	const folders = workspace.workspaceFolders?.map(({ uri }) => uri.scheme) ?? [];
	return `# Keraspec

- editor: ${env.appName} ${version}, ${env.uiKind === UIKind.Web ? "web" : "desktop"}${env.remoteName ? `, remote: ${env.remoteName}` : ""}
- workspace: ${workspace.isTrusted ? "trusted" : "not trusted"}, folders: ${folders.join(", ") || "none"}
- Python extension: ${python ? (python.isActive ? "active" : "not active") : "none"}
`;
}
