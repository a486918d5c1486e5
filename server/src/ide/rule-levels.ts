import type { RuleLevels } from "../../../shared/settings";
import { RULES } from "../rules/index.generated";
import type { Finding } from "../rules/rule";

/** The codes that a level can be given to. */
export const RULE_CODES: readonly string[] = RULES.map(({ code }) => code).sort();

/** The findings as the user wants to see them: without rules that are off, and with the severities that were chosen. */
export function withLevels(findings: readonly Finding[], levels: RuleLevels = {}): readonly Finding[] {
	return findings.flatMap((finding) => {
		const level = Object.hasOwn(levels, finding.code) ? levels[finding.code] : undefined;
		if (level === "off") return [];
		return level === undefined || level === "default" ? [finding] : [{ ...finding, severity: level }];
	});
}
