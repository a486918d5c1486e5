import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
	createMessageConnection,
	type MessageConnection,
	StreamMessageReader,
	StreamMessageWriter,
} from "vscode-jsonrpc/node";
import type {
	CodeAction,
	Diagnostic,
	DocumentDiagnosticReport,
	Hover,
	InitializeResult,
	InlayHint,
	MarkupContent,
	Position,
	PublishDiagnosticsParams,
	Range,
	TextEdit,
} from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { ANALYSED_NOTIFICATION, type AnalysedParams } from "../../shared/model-views";

export const SERVER = join(__dirname, "..", "..", "dist", "server.js");

export interface ClientOptions {
	/** Whether the client says that it can pull. */
	readonly pull: boolean;
	/** The `keraspec` section, or what gives it for a document. */
	readonly settings?: unknown;
	readonly initializationOptions?: unknown;
	readonly args?: readonly string[];
	/** URIs of the workspace's folders; their files are then watched. */
	readonly folders?: readonly string[];
	/** Capabilities of the `textDocument` section over the usual ones. */
	readonly textDocument?: object;
	/** Whether the client answers every registration with an error. */
	readonly refusesRegistrations?: boolean;
	/** Capabilities of the `window` section. */
	readonly window?: object;
	/** Whether the client sends notebooks. */
	readonly notebooks?: boolean;
}

export interface ProgressMessage {
	readonly token: string | number;
	readonly value: { readonly kind?: string; readonly cancellable?: boolean };
}

/** A real client: it keeps the documents' texts and sends incremental edits to the real server over its pipes. */
export class Client {
	readonly process: ChildProcess;
	readonly connection: MessageConnection;
	readonly published: PublishDiagnosticsParams[] = [];
	readonly refreshes: string[] = [];
	readonly analysed: AnalysedParams[] = [];
	/** Methods that the server registered for. */
	readonly registered: string[] = [];
	readonly progress: ProgressMessage[] = [];
	readonly exited: Promise<number | null>;
	result: InitializeResult | undefined;
	settings: unknown;
	private readonly documents = new Map<string, TextDocument>();
	private waiting: (() => void)[] = [];

	constructor(readonly options: ClientOptions) {
		if (!existsSync(SERVER)) throw new Error("dist/server.js is missing: npm run build");
		this.settings = options.settings ?? null;
		this.process = spawn(process.execPath, [SERVER, ...(options.args ?? ["--stdio"])], {
			stdio: ["pipe", "pipe", "inherit"],
		});
		const { stdin, stdout } = this.process;
		if (!stdin || !stdout) throw new Error("no pipes");
		this.exited = new Promise((resolve) => this.process.once("exit", resolve));
		this.connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
		this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
			this.published.push(params);
			for (const wake of this.waiting.splice(0)) wake();
		});
		this.connection.onRequest("workspace/configuration", ({ items }: { items: readonly { scopeUri: string }[] }) =>
			items.map(({ scopeUri }) => (typeof this.settings === "function" ? this.settings(scopeUri) : this.settings)),
		);
		this.connection.onRequest(
			"client/registerCapability",
			({ registrations }: { registrations: readonly { method: string }[] }) => {
				if (options.refusesRegistrations) throw new Error("not understood");
				this.registered.push(...registrations.map(({ method }) => method));
				return null;
			},
		);
		this.connection.onRequest("window/workDoneProgress/create", () => null);
		this.connection.onNotification("$/progress", (message: ProgressMessage) => {
			this.progress.push(message);
			for (const wake of this.waiting.splice(0)) wake();
		});
		for (const method of [
			"workspace/diagnostic/refresh",
			"workspace/inlayHint/refresh",
			"workspace/codeLens/refresh",
		]) {
			this.connection.onRequest(method, () => {
				this.refreshes.push(method);
				for (const wake of this.waiting.splice(0)) wake();
				return null;
			});
		}
		this.connection.onNotification(ANALYSED_NOTIFICATION, (params: AnalysedParams) => {
			this.analysed.push(params);
			for (const wake of this.waiting.splice(0)) wake();
		});
		this.connection.onError(() => undefined);
		this.connection.listen();
	}

	async start(): Promise<this> {
		const { pull, initializationOptions, textDocument, folders } = this.options;
		this.result = await this.connection.sendRequest<InitializeResult>("initialize", {
			processId: process.pid,
			rootUri: null,
			workspaceFolders: folders?.map((uri) => ({ uri, name: uri })) ?? null,
			initializationOptions,
			capabilities: {
				general: { positionEncodings: ["utf-16"] },
				...(this.options.notebooks ? { notebookDocument: { synchronization: {} } } : {}),
				...(this.options.window ? { window: this.options.window } : {}),
				workspace: {
					configuration: true,
					...(folders ? { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } } : {}),
					didChangeConfiguration: { dynamicRegistration: true },
					diagnostics: { refreshSupport: true },
					inlayHint: { refreshSupport: true },
					codeLens: { refreshSupport: true },
					workspaceEdit: { documentChanges: true },
				},
				textDocument: {
					publishDiagnostics: { versionSupport: true, relatedInformation: true },
					hover: { contentFormat: ["markdown", "plaintext"] },
					...(pull ? { diagnostic: { relatedInformation: true } } : {}),
					...textDocument,
				},
			},
		});
		await this.connection.sendNotification("initialized", {});
		return this;
	}

	open(uri: string, text: string, languageId = "python"): void {
		this.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
		void this.connection.sendNotification("textDocument/didOpen", {
			textDocument: { uri, languageId, version: 1, text },
		});
	}

	/** Opens a notebook of cells that are written in Python; a cell is named after its place. */
	openNotebook(uri: string, texts: readonly string[], notebookType = "jupyter-notebook"): readonly string[] {
		const cells = texts.map((text, index) => ({
			uri: `${uri.replace("file:", "vscode-notebook-cell:")}#W${index}`,
			text,
		}));
		for (const { uri: cell, text } of cells) this.documents.set(cell, TextDocument.create(cell, "python", 1, text));
		void this.connection.sendNotification("notebookDocument/didOpen", {
			notebookDocument: {
				uri,
				notebookType,
				version: 1,
				cells: cells.map(({ uri: document }) => ({ kind: 2, document })),
			},
			cellTextDocuments: cells.map((cell) => ({ ...cell, languageId: "python", version: 1 })),
		});
		return cells.map((cell) => cell.uri);
	}

	/** Replaces the first occurrence of `from` in a cell. */
	editCell(uri: string, cell: string, from: string, newText: string): void {
		const before = this.document(cell);
		const start = before.getText().indexOf(from);
		this.changeCell(uri, cell, this.rangeOf(cell, start, start + from.length), newText);
	}

	changeCell(uri: string, cell: string, range: Range, text: string): void {
		const before = this.document(cell);
		const changes = [{ range, text }];
		const document = TextDocument.update(before, changes, before.version + 1);
		this.documents.set(cell, document);
		const textContent = [{ document: { uri: cell, version: document.version }, changes }];
		this.changeNotebook(uri, { textContent });
	}

	changeNotebook(uri: string, cells: object): void {
		void this.connection.sendNotification("notebookDocument/didChange", {
			notebookDocument: { uri, version: 2 },
			change: { cells },
		});
	}

	close(uri: string): void {
		this.documents.delete(uri);
		void this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
	}

	/** Replaces the first occurrence of `from`, as an editor would: by its range. */
	edit(uri: string, from: string, newText: string): void {
		const start = this.document(uri).getText().indexOf(from);
		if (start < 0) throw new Error(`the document has no ${from}`);
		this.change(uri, this.rangeOf(uri, start, start + from.length), newText);
	}

	change(uri: string, range: Range, text: string): void {
		const before = this.document(uri);
		const contentChanges = [{ range, text }];
		const document = TextDocument.update(before, contentChanges, before.version + 1);
		this.documents.set(uri, document);
		void this.connection.sendNotification("textDocument/didChange", {
			textDocument: { uri, version: document.version },
			contentChanges,
		});
	}

	/** Tells that files on disk were created (1), changed (2) or deleted (3). */
	watched(changes: readonly { readonly uri: string; readonly type: 1 | 2 | 3 }[]): void {
		void this.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
	}

	configure(settings: unknown): void {
		this.settings = settings;
		void this.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
	}

	document(uri: string): TextDocument {
		const document = this.documents.get(uri);
		if (!document) throw new Error(`${uri} is not open`);
		return document;
	}

	rangeOf(uri: string, start: number, end: number): Range {
		const document = this.document(uri);
		return { start: document.positionAt(start), end: document.positionAt(end) };
	}

	text(uri: string, range: Range): string {
		return this.document(uri).getText(range);
	}

	/** The diagnostics of the document's newest version, pulled or waited for. */
	async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
		if (!this.options.pull) {
			return (await this.publishedFor(uri)).diagnostics;
		}
		const report = await this.pull(uri);
		return report.kind === "full" ? report.items : [];
	}

	pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
		return this.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
	}

	async publishedFor(uri: string): Promise<PublishDiagnosticsParams> {
		const { version } = this.document(uri);
		return this.until(() => this.published.findLast((each) => each.uri === uri && each.version === version));
	}

	/** Waits for messages, not for time. */
	async until<T>(find: () => T | undefined): Promise<T> {
		for (;;) {
			const found = find();
			if (found !== undefined) return found;
			await new Promise<void>((resolve) => this.waiting.push(resolve));
		}
	}

	hover(uri: string, position: Position): Promise<(Hover & { contents: MarkupContent }) | null> {
		return this.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position });
	}

	hoverOn(uri: string, text: string): Promise<(Hover & { contents: MarkupContent }) | null> {
		const document = this.document(uri);
		return this.hover(uri, document.positionAt(document.getText().indexOf(text)));
	}

	inlayHints(uri: string): Promise<readonly InlayHint[]> {
		const end = this.document(uri).positionAt(Number.MAX_SAFE_INTEGER);
		const range = { start: { line: 0, character: 0 }, end };
		return this.connection.sendRequest("textDocument/inlayHint", { textDocument: { uri }, range });
	}

	codeActions(
		uri: string,
		range: Range,
		diagnostics: readonly Diagnostic[],
		only?: string[],
		triggerKind?: 1 | 2,
	): Promise<CodeAction[]> {
		return this.connection.sendRequest("textDocument/codeAction", {
			textDocument: { uri },
			range,
			context: { diagnostics, ...(only ? { only } : {}), ...(triggerKind ? { triggerKind } : {}) },
		});
	}

	/** As an editor applies the edit of a code action: last edit first. */
	apply(uri: string, action: CodeAction): void {
		const changes = action.edit?.documentChanges?.flatMap((each) => ("edits" in each ? each.edits : [])) ?? [];
		const edits = [...changes, ...(action.edit?.changes?.[uri] ?? [])] as TextEdit[];
		const offset = ({ range }: TextEdit): number => this.document(uri).offsetAt(range.start);
		for (const { range, newText } of edits.sort((a, b) => offset(b) - offset(a))) this.change(uri, range, newText);
	}

	async stop(): Promise<number | null> {
		await this.connection.sendRequest("shutdown");
		await this.connection.sendNotification("exit");
		return this.exited;
	}
}

export const labelOf = ({ label }: InlayHint): string =>
	typeof label === "string" ? label : label.map((part) => part.value).join("");
