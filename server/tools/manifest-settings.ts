import { type LevelsSetting, SETTINGS, type Setting } from "../../shared/settings";
import { RULES } from "../src/rules/index.generated";

/** `contributes.configuration` of the manifest, from the list of settings. */
export const configurationOf = (settings: readonly Setting[] = SETTINGS): object => ({
	title: "Keraspec",
	properties: Object.fromEntries(settings.map((setting) => [`keraspec.${setting.key}`, propertyOf(setting)])),
});

function propertyOf(setting: Setting): object {
	const { scope, default: value } = setting;
	return { scope, ...typeOf(setting), default: value, ...descriptionOf(setting) };
}

function typeOf(setting: Setting): object {
	switch (setting.type) {
		case "boolean":
			return { type: "boolean" };
		case "number":
			return { type: "number", minimum: setting.minimum, maximum: setting.maximum };
		case "string": {
			const { pattern, patternErrorMessage } = setting;
			return { type: "string", ...(pattern ? { pattern, patternErrorMessage } : {}) };
		}
		case "list": {
			const { pattern, patternErrorMessage } = setting;
			return { type: "array", items: { type: "string", pattern, patternErrorMessage }, uniqueItems: true };
		}
		case "choice":
			return {
				type: "string",
				enum: Object.keys(setting.choices),
				markdownEnumDescriptions: Object.values(setting.choices),
			};
		case "levels":
			return levelsOf(setting);
	}
}

/** Every rule by its code. A code that is not known may belong to another version, and is only underlined. */
function levelsOf({ levels }: LevelsSetting): object {
	const level = { type: "string", enum: Object.keys(levels) };
	const codes = [...RULES].sort((a, b) => (a.code < b.code ? -1 : 1));
	return {
		type: "object",
		properties: Object.fromEntries(
			codes.map(({ code, summary, severity }) => [
				code,
				{ ...level, default: "default", markdownDescription: `${summary} Default: \`${severity}\`.` },
			]),
		),
		additionalProperties: false,
	};
}

const descriptionOf = ({ description }: Setting): object => ({ markdownDescription: description });
