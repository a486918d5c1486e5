import type { SettingOrigin, Settings } from "../../../../shared/settings";
import type { KnownSettings } from "./editor-settings";
import type { ProjectValues } from "./keraspec-table";

/** What a `pyproject.toml`, or the command line, says over what was known before. Only its own keys change: levels one by one. */
export function overlaySettings(
	{ settings, origins }: KnownSettings,
	values: ProjectValues,
	origin: SettingOrigin,
): KnownSettings {
	if (values.size === 0) return { settings, origins };
	const rules: Record<string, unknown> = { ...settings.rules };
	const others: Record<string, unknown> = {};
	for (const [key, value] of values) {
		if (key.startsWith(RULE)) rules[key.slice(RULE.length)] = value;
		else others[key] = value;
	}
	return {
		settings: { ...withoutRivals(settings, values), ...others, rules } as Settings,
		origins: { ...origins, ...Object.fromEntries([...values.keys()].map((key) => [key, origin])) },
	};
}

const RULE = "rules.";

/** One version brings the other: who names only one of them does not mean the other of somebody else. */
function withoutRivals(settings: Settings, values: ProjectValues): Settings {
	const { kerasVersion, tensorflowVersion } = settings;
	const says = (key: string): boolean => Boolean(values.get(key));
	return {
		...settings,
		kerasVersion: says("tensorflowVersion") ? "" : kerasVersion,
		tensorflowVersion: says("kerasVersion") ? "" : tensorflowVersion,
	};
}
