import { type Location, type MarkupContent, MarkupKind } from "vscode-languageserver";
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
	if (formats && !formats.includes(MarkupKind.Markdown)) {
		const notes = hover.notes.map((note) => plainNote(note, analysis, places));
		const below = [...notes, ...(hover.link ? [hover.link.url] : [])];
		return {
			kind: MarkupKind.PlainText,
			value: [...hover.code, ...(below.length > 0 ? ["", ...below] : [])].join("\n"),
		};
	}
	const list = hover.notes.map((note) => `- ${markdownNote(note, analysis, places)}`);
	const link = hover.link ? ["", `[${escapeMarkdown(hover.link.text)}](${hover.link.url})`] : [];
	return { kind: MarkupKind.Markdown, value: [fence(hover.code.join("\n"), "python"), ...list, ...link].join("\n") };
}

function plainNote({ text, origin }: HoverNote, analysis: Analysis, places: DocumentPlaces): string {
	const line = origin && lineOf(origin, analysis, places);
	return line ? `${text} (${line})` : text;
}

function markdownNote({ text, origin }: HoverNote, analysis: Analysis, places: DocumentPlaces): string {
	const line = origin && lineOf(origin, analysis, places);
	if (!line) return escapeMarkdown(text);
	const location = places.locationOf(origin);
	const url = location && linkTo(location);
	const name = escapeMarkdown(line);
	return `${escapeMarkdown(text)} (${url ? `[${name}](${url})` : name})`;
}

type Origin = NonNullable<HoverNote["origin"]>;

/** How a person calls the place; in another file, by the name of that. */
function lineOf(origin: Origin, { path }: Analysis, places: DocumentPlaces): string | undefined {
	if (origin.path === path) return places.lineName(origin.start);
	const location = places.locationOf(origin);
	const name = decodeName(origin.path.split("/").at(-1) ?? "");
	return location && `${name}, line ${location.range.start.line + 1}`;
}

function decodeName(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

/** A link that editors open at the place: only files have such, the fragment of a notebook's cell says which cell it is. */
function linkTo({ uri, range }: Location): string | undefined {
	if (!/^(?:file|vscode-remote):/.test(uri) || uri.includes("#")) return undefined;
	const { line, character } = range.start;
	const escaped = uri.replace(/[()<>\\\s]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
	return `${escaped}#L${line + 1},${character + 1}`;
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
