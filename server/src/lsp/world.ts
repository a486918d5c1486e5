import {
	WORLD_CHANGED_NOTIFICATION,
	WORLD_REQUEST,
	type WorldParams,
	type WorldStatus,
} from "../../../shared/world-status";
import { KERAS_RELEASES } from "../project/environment/releases";
import { pythonPath } from "../project/paths";
import { reasonFor, type Versions } from "../project/world";
import type { Server } from "./context";
import type { DocumentSettings } from "./surroundings";

/** `keraspec/world`: which versions a document is analysed with, and why. */
export function registerWorld(server: Server): void {
	const { connection, configuration, session, surroundings } = server;
	connection.onRequest(WORLD_REQUEST, async ({ uri }: WorldParams): Promise<WorldStatus> => {
		const settings = await configuration.of(uri);
		const { keras, tensorflow, source } = settings.versions;
		return {
			keras,
			tensorflow,
			source,
			reason: reasonOf(settings.versions, uri, surroundings.folders()),
			versions: NEWEST_OF_MINORS,
			project: projectOf(settings, server),
		};
	});
	configuration.onDidChange(() => {
		if (session.options.status) void connection.sendNotification(WORLD_CHANGED_NOTIFICATION);
	});
}

/** Patches of a minor version behave alike. */
const NEWEST_OF_MINORS = KERAS_RELEASES.filter((version, index, all) => {
	const minor = version.slice(0, version.lastIndexOf(".") + 1);
	return all.findIndex((each) => each.startsWith(minor)) === index;
});

/** Paths are seen from the folder of the workspace. */
export function reasonOf(versions: Versions, uri: string, folders: readonly string[]): string {
	const shown = (path: string): string => {
		const folder = folders.find((each) => path.startsWith(`${each}/`));
		return folder ? decoded(path.slice(folder.length + 1)) : (pythonPath(path) ?? decoded(path));
	};
	const isUnseen = versions.source === "default" && !/^(?:file|untitled|vscode-notebook-cell):/.test(uri);
	return isUnseen ? `${reasonFor(versions, shown)} (no environment is seen here)` : reasonFor(versions, shown);
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function projectOf({ origins }: DocumentSettings, { surroundings }: Server): WorldStatus["project"] {
	const found = Object.values(origins).find((origin) => origin.kind === "pyproject");
	if (found?.kind !== "pyproject") return undefined;
	return { uri: found.path, problems: surroundings.project(found.path)?.problems.length ?? 0 };
}
