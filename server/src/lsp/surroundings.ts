import type { Connection } from "vscode-languageserver";
import type { SettingOrigins, Settings } from "../../../shared/settings";
import { ENVIRONMENTS_NOTIFICATION, type EnvironmentsParams } from "../../../shared/world-status";
import { RULE_CODES } from "../ide/rule-levels";
import type { KnownSettings } from "../project/configuration/editor-settings";
import { createProjectSettings, type ReadProject } from "../project/configuration/project-settings";
import { createVersionFinder } from "../project/environment/find-versions";
import { isBelow, joinPath } from "../project/paths";
import { type Versions, versionsFor } from "../project/world";
import type { Session } from "./session";
import { isWatching, placeOf, type Workspace } from "./workspace";

/** All that decides how a document is analysed and shown. */
export interface DocumentSettings extends Settings {
	readonly origins: SettingOrigins;
	readonly versions: Versions;
}

/** What files around a document, and the environment that the user selected, say of it. */
export interface Surroundings {
	/** Over what the editor says. */
	settingsFor(uri: string, editor: KnownSettings): DocumentSettings;
	/** A `pyproject.toml` as it is now. */
	project(uri: string): ReadProject | undefined;
	/** Those that have a say in some document that was asked for. */
	projects(): readonly string[];
	/** Those of the workspace. */
	folders(): readonly string[];
	/** The selected environment. */
	environmentOf(uri: string): string | undefined;
	onDidChange(listener: () => void): void;
}

/** Where nobody says what changes, the disk is looked at again after so many milliseconds. */
const LIFETIME = 2_000;

export function createSurroundings(connection: Connection, session: Session, workspace: Workspace): Surroundings {
	const projects = createProjectSettings(workspace.files, RULE_CODES);
	const finder = createVersionFinder(workspace.uncached);
	const listeners: (() => void)[] = [];
	let selected: EnvironmentsParams["environments"] = [];
	let lookedAt = 0;

	const changed = (): void => {
		finder.clear();
		for (const listener of listeners) listener();
	};
	workspace.onDidChangeConfiguration(changed);
	workspace.onDidChangeFolders(changed);
	connection.onNotification(ENVIRONMENTS_NOTIFICATION, ({ environments }: EnvironmentsParams) => {
		selected = environments;
		changed();
	});

	function environmentOf(uri: string): string | undefined {
		const around = selected.filter(({ folder }) => folder === undefined || isBelow(uri, folder.replace(/\/+$/, "")));
		return [...around].sort((a, b) => (b.folder?.length ?? 0) - (a.folder?.length ?? 0))[0]?.uri;
	}

	function look(): void {
		const now = performance.now();
		if (isWatching(session) || now - lookedAt < LIFETIME) return;
		lookedAt = now;
		finder.clear();
	}

	return {
		settingsFor(uri, editor) {
			look();
			const folders = workspace.folders();
			const place = standingOf(uri, folders);
			const known = projects.settingsFor(place, folders, editor);
			const isSaid = known.settings.kerasVersion || known.settings.tensorflowVersion;
			const found = isSaid ? undefined : finder.find(place, folders, environmentOf(place));
			return { ...known.settings, origins: known.origins, versions: versionsFor(known, found) };
		},
		project: projects.read,
		projects: projects.used,
		folders: workspace.folders,
		environmentOf,
		onDidChange: (listener) => void listeners.push(listener),
	};
}

/** What is saved nowhere yet stands in the first folder. */
const standingOf = (uri: string, folders: readonly string[]): string =>
	uri.startsWith("untitled:") && folders[0] !== undefined ? joinPath(folders[0], "untitled.py") : placeOf(uri);
