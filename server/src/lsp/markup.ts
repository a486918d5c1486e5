import { type MarkupContent, MarkupKind } from "vscode-languageserver";
import type { Analysis } from "../ide/analysis";
import type { Hover, HoverNote } from "../ide/hover";
import type { DocumentPlaces } from "./document-places";

/** A hover as the client can show it; never trusted, and what users wrote stays inside fences. */
export function renderHover(
	hover: Hover,
	analysis: Analysis,
	places: DocumentPlaces,
	formats: readonly MarkupKind[] | undefined,
): MarkupContent {
	const notes = hover.notes.map((note) => noteText(note, analysis, places));
	if (formats && !formats.includes(MarkupKind.Markdown)) {
		return {
			kind: MarkupKind.PlainText,
			value: [...hover.code, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n"),
		};
	}
	const list = notes.map((note) => `- ${escapeMarkdown(note)}`);
	return { kind: MarkupKind.Markdown, value: [fence(hover.code.join("\n"), "python"), ...list].join("\n") };
}

function noteText({ text, origin }: HoverNote, analysis: Analysis, places: DocumentPlaces): string {
	return origin?.path === analysis.path ? `${text} (${places.lineName(origin.start)})` : text;
}

/** A code block with a fence longer than any run of backticks in it. */
export function fence(code: string, language: string): string {
	const runs = [...code.matchAll(/`+/g)].map(([run]) => run.length);
	const ticks = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
	return `${ticks}${language}\n${code}\n${ticks}`;
}

/** One line of text that means itself. */
export const escapeMarkdown = (text: string): string =>
	text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]()#+\-.!<>|~&:@$"'=]/g, "\\$&");
