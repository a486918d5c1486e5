import { Uri, window, workspace } from "vscode";
import type { FromPage } from "../../shared/view-messages";

type Picture = Extract<FromPage, { readonly type: "save" }>;

/** Writes an exported graph where the user says. */
export async function savePicture({ format, content }: Picture, name: string, documentUri: string): Promise<void> {
	const target = await window.showSaveDialog({
		filters: { [format.toUpperCase()]: [format] },
		title: `Export ${name}`,
		...defaultPlace(`${name.replace(/[^\w.-]+/g, "_")}.${format}`, Uri.parse(documentUri)),
	});
	if (!target) return;
	await workspace.fs.writeFile(
		target,
		typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content),
	);
	window.setStatusBarMessage(`Exported ${name} to ${target.path.split("/").at(-1)}`, 5000);
}

/** Beside the code, or in the workspace when the code has no file yet. */
function defaultPlace(file: string, document: Uri): { readonly defaultUri: Uri } | undefined {
	const folder = workspace.getWorkspaceFolder(document)?.uri ?? workspace.workspaceFolders?.[0]?.uri;
	if (document.scheme === "untitled" || document.scheme === "vscode-notebook-cell")
		return folder && { defaultUri: Uri.joinPath(folder, file) };
	return { defaultUri: Uri.joinPath(document, "..", file) };
}
