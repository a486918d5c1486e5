import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Settings } from "../../../shared/settings";
import { analyse } from "../ide/analyse";
import type { Analysis } from "../ide/analysis";
import { resolveVersions } from "../project/world";
import type { Configuration } from "./configuration";
import { type Documents, isPython } from "./documents";
import type { Log } from "./log";
import type { Session } from "./session";
import { settled } from "./turns";

/** The analysis of one version of a document. */
export interface Current {
	readonly version: number;
	/** Of the settings under which it was made. */
	readonly revision: number;
	readonly document: TextDocument;
	readonly settings: Settings;
	readonly analysis: Analysis;
}

export interface Analyses {
	/** Of the newest text, as soon as no more edits are waiting; absent for what is closed, not Python, or crashes us. */
	of(uri: string): Promise<Current | undefined>;
	/** The last one made, however old. */
	latest(uri: string): Current | undefined;
	/** The last one of a text that was Python from end to end. */
	lastGood(uri: string): Analysis | undefined;
}

interface Entry {
	current?: Current | undefined;
	good?: Analysis | undefined;
	running?: Promise<Current | undefined> | undefined;
	/** How often in a row the analysis of this document has thrown, and at which version last. */
	crashes: number;
	crashedAt?: number | undefined;
}

/** An editor would rather have `?` soon than everything late. */
const MAX_MILLISECONDS = 2_000;
const MAX_CRASHES = 3;

export function createAnalyses(
	documents: Documents,
	configuration: Configuration,
	session: Session,
	log: Log,
	analyseNow: (document: TextDocument, settings: Settings) => Analysis = analyseDocument,
): Analyses {
	const entries = new Map<string, Entry>();
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

	const isFresh = ({ current }: Entry, document: TextDocument): boolean =>
		current?.document === document &&
		current.version === document.version &&
		current.revision === configuration.revision;

	function guarded(document: TextDocument, settings: Settings, entry: Entry): Current | undefined {
		const { uri, version } = document;
		try {
			const analysis = analyseNow(document, settings);
			entry.current = { version, revision: configuration.revision, document, settings, analysis };
			entry.crashes = 0;
			if (analysis.file.problems.length === 0) entry.good = analysis;
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
	};
}

function analyseDocument(document: TextDocument, settings: Settings): Analysis {
	const { kerasVersion, tensorflowVersion, specPolicy } = settings;
	const versions = resolveVersions(kerasVersion || undefined, tensorflowVersion || undefined);
	return analyse(document.uri, document.getText(), { versions, specPolicy, maxMilliseconds: MAX_MILLISECONDS });
}
