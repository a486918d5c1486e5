import type { RuleLevel, Setting } from "../../../../shared/settings";
import { didYouMean } from "../../domain";

/** What is wrong with a value, as the end of a sentence about its key; absent when nothing is. Rules are judged one by one. */
export function problemOfValue(setting: Setting, value: unknown): string | undefined {
	switch (setting.type) {
		case "boolean":
			return typeof value === "boolean" ? undefined : "must be true or false";
		case "number": {
			const { minimum, maximum } = setting;
			const fits = typeof value === "number" && value >= minimum && value <= maximum;
			return fits ? undefined : `must be a number from ${minimum} to ${maximum}`;
		}
		case "string":
			return problemOfText(value, setting.pattern, setting.patternErrorMessage, "must be a string");
		case "choice":
			return problemOfChoice(value, Object.keys(setting.choices));
		case "list":
			return Array.isArray(value) ? undefined : "must be a list of strings";
		case "levels":
			return isRecord(value) ? undefined : "must be a table of rule codes and levels";
	}
}

/** What is wrong with an item of a list. */
export const problemOfItem = (setting: Extract<Setting, { type: "list" }>, item: unknown): string | undefined =>
	problemOfText(item, setting.pattern, setting.patternErrorMessage, "must hold strings only");

const LEVELS: Readonly<Record<RuleLevel, true>> = {
	off: true,
	hint: true,
	information: true,
	warning: true,
	error: true,
	default: true,
};

export const isLevel = (value: unknown): value is RuleLevel =>
	typeof value === "string" && Object.hasOwn(LEVELS, value);

export const problemOfLevel = (value: unknown): string | undefined => problemOfChoice(value, Object.keys(LEVELS));

export const problemOfCode = (code: string, known: readonly string[]): string | undefined =>
	known.includes(code) ? undefined : `there is no rule ${JSON.stringify(code)}${didYouMean(code, known)}`;

function problemOfChoice(value: unknown, choices: readonly string[]): string | undefined {
	if (typeof value === "string" && choices.includes(value)) return undefined;
	const hint = typeof value === "string" ? didYouMean(value, choices) : "";
	return `must be one of ${choices.join(", ")}${hint}`;
}

function problemOfText(
	value: unknown,
	pattern: string | undefined,
	message: string | undefined,
	otherwise: string,
): string | undefined {
	if (typeof value !== "string") return otherwise;
	if (pattern === undefined || new RegExp(pattern, "u").test(value)) return undefined;
	return `must be ${message ? message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "") : "well-formed"}`;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null && !Array.isArray(value);
