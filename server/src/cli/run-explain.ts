import { describeRule, type Part } from "../rules/describe-rule";
import { RULES } from "../rules/index.generated";
import { widthOfText } from "./display-text";
import type { Paint } from "./paint";
import { EXIT, type Terminal } from "./run-analysis";

const COLUMNS = 100;

/** `explain`: what the page of a rule says; without a code, all rules. */
export function runExplain(code: string | undefined, { out, paint }: Terminal): number {
	const rules = [...RULES].sort((a, b) => (a.code < b.code ? -1 : 1));
	const rule = rules.find((each) => each.code === code);
	if (rule) {
		out(
			`${describeRule(rule)
				.map((part) => draw(part, paint))
				.join("\n\n")}\n`,
		);
		return EXIT.clean;
	}
	const width = Math.max(...rules.map((each) => each.code.length)) + 2;
	for (const { code: name, summary } of rules) {
		const lines = wrap(summary, COLUMNS - width).join(`\n${" ".repeat(width)}`);
		out(`${paint.bold(name)}${" ".repeat(width - name.length)}${lines}\n`);
	}
	return EXIT.clean;
}

function draw({ kind, text }: Part, paint: Paint): string {
	switch (kind) {
		case "title":
		case "heading":
			return paint.bold(text);
		case "text":
			return wrap(text, COLUMNS).join("\n");
		case "code":
			return text.replace(/^(?=.)/gm, "    ");
	}
}

function wrap(text: string, columns: number): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(" ")) {
		const line = lines.at(-1);
		const isFull = line === undefined || widthOfText(line) + 1 + widthOfText(word) > columns;
		if (isFull) lines.push(word);
		else lines[lines.length - 1] = `${line} ${word}`;
	}
	return lines;
}
