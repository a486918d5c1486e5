import { env, Uri, type WebviewPanel, window, workspace } from "vscode";
import type { ModelGraphView, ModelSummaryView, ViewLocation } from "../../shared/model-views";
import {
	DEFAULT_BATCH_SIZE,
	type FromPage,
	isBatchSize,
	type SavedView,
	type ToPage,
	type ViewKind,
} from "../../shared/view-messages";
import type { ModelSource } from "./model-source";
import { pageHtml } from "./page-html";
import { presentCell, programOf } from "./programs";
import { createRefresher } from "./refresher";
import { renamedUri } from "./renames";
import { revealCode } from "./reveal";
import { savePicture } from "./save-picture";

export interface PanelServices {
	readonly source: ModelSource;
	readonly extensionUri: Uri;
	/** Remembers the number for views that are opened later. */
	keepBatchSize(batchSize: number): void;
}

const TITLES: Readonly<Record<ViewKind, string>> = { graph: "Graph", summary: "Summary" };

export const titleOf = ({ kind, name }: SavedView): string => `${TITLES[kind]}: ${name}`;

/** Fills a panel with a view of a model, and keeps it up to date as long as it is seen. Gives what it shows, at any time. */
export function attachView(panel: WebviewPanel, start: SavedView, services: PanelServices): () => SavedView {
	const { source } = services;
	let saved = start;
	let last: ToPage | undefined;
	const post = (message: ToPage): void => {
		void panel.webview.postMessage(message);
	};

	const refresher = createRefresher(
		() => ask(saved, source),
		(answer) => {
			if (!answer) return post({ type: "gone", saved });
			saved = { ...saved, name: answer.view.name };
			panel.title = titleOf(saved);
			last = { ...answer, saved };
			post(last);
		},
	);

	async function receive(message: FromPage): Promise<void> {
		if (message.type === "ready") {
			if (last) post(last);
			await ensureOpen(saved.key.uri);
			refresher.refresh();
		} else if (message.type === "batchSize" && isBatchSize(message.batchSize)) {
			saved = { ...saved, batchSize: message.batchSize };
			services.keepBatchSize(message.batchSize);
			refresher.refresh();
		} else if (message.type === "reveal") {
			if (isShown(message.location, last)) await revealCode(message.location, message.focus);
		} else if (message.type === "copy") await env.clipboard.writeText(message.text);
		else if (message.type === "save") await savePicture(message, saved.name, saved.key.uri);
		else if (message.type === "failed") await window.showErrorMessage(message.message);
	}

	/** What was shown leads to the old name: nothing of it is followed until the server has answered anew. */
	async function moveTo(uri: string): Promise<void> {
		saved = { ...saved, key: { ...saved.key, uri } };
		if (last) post({ ...last, saved });
		last = undefined;
		await ensureOpen(uri);
		refresher.refresh();
	}

	// A hidden page is gone; it says that it is ready when it comes back.
	const listeners = [
		source.onChange((uri) => {
			if (panel.visible && (uri === undefined || programOf(uri) === programOf(saved.key.uri))) refresher.refresh();
		}),
		workspace.onDidRenameFiles(({ files }) => {
			const renames = files.map(({ oldUri, newUri }) => ({ from: oldUri.toString(), to: newUri.toString() }));
			const uri = renamedUri(saved.key.uri, renames);
			if (uri !== saved.key.uri) void moveTo(uri);
		}),
		panel.webview.onDidReceiveMessage((message: FromPage) =>
			receive(message).catch((error) => window.showErrorMessage(`Keraspec: ${String(error)}`)),
		),
	];
	panel.onDidDispose(() => {
		refresher.stop();
		for (const each of listeners) each.dispose();
	});
	const folder = viewsFolder(services.extensionUri);
	panel.title = titleOf(saved);
	panel.iconPath = iconOf(saved.kind, services.extensionUri);
	panel.webview.options = { enableScripts: true, localResourceRoots: [folder] };
	panel.webview.html = pageHtml({
		script: String(panel.webview.asWebviewUri(Uri.joinPath(folder, `${saved.kind}.js`))),
		style: String(panel.webview.asWebviewUri(Uri.joinPath(folder, `${saved.kind}.css`))),
		cspSource: panel.webview.cspSource,
		nonce: randomNonce(),
	});
	return () => saved;
}

const iconOf = (kind: ViewKind, extension: Uri): { readonly light: Uri; readonly dark: Uri } => {
	const icon = (theme: string): Uri => Uri.joinPath(extension, "docs", "icons", `${kind}-${theme}.svg`);
	return { light: icon("light"), dark: icon("dark") };
};

const viewsFolder = (extension: Uri): Uri => Uri.joinPath(extension, "dist", "views");

type Answer =
	| { readonly type: "graph"; readonly view: ModelGraphView }
	| { readonly type: "summary"; readonly view: ModelSummaryView };

async function ask(
	{ kind, key: { uri, id }, batchSize = DEFAULT_BATCH_SIZE }: SavedView,
	source: ModelSource,
): Promise<Answer | null> {
	const key = { uri: presentCell(uri), id };
	if (kind === "graph") {
		const view = await source.graph(key);
		return view && { type: kind, view };
	}
	const view = await source.summary({ ...key, batchSize });
	return view && { type: kind, view };
}

/** A page may lead only to documents that the server has named to it. */
function isShown({ uri }: ViewLocation, last: ToPage | undefined): boolean {
	if (last?.type === "graph") return last.view.nodes.some(({ location }) => location?.uri === uri);
	return last?.type === "summary" && last.view.rows.some(({ location }) => location?.uri === uri);
}

/** After a reload, the server is told of the documents whose editors were shown since; this one is of interest too. */
async function ensureOpen(uri: string): Promise<void> {
	const parsed = Uri.parse(uri);
	if (parsed.scheme === "vscode-notebook-cell" || parsed.scheme === "untitled") return;
	try {
		await workspace.openTextDocument(parsed);
	} catch {
		// The file is gone: the page says so once the server has no such model.
	}
}

function randomNonce(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
