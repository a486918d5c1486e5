import type { SettingOrigin } from "../../../shared/settings";
import type { World } from "../domain";
import type { KnownSettings } from "./configuration/editor-settings";
import type { FoundVersions } from "./environment/find-versions";

/** What decided which versions a program runs on; the command line's flags count as settings. */
export type VersionSource = "default" | "settings" | "pyproject" | "environment" | "lock" | "requirements";

export interface Versions {
	readonly keras: string;
	readonly tensorflow: string;
	readonly source: VersionSource;
	/** The file or folder that said it. */
	readonly from?: string | undefined;
}

export const DEFAULT_KERAS = "3.15.1";
export const DEFAULT_TENSORFLOW = "2.21.0";

/** Keras 3 from major version 3 on. */
export const worldOf = (keras: string): World => (Number.parseInt(keras, 10) >= 3 ? "keras3" : "keras2");

/** Fills in what was not said: TensorFlow up to 2.15 brings Keras 2, later ones Keras 3. */
export function resolveVersions(keras?: string, tensorflow?: string): Versions {
	if (keras === undefined && tensorflow === undefined) {
		return { keras: DEFAULT_KERAS, tensorflow: DEFAULT_TENSORFLOW, source: "default" };
	}
	return {
		keras: keras ?? kerasFor(tensorflow as string),
		tensorflow: tensorflow ?? tensorflowFor(keras as string),
		source: "settings",
	};
}

/** What the settings say, else what was found, else the newest. */
export function versionsFor({ settings, origins }: KnownSettings, found?: FoundVersions): Versions {
	const { kerasVersion, tensorflowVersion } = settings;
	if (kerasVersion || tensorflowVersion) {
		const origin: SettingOrigin | undefined = origins[kerasVersion ? "kerasVersion" : "tensorflowVersion"];
		const said = resolveVersions(kerasVersion || undefined, tensorflowVersion || undefined);
		return origin?.kind === "pyproject" ? { ...said, source: "pyproject", from: origin.path } : said;
	}
	if (!found) return resolveVersions();
	const { source, from } = found;
	return { ...resolveVersions(found.keras, found.tensorflow), source, from };
}

function kerasFor(tensorflow: string): string {
	const [major = 2, minor = 0] = tensorflow.split(".").map(Number);
	if (major < 2) return "2.2.4";
	return major > 2 || minor >= 16 ? DEFAULT_KERAS : `2.${minor}.0`;
}

const tensorflowFor = (keras: string): string =>
	worldOf(keras) === "keras3" ? DEFAULT_TENSORFLOW : keras.replace(/^(\d+\.\d+).*$/, "$1.0");

const SOURCES: Readonly<Record<VersionSource, string>> = {
	default: "default: the newest known",
	settings: "from the settings",
	pyproject: "from [tool.keraspec]",
	environment: "installed",
	lock: "locked",
	requirements: "the newest that the requirements let through",
};

/** Why these versions, in a few words; `shown` says how a path is written. */
export function reasonFor({ source, from }: Versions, shown: (path: string) => string): string {
	return from === undefined ? SOURCES[source] : `${SOURCES[source]} (${shown(from)})`;
}
