import { type Connection, DidChangeConfigurationNotification } from "vscode-languageserver";
import { RULE_CODES } from "../ide/rule-levels";
import { DEFAULTS, type KnownSettings, readEditorSettings } from "../project/configuration/editor-settings";
import { isRecord } from "../project/configuration/setting-values";
import type { Log } from "./log";
import type { Session } from "./session";
import type { DocumentSettings, Surroundings } from "./surroundings";

export interface Configuration {
	/** Settings that hold for a document, those of its `pyproject.toml` over those of the editor. */
	of(uri: string): Promise<DocumentSettings>;
	/** Counts the changes; what was computed under an older one is stale. */
	readonly revision: number;
	onDidChange(listener: () => void): void;
}

const SECTION = "keraspec";

/** Asks the client where it can be asked, and else takes what it sends. Absent and misspelt values are the defaults. */
export function createConfiguration(
	connection: Connection,
	session: Session,
	surroundings: Surroundings,
	log: Log,
): Configuration {
	const listeners: (() => void)[] = [];
	const asked = new Map<string, Promise<KnownSettings>>();
	/** What held last, in one text. */
	const given = new Map<string, string>();
	const told = new Set<string>();
	let revision = 0;
	let sent: unknown;

	const canAsk = (): boolean => session.capabilities.workspace?.configuration === true;

	function read(value: unknown): KnownSettings {
		const { problems, ...known } = readEditorSettings(value, RULE_CODES);
		for (const problem of problems) {
			if (!told.has(problem)) log.warn(`The setting ${problem}.`);
			told.add(problem);
		}
		return known;
	}

	async function ask(uri: string): Promise<KnownSettings> {
		if (!canAsk()) return read(sent ?? session.options.settings);
		try {
			return read(await connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION }));
		} catch {
			return DEFAULTS;
		}
	}

	async function of(uri: string): Promise<DocumentSettings> {
		const editor = asked.get(uri) ?? ask(uri);
		asked.set(uri, editor);
		const settings = surroundings.settingsFor(uri, await editor);
		given.set(uri, JSON.stringify(settings));
		return settings;
	}

	function changed(): void {
		revision += 1;
		for (const listener of listeners) listener();
	}

	connection.onInitialized(() => {
		if (!session.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) return;
		// Who refuses may tell all the same.
		connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION }).catch(() => undefined);
	});
	connection.onDidChangeConfiguration(({ settings }) => {
		sent = isRecord(settings) && SECTION in settings ? settings[SECTION] : settings;
		asked.clear();
		told.clear();
		changed();
	});
	// While a file of settings is being edited, most of its texts say the same as the one before.
	surroundings.onDidChange(async () => {
		const before = [...given];
		await Promise.all(before.map(([uri]) => of(uri)));
		if (before.some(([uri, text]) => given.get(uri) !== text)) changed();
	});
	return {
		of,
		get revision() {
			return revision;
		},
		onDidChange: (listener) => listeners.push(listener),
	};
}
