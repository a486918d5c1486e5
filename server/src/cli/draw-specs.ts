import type { JsonFile, JsonFinding } from "../ide/json";
import type { Locate, Place } from "../ide/locate";
import type { SourceText } from "../ide/source-text";
import type { SpecNote } from "../ide/spec-notes";
import { displayLine, safeText } from "./display-text";
import { placeText } from "./draw-findings";
import type { Paint } from "./paint";
import { drawSnippet } from "./source-view";

const MAX_SPECS = 4;

/** The whole source, and under each line the specs and findings of what starts there. */
export function drawSpecs(
	source: SourceText,
	file: JsonFile,
	notes: readonly SpecNote[],
	locate: Locate,
	paint: Paint,
): string {
	const placed = group(notes, (note) => locate(note.start, note.end));
	const findings = group(file.findings, (finding) => finding.range);
	const gutter = Math.max(3, String(Math.max(...source.parts.map(({ lines }) => lines.length))).length);
	const out: string[] = [paint.bold(safeText(file.path))];
	for (const { cell, lines } of source.parts) {
		if (cell !== undefined) out.push(paint.dim(`${"─".repeat(gutter)} cell ${cell + 1}`));
		const last = lines.at(-1) === "" ? lines.length - 1 : lines.length;
		for (let line = 0; line < last; line += 1) {
			const text = displayLine(lines[line] ?? "").text.trimEnd();
			out.push(`${paint.dim(String(line + 1).padStart(gutter))} ${paint.dim("│")} ${text}`.trimEnd());
			const key = `${cell}:${line}`;
			for (const [place, note] of placed.get(key) ?? []) out.push(drawNote(note, place, source, gutter, paint));
			for (const [, finding] of findings.get(key) ?? [])
				out.push(drawInline(file.path, finding, source, gutter, paint));
		}
	}
	return out.join("\n");
}

function group<T>(items: readonly T[], placeOf: (item: T) => Place): Map<string, [Place, T][]> {
	const groups = new Map<string, [Place, T][]>();
	for (const item of items) {
		const place = placeOf(item);
		const key = `${place.cell}:${place.start.line}`;
		groups.set(key, [...(groups.get(key) ?? []), [place, item]]);
	}
	return groups;
}

function drawNote(note: SpecNote, place: Place, source: SourceText, gutter: number, paint: Paint): string {
	const column = displayLine(source.line(place.start.line, place.cell)).columnOf(place.start.character);
	const shown = note.specs.slice(0, MAX_SPECS).map((spec) => paint.cyan(safeText(spec)));
	const more = note.specs.length > MAX_SPECS ? [paint.dim(`${note.specs.length - MAX_SPECS} more`)] : [];
	const label = note.label ? `${safeText(note.label)}: ` : "";
	const specs = [...shown, ...more].join(paint.dim(", then "));
	return `${" ".repeat(gutter)} ${paint.dim("│")} ${" ".repeat(column)}${paint.dim("└")} ${paint.dim(label)}${specs}`;
}

function drawInline(path: string, finding: JsonFinding, source: SourceText, gutter: number, paint: Paint): string {
	const colour = finding.severity === "error" ? paint.red : finding.severity === "warning" ? paint.yellow : paint.blue;
	const label = `${finding.severity}[${finding.code}]: ${safeText(finding.message)}`;
	const [, marked = ""] = drawSnippet(source, finding.range, gutter, paint, {
		sign: "^",
		label,
		colour,
		bar: "│",
	}).split("\n");
	const margin = `${" ".repeat(gutter)} ${paint.dim("│")}`;
	const notes = finding.related.map(
		(related) =>
			`${margin}   ${paint.dim("note:")} ${safeText(related.message)} ${paint.dim(`(${placeText(related.path, related.range)})`)}`,
	);
	const fixes = finding.fixes.map((fix) => `${margin}   ${paint.green("fix:")} ${safeText(fix.title)}`);
	return [marked, ...notes, ...fixes].join("\n").replace(path, safeText(path));
}
