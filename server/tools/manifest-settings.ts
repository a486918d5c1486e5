import { SETTINGS, type Setting } from "../../shared/settings";

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
	}
}

const descriptionOf = ({ description }: Setting): object => ({ markdownDescription: description });
