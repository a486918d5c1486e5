import type { Diagnostic } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { diagnostics } from "../ide/diagnostics";
import { readSource, type SourceText } from "../ide/source-text";
import { factsOf, sourcesIn, type TextFacts, worthExecuting } from "../project/list-sources";
import { analyseText } from "./analyse-document";
import type { Server } from "./context";
import { type DocumentPlaces, wholeDocument } from "./document-places";
import { toDiagnostic } from "./to-diagnostic";
import { nextTurn } from "./turns";
import type { Workspace } from "./workspace";

/** More files than these are not looked at. */
export const MAX_FILES = 2_000;

const FILES_PER_TURN = 20;

/** What was found in a file that is not open. */
export interface FileFindings {
	readonly uri: string;
	/** Changes with the findings. */
	readonly id: string;
	readonly items: readonly Diagnostic[];
	readonly dependencies: ReadonlySet<string>;
}

export interface RunObserver {
	/** Whether to stop: what is left is looked at in the next run. */
	readonly isCancelled: () => boolean;
	readonly progress: (done: number, all: number) => void;
	readonly found: (findings: FileFindings) => void;
}

/** The findings of all programs of the workspace. */
export interface WorkspaceFindings {
	/** Brings them up to date, file by file; requests about open documents go before each. */
	update(observer: RunObserver): Promise<void>;
	/** The findings of the last run, without those of open documents. */
	all(): readonly FileFindings[];
	of(uri: string): FileFindings | undefined;
	/** Calls when a run would find something else. */
	onDidChange(listener: () => void): void;
}

export function createWorkspaceFindings(
	server: Server,
	workspace: Workspace,
	isOpenNotebook: (uri: string) => boolean,
): WorkspaceFindings {
	const { documents, configuration, analyses, session, log } = server;
	/** The files of the folders; absent when some may have come or gone. */
	let files: readonly string[] | undefined;
	const facts = new Map<string, TextFacts>();
	const known = new Map<string, FileFindings>();
	const stale = new Set<string>();
	const listeners: (() => void)[] = [];
	let serial = 0;
	const changed = (): void => {
		for (const listener of listeners) listener();
	};
	const isOpen = (uri: string): boolean => documents.get(uri) !== undefined || isOpenNotebook(uri);

	workspace.onDidChange((paths) => {
		for (const path of paths) facts.delete(path);
		// The contents of a folder.
		if (paths.some((path) => path.endsWith("/*"))) files = undefined;
		const gone = new Set(paths);
		for (const [uri, { dependencies }] of known)
			if (gone.has(uri) || paths.some((path) => dependencies.has(path))) stale.add(uri);
		changed();
	});
	configuration.onDidChange(() => {
		for (const uri of known.keys()) stale.add(uri);
		changed();
	});
	workspace.onDidChangeFolders(() => {
		files = undefined;
		changed();
	});
	documents.onDidClose(({ document: { uri } }) => {
		stale.add(uri);
		changed();
	});

	async function listFiles(observer: RunObserver): Promise<readonly string[]> {
		const found: string[] = [];
		for (const folder of workspace.folders()) {
			for (const uri of sourcesIn(folder, workspace.uncached)) {
				if (found.length === MAX_FILES) {
					log.warn(`The workspace has more than ${MAX_FILES} Python files: the others are left out.`);
					return found;
				}
				found.push(uri);
				if (found.length % FILES_PER_TURN === 0) await nextTurn();
				if (observer.isCancelled()) return found;
			}
		}
		return found;
	}

	/** Files that are worth it; reading them is cheap beside executing them. */
	async function listPrograms(observer: RunObserver): Promise<readonly string[]> {
		files ??= await listFiles(observer);
		const all = files;
		if (observer.isCancelled()) files = undefined;
		const read = new Map<string, TextFacts>();
		for (const [at, uri] of all.entries()) {
			if (at % FILES_PER_TURN === 0) await nextTurn();
			const found = facts.get(uri) ?? factsOf(workspace.uncached.read(uri) ?? "");
			facts.set(uri, found);
			read.set(uri, found);
		}
		return worthExecuting(read);
	}

	async function update(observer: RunObserver): Promise<void> {
		const programs = await listPrograms(observer);
		if (observer.isCancelled()) return;
		for (const uri of known.keys()) if (!programs.includes(uri)) forget(uri, observer);
		const due = programs.filter((uri) => !isOpen(uri) && (stale.has(uri) || !known.has(uri)));
		for (const [done, uri] of due.entries()) {
			observer.progress(done, due.length);
			do await nextTurn();
			while (analyses.isBusy && !observer.isCancelled());
			if (observer.isCancelled()) return;
			if (isOpen(uri)) continue;
			stale.delete(uri);
			const settings = await configuration.of(uri);
			const found = analyseFile(uri, settings);
			serial += 1;
			const before = known.get(uri);
			const isSame = before && JSON.stringify(before.items) === JSON.stringify(found.items);
			const findings = { uri, id: isSame ? before.id : `w${serial}`, ...found };
			known.set(uri, findings);
			observer.found(findings);
		}
	}

	/** A file that is gone has no findings any more, and is said to have none once. */
	function forget(uri: string, observer: RunObserver): void {
		serial += 1;
		known.delete(uri);
		stale.delete(uri);
		observer.found({ uri, id: `w${serial}`, items: [], dependencies: new Set() });
	}

	function analyseFile(
		uri: string,
		settings: Awaited<ReturnType<typeof configuration.of>>,
	): Pick<FileFindings, "items" | "dependencies"> {
		const nothing = { items: [], dependencies: new Set<string>() };
		if (session.options.quarantined?.includes(uri)) return nothing;
		const source = readSource(uri, workspace.uncached.read(uri) ?? "");
		if (!source) return nothing;
		try {
			const isNotebook = /\.ipynb$/i.test(uri);
			const parse = isNotebook ? source.parse : undefined;
			const analysis = analyseText(uri, source.text, settings, workspace, parse);
			const document = TextDocument.create(uri, "python", 0, source.text);
			const whole = wholeDocument(document, analysis);
			const found = diagnostics(analysis);
			const items = isNotebook
				? found.map((each) => toDiagnostic(namingCell(each, source, analysis.file), closedNotebook(whole), session))
				: found.map((each) => toDiagnostic(each, whole, session));
			return { items, dependencies: analysis.dependencies };
		} catch (error) {
			log.error(`The analysis of ${uri} failed. This is a bug in Keraspec.`, error);
			return nothing;
		}
	}

	return {
		update,
		all: () => [...known.values()].filter(({ uri }) => !isOpen(uri)),
		of: (uri) => known.get(uri),
		onDidChange: (listener) => void listeners.push(listener),
	};
}

type Found = ReturnType<typeof diagnostics>[number];

/** Nothing can point into the cells of a notebook that is not open: the message says where. */
function namingCell(found: Found, source: SourceText, file: Parameters<SourceText["locate"]>[0]): Found {
	const { cell = 0, start } = source.locate(file)(found.start, found.end);
	return { ...found, message: `cell ${cell + 1}, line ${start.line + 1}: ${found.message}`, related: [] };
}

const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

const closedNotebook = (places: DocumentPlaces): DocumentPlaces => ({ ...places, rangeOf: () => TOP });
