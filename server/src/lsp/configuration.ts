import { type Connection, DidChangeConfigurationNotification } from "vscode-languageserver";
import { DEFAULT_SETTINGS, type Settings } from "../../../shared/settings";
import type { Session } from "./session";

export interface Configuration {
	/** Settings that hold for a document. */
	of(uri: string): Promise<Settings>;
	/** Counts the changes; what was computed under an older one is stale. */
	readonly revision: number;
	onDidChange(listener: () => void): void;
}

const SECTION = "keraspec";

/** Asks the client where it can be asked, and else takes what it sends. Absent and misspelt values are the defaults. */
export function createConfiguration(connection: Connection, session: Session): Configuration {
	const listeners: (() => void)[] = [];
	const asked = new Map<string, Promise<Settings>>();
	let revision = 0;
	let sent: unknown;

	const canAsk = (): boolean => session.capabilities.workspace?.configuration === true;

	async function ask(uri: string): Promise<Settings> {
		if (!canAsk()) return readSettings(sent ?? session.options.settings);
		try {
			return readSettings(await connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION }));
		} catch {
			return DEFAULT_SETTINGS;
		}
	}

	connection.onInitialized(() => {
		if (!session.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) return;
		void connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
	});
	connection.onDidChangeConfiguration(({ settings }) => {
		sent = isRecord(settings) && SECTION in settings ? settings[SECTION] : settings;
		asked.clear();
		revision += 1;
		for (const listener of listeners) listener();
	});
	return {
		of(uri) {
			const settings = asked.get(uri) ?? ask(uri);
			asked.set(uri, settings);
			return settings;
		},
		get revision() {
			return revision;
		},
		onDidChange: (listener) => listeners.push(listener),
	};
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** What the client says over the defaults, as far as it has their types. */
export function readSettings(value: unknown): Settings {
	const settings = overlay(DEFAULT_SETTINGS, value) as Settings;
	const { specPolicy, diagnosticMode } = settings;
	return {
		...settings,
		specPolicy: specPolicy === "fully-defined" ? specPolicy : "tensorflow",
		diagnosticMode: diagnosticMode === "workspace" ? diagnosticMode : "openFilesOnly",
	};
}

function overlay(defaults: unknown, value: unknown): unknown {
	if (isRecord(defaults)) {
		const given = isRecord(value) ? value : {};
		return Object.fromEntries(Object.entries(defaults).map(([key, each]) => [key, overlay(each, given[key])]));
	}
	if (Array.isArray(defaults)) {
		return Array.isArray(value) ? value.filter((each) => typeof each === "string") : defaults;
	}
	return typeof value === typeof defaults ? value : defaults;
}
