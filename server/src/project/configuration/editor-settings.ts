import {
	DEFAULT_SETTINGS,
	type RuleLevels,
	SETTINGS,
	type Setting,
	type SettingOrigins,
	type Settings,
} from "../../../../shared/settings";
import { isLevel, isRecord, problemOfCode, problemOfItem, problemOfLevel, problemOfValue } from "./setting-values";

/** Settings, and where each that is not the default comes from. */
export interface KnownSettings {
	readonly settings: Settings;
	readonly origins: SettingOrigins;
}

export interface EditorSettings extends KnownSettings {
	/** Sentences about values that are not used. */
	readonly problems: readonly string[];
}

export const DEFAULTS: KnownSettings = { settings: DEFAULT_SETTINGS, origins: {} };

/** What an editor says, in the shape of the `keraspec` section, over the defaults. Values that are wrong are left out. */
export function readEditorSettings(value: unknown, codes: readonly string[]): EditorSettings {
	const problems: string[] = [];
	const origins: Record<string, { kind: "settings" }> = {};
	const result: Record<string, unknown> = {};
	const tell = (key: string, problem: string): void => void problems.push(`keraspec.${key} ${problem}`);
	for (const setting of SETTINGS) {
		if (setting.key === "trace.server") continue;
		const given = valueAt(value, setting.key);
		const wrong = given === undefined || given === null ? undefined : problemOfValue(setting, given);
		if (wrong) tell(setting.key, wrong);
		const fits = given !== undefined && given !== null && wrong === undefined;
		const taken = fits ? valid(setting, given, codes, tell) : setting.default;
		put(result, setting.key, taken);
		if (setting.type === "levels") {
			for (const code of Object.keys(taken as RuleLevels)) origins[`rules.${code}`] = { kind: "settings" };
		} else if (JSON.stringify(taken) !== JSON.stringify(setting.default)) {
			origins[setting.key] = { kind: "settings" };
		}
	}
	return { settings: result as unknown as Settings, origins, problems };
}

function valid(
	setting: Setting,
	given: unknown,
	codes: readonly string[],
	tell: (key: string, problem: string) => void,
): unknown {
	if (setting.type === "list") {
		return (given as readonly unknown[]).filter((item) => {
			const wrong = problemOfItem(setting, item);
			if (wrong) tell(setting.key, wrong);
			return !wrong;
		});
	}
	return setting.type === "levels" ? levelsOf(given as Readonly<Record<string, unknown>>, codes, tell) : given;
}

function levelsOf(
	given: Readonly<Record<string, unknown>>,
	codes: readonly string[],
	tell: (key: string, problem: string) => void,
): RuleLevels {
	const levels: Record<string, RuleLevels[string]> = {};
	for (const [code, level] of Object.entries(given)) {
		const unknown = problemOfCode(code, codes);
		if (unknown) tell("rules", `is not used for ${code}: ${unknown}`);
		else if (isLevel(level)) levels[code] = level;
		else tell(`rules.${code}`, problemOfLevel(level) ?? "is wrong");
	}
	return levels;
}

/** `inlayHints.enabled` of nested objects, or of an object with dotted keys. */
function valueAt(value: unknown, key: string): unknown {
	if (!isRecord(value)) return undefined;
	if (Object.hasOwn(value, key)) return value[key];
	const [first = "", ...rest] = key.split(".");
	return rest.length === 0 || !Object.hasOwn(value, first) ? undefined : valueAt(value[first], rest.join("."));
}

function put(target: Record<string, unknown>, key: string, value: unknown): void {
	const [first = "", ...rest] = key.split(".");
	if (rest.length === 0) {
		target[first] = value;
		return;
	}
	const inner = (target[first] ?? {}) as Record<string, unknown>;
	target[first] = inner;
	put(inner, rest.join("."), value);
}
