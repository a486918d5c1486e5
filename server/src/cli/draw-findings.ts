import type { JsonFile, JsonFinding, JsonRange } from "../ide/json";
import type { Severity } from "../rules/rule";
import { safeText } from "./display-text";
import type { Paint } from "./paint";
import { drawSnippet, type Mark, type SourceView } from "./source-view";

const COLOUR: Readonly<Record<Severity, (paint: Paint) => (text: string) => string>> = {
	error: (paint) => paint.red,
	warning: (paint) => paint.yellow,
	information: (paint) => paint.blue,
	hint: (paint) => paint.cyan,
};

const SEVERITIES = ["error", "warning", "information", "hint"] as const;

/** `model.py:5:4`, counted from 1 as editors and compilers do; in a notebook, `model.ipynb#cell 3:5:4`. */
export function placeText(path: string, { cell, start }: JsonRange): string {
	const within = cell === undefined ? "" : `#cell ${cell + 1}`;
	return `${safeText(path)}${within}:${start.line + 1}:${start.character + 1}`;
}

/** A finding as the terminal shows it, with its source line, where it comes from, and what would mend it. */
export function drawFinding(path: string, finding: JsonFinding, view: SourceView, paint: Paint): string {
	const colour = COLOUR[finding.severity](paint);
	const lines = [finding.range, ...finding.related.map((each) => each.range)].map((range) => range.start.line + 1);
	const gutter = Math.max(2, String(Math.max(...lines)).length);
	const heading = `${colour(paint.bold(`${finding.severity}[${finding.code}]`))}: ${paint.bold(safeText(finding.message))}`;
	const mark: Mark = { sign: "^", label: finding.exception ? `raises ${finding.exception}` : "", colour };
	const note: Mark = { sign: "-", label: "", colour: paint.blue };
	const arrow = `${" ".repeat(gutter)}${paint.blue("-->")}`;
	const parts = [
		heading,
		`${arrow} ${placeText(path, finding.range)}`,
		drawSnippet(view, finding.range, gutter, paint, mark),
	];
	// A long way is told by its lines alone.
	const isShort = finding.related.length <= 2;
	for (const related of finding.related) {
		parts.push(`${" ".repeat(gutter)} ${paint.blue("=")} ${paint.bold("note")}: ${safeText(related.message)}`);
		parts.push(`${arrow} ${placeText(related.path, related.range)}`);
		if (isShort && related.path === path) parts.push(drawSnippet(view, related.range, gutter, paint, note));
	}
	for (const fix of finding.fixes) {
		const word = fix.safe ? "fix" : "possible fix";
		parts.push(`${" ".repeat(gutter)} ${paint.green("=")} ${paint.bold(word)}: ${safeText(fix.title)}`);
	}
	return parts.join("\n");
}

export function drawFindings(file: JsonFile, view: SourceView, paint: Paint): readonly string[] {
	return file.findings.map((finding) => drawFinding(file.path, finding, view, paint));
}

/** `3 errors, 1 warning in 2 files`. */
export function tally(files: readonly JsonFile[]): string {
	const findings = files.flatMap((file) => file.findings);
	const counts = SEVERITIES.map(
		(severity) => [severity, findings.filter((each) => each.severity === severity).length] as const,
	);
	const said = counts.filter(([, count]) => count > 0).map(([severity, count]) => countOf(count, severity));
	return `${said.length > 0 ? said.join(", ") : "no findings"} in ${countOf(files.length, "file")}`;
}

export const countOf = (count: number, word: string): string =>
	`${count} ${word}${count === 1 || word === "information" ? "" : "s"}`;
