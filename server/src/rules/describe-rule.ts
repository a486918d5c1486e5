import type { Rule } from "./rule";

/** A part of what is told of a rule, in the order of its page. */
export interface Part {
	readonly kind: "title" | "heading" | "text" | "code";
	readonly text: string;
}

const TITLES = { keras2: "Keras 2", keras3: "Keras 3" } as const;

const text = (content: string): Part => ({ kind: "text", text: content });
const code = (content: string): Part => ({ kind: "code", text: content.trimEnd() });

/** What its page says of a rule. */
export function describeRule(rule: Rule): readonly Part[] {
	const { worlds, fix, samples = [] } = rule;
	const where = worlds ? worlds.map((world) => TITLES[world]).join(", ") : "Keras 2 and Keras 3";
	const mended = samples.flatMap(({ what, bad, good }) => [text(`${what}:`), code(bad), text("becomes"), code(good)]);
	return [
		{ kind: "title", text: rule.code },
		text(rule.summary),
		text(`Severity: ${rule.severity}. Worlds: ${where}.${fix ? " Has quick fixes." : ""}`),
		text(rule.why),
		text("Found:"),
		code(rule.bad),
		text("Not found:"),
		code(rule.good),
		...(mended.length > 0 ? [{ kind: "heading", text: "Quick fixes" } as const, ...mended] : []),
	];
}
