/**
 * What the server and a client tell one another of versions and settings: which Keras a document runs on and why, and
 * which environments are selected. Positions and packages of the protocol are not needed here.
 */

/** Notification `EnvironmentsParams` to the server: what the user selected, as often as that changes. Nothing is run to know it. */
export const ENVIRONMENTS_NOTIFICATION = "keraspec/environments";

export interface SelectedEnvironment {
	/** URI of a folder of the workspace; absent for all others. */
	readonly folder?: string | undefined;
	/** URI of the environment's folder, or of the interpreter in it. */
	readonly uri: string;
}

export interface EnvironmentsParams {
	readonly environments: readonly SelectedEnvironment[];
}

/** Request `WorldParams`: `WorldStatus`. */
export const WORLD_REQUEST = "keraspec/world";
/** Notification to clients that said `status` in their initialization options: an answer to `WORLD_REQUEST` may have changed. */
export const WORLD_CHANGED_NOTIFICATION = "keraspec/worldChanged";

export interface WorldParams {
	readonly uri: string;
}

export interface WorldStatus {
	readonly keras: string;
	readonly tensorflow: string;
	/** What decided: `default`, `settings`, `pyproject`, `environment`, `lock` or `requirements`. */
	readonly source: string;
	/** That in words, with the file or folder. */
	readonly reason: string;
	/** Versions to choose from, the newest first. */
	readonly versions: readonly string[];
	/** How many mistakes the `pyproject.toml` in force has, and its URI. */
	readonly project?: { readonly uri: string; readonly problems: number } | undefined;
}

/** Request `WorldParams`, without a document for the server alone: a text in Markdown that holds nothing of the user's code. */
export const DEBUG_INFORMATION_REQUEST = "keraspec/debugInformation";
