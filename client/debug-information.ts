import { commands, Disposable, EventEmitter, env, extensions, UIKind, Uri, version, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { DEBUG_INFORMATION_REQUEST } from "../shared/world-status";
import { PYTHON_EXTENSION } from "./python-environment";

/** Read-only, and never asks to be saved. */
const SCHEME = "keraspec-debug";
const PAGE = Uri.from({ scheme: SCHEME, path: "/Keraspec.md" });

/** `keraspec.showDebugInfo`: a text for reports of bugs, without a line of the user's. */
export function registerDebugInformation(client: BaseLanguageClient): Disposable {
	const changes = new EventEmitter<Uri>();
	let about: Uri | undefined;

	async function provideTextDocumentContent(): Promise<string> {
		const params = { uri: about ? client.code2ProtocolConverter.asUri(about) : "" };
		const server = client.isRunning()
			? await client.sendRequest<string>(DEBUG_INFORMATION_REQUEST, params)
			: "The server does not run.\n";
		return `${editorText()}\n${server}`;
	}

	return Disposable.from(
		changes,
		workspace.registerTextDocumentContentProvider(SCHEME, { onDidChange: changes.event, provideTextDocumentContent }),
		commands.registerCommand("keraspec.showDebugInfo", async () => {
			const active = window.activeTextEditor?.document.uri;
			if (active?.scheme !== SCHEME) about = active;
			changes.fire(PAGE);
			await window.showTextDocument(await workspace.openTextDocument(PAGE), { preview: false });
		}),
	);
}

function editorText(): string {
	const python = extensions.getExtension<unknown>(PYTHON_EXTENSION);
	const folders = workspace.workspaceFolders?.map(({ uri }) => uri.scheme) ?? [];
	return `# Keraspec

- editor: ${env.appName} ${version}, ${env.uiKind === UIKind.Web ? "web" : "desktop"}${env.remoteName ? `, remote: ${env.remoteName}` : ""}
- workspace: ${workspace.isTrusted ? "trusted" : "not trusted"}, folders: ${folders.join(", ") || "none"}
- Python extension: ${python ? (python.isActive ? "active" : "not active") : "none"}
`;
}
