import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Analysis } from "../ide/analysis";
import type { Configuration } from "./configuration";
import type { DocumentPlaces } from "./document-places";
import { type Documents, isPython } from "./documents";
import type { Log } from "./log";
import type { Session } from "./session";
import type { DocumentSettings } from "./surroundings";
import { settled } from "./turns";

export interface Analysed {
	readonly analysis: Analysis;
	/** Where the document is in the text that was analysed. */
	readonly places: DocumentPlaces;
	/** Of another text in the document's place; absent for a document that is only a part of what was analysed. */
	readonly analyseAgain?: ((text: string) => Analysis) | undefined;
	/** Whether findings are shown elsewhere already. */
	readonly isCopy?: boolean | undefined;
}

/** The analysis of one version of a document. */
export interface Current extends Analysed {
	readonly version: number;
	/** Counts analyses, so that two of one version can be told apart. */
	readonly serial: number;
	/** Of the settings under which it was made. */
	readonly revision: number;
	readonly document: TextDocument;
	readonly settings: DocumentSettings;
	/** How long it took. */
	readonly milliseconds: number;
}

export interface Analyses {
	/** Of the newest text, as soon as no more edits are waiting; absent for what is closed, not Python, or crashes us. */
	of(uri: string): Promise<Current | undefined>;
	/** The last one made, however old. */
	latest(uri: string): Current | undefined;
	/** The last one of a text that was Python from end to end. */
	lastGood(uri: string): Analysis | undefined;
	/** Calls with each analysis that is made. */
	onDidAnalyse(listener: (current: Current) => void): void;
	/** Marks as stale what depends on files or folders that have changed; all, when these are not said. */
	invalidate(paths?: readonly string[]): void;
	/** Whether an editor waits for one. */
	readonly isBusy: boolean;
	/** Calls with the documents whose analyses became stale without an edit of their own. */
	onDidInvalidate(listener: (uris: readonly string[]) => void): void;
}

interface Entry {
	current?: Current | undefined;
	good?: Analysis | undefined;
	running?: Promise<Current | undefined> | undefined;
	/** Whether something that the current analysis depends on has changed. */
	stale?: boolean | undefined;
	/** How often in a row the analysis of this document has thrown, and at which version last. */
	crashes: number;
	crashedAt?: number | undefined;
}

const MAX_CRASHES = 3;

export function createAnalyses(
	documents: Documents,
	configuration: Configuration,
	session: Session,
	log: Log,
	analyseNow: (document: TextDocument, settings: DocumentSettings) => Analysed,
): Analyses {
	const entries = new Map<string, Entry>();
	const listeners: ((uris: readonly string[]) => void)[] = [];
	const analysed: ((current: Current) => void)[] = [];
	let serial = 0;
	const isQuarantined = (uri: string, { crashes }: Entry): boolean =>
		crashes >= MAX_CRASHES || session.options.quarantined?.includes(uri) === true;

	const entryOf = (uri: string): Entry => {
		const entry = entries.get(uri) ?? { crashes: 0 };
		entries.set(uri, entry);
		return entry;
	};

	async function run(uri: string, entry: Entry): Promise<Current | undefined> {
		await settled(() => documents.get(uri));
		const settings = await configuration.of(uri);
		entry.running = undefined;
		const document = documents.get(uri);
		if (!document) return undefined;
		if (entry.crashedAt === document.version) return undefined;
		return isFresh(entry, document) ? entry.current : guarded(document, settings, entry);
	}

	const isFresh = ({ current, stale }: Entry, document: TextDocument): boolean =>
		!stale &&
		current?.document === document &&
		current.version === document.version &&
		current.revision === configuration.revision;

	function guarded(document: TextDocument, settings: DocumentSettings, entry: Entry): Current | undefined {
		const { uri, version } = document;
		try {
			entry.stale = false;
			const started = performance.now();
			const made = analyseNow(document, settings);
			const { analysis } = made;
			const milliseconds = performance.now() - started;
			serial += 1;
			const { revision } = configuration;
			entry.current = { version, serial, revision, document, settings, milliseconds, ...made };
			entry.crashes = 0;
			if (analysis.file.problems.length === 0) entry.good = analysis;
			for (const listener of analysed) listener(entry.current);
			return entry.current;
		} catch (error) {
			entry.crashes += 1;
			entry.crashedAt = version;
			entry.current = undefined;
			const after = isQuarantined(uri, entry) ? "; it is left alone until it is opened again" : "";
			log.error(`The analysis of ${uri} failed${after}. This is a bug in Keraspec.`, error);
			return undefined;
		}
	}

	function invalidate(paths?: readonly string[]): void {
		const stale = [...entries].filter(([uri, { current }]) =>
			paths ? paths.some((path) => path !== uri && current?.analysis.dependencies.has(path)) : current,
		);
		for (const [, entry] of stale) entry.stale = true;
		if (stale.length > 0) for (const listener of listeners) listener(stale.map(([uri]) => uri));
	}

	documents.onDidClose(({ document }) => entries.delete(document.uri));
	return {
		async of(uri) {
			const document = documents.get(uri);
			if (!document || !isPython(document)) return undefined;
			const entry = entryOf(uri);
			if (isQuarantined(uri, entry)) return undefined;
			if (isFresh(entry, document)) return entry.current;
			entry.running ??= run(uri, entry);
			return entry.running;
		},
		latest: (uri) => entries.get(uri)?.current,
		lastGood: (uri) => entries.get(uri)?.good,
		invalidate,
		onDidAnalyse: (listener) => void analysed.push(listener),
		get isBusy() {
			return [...entries.values()].some(({ running }) => running !== undefined);
		},
		onDidInvalidate: (listener) => void listeners.push(listener),
	};
}
