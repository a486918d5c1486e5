import { isPath, type ProblemEvent, replaceAll, sourceOf } from "./edit-text";
import type { Fix, RuleContext } from "./rule";

const LAMBDA = /^([\w.]*\bLambda)\(\s*lambda\s+(\w+)\s*:\s*([\s\S]+)\)\s*\(\s*([\w.]+)\s*\)$/;

/** The end of the lambda's body, which a keyword argument of the layer may follow. */
function splitBody(text: string): readonly [string, string] {
	let depth = 0;
	for (let at = 0; at < text.length; at += 1) {
		const char = text[at] as string;
		if ("([{".includes(char)) depth += 1;
		else if (")]}".includes(char)) depth -= 1;
		else if (char === "," && depth === 0) return [text.slice(0, at), text.slice(at)];
	}
	return [text, ""];
}

const replaceName = (text: string, name: string, by: string): string =>
	text.replace(new RegExp(`(?<![\\w.])${name}(?!\\w|\\s*=(?!=))`, "g"), by);

/** `Lambda(lambda x: x + b)(a)` -> `Lambda(lambda t: t[0] + t[1])([a, b])`, for what the model says is captured. */
export function captured(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin, facts } = event.problem;
	const names = facts?.captured;
	if (!Array.isArray(names)) return [];
	const [, layer, parameter = "", inner = "", input = ""] = LAMBDA.exec(sourceOf(origin, context)) ?? [];
	const [body, rest] = splitBody(inner);
	if (!layer || !isPath(input) || /["'#]|\blambda\b|\bfor\b/.test(body)) return [];
	const free = ["t", "tensors"].find((name) => !new RegExp(`\\b${name}\\b`).test(`${body} ${names.join(" ")}`));
	const renamed = free ?? "inputs";
	const all = [parameter, ...names];
	const mended = all.reduce((text: string, name, at) => replaceName(text, name, `\0${at}\0`), body);
	const indexed = mended.replace(/\0(\d+)\0/g, (_, at) => `${renamed}[${at}]`);
	const newText = `${layer}(lambda ${renamed}: ${indexed}${rest})([${[input, ...names].join(", ")}])`;
	const title = `Pass ${names.join(", ")} as ${names.length === 1 ? "an input" : "inputs"}`;
	return [{ title, safe: true, edits: [replaceAll(origin, newText)] }];
}
