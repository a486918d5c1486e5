import type { Place } from "../ide/locate";
import { type DisplayLine, displayLine, widthOfText } from "./display-text";
import type { Paint } from "./paint";

/** The lines of a file (or of a notebook's cells) as they are drawn. */
export interface SourceView {
	line(line: number, cell: number | undefined): string;
}

const MAX_COLUMNS = 160;
const MARGIN = 40;

/** A source line with `^^^^` under a place, as rustc draws it. Without its final newline. */
export function drawSnippet(view: SourceView, place: Place, gutter: number, paint: Paint, mark: Mark): string {
	const source = view.line(place.start.line, place.cell);
	const endOffset = place.end.line > place.start.line ? source.trimEnd().length : place.end.character;
	const line = displayLine(source);
	const start = line.columnOf(place.start.character);
	const end = Math.max(start + 1, line.columnOf(Math.max(endOffset, place.start.character)));
	const window = cut(line, start, end);
	const bar = paint.blue(mark.bar ?? "|");
	const number = paint.blue(String(place.start.line + 1).padStart(gutter));
	const under = `${" ".repeat(start - window.from)}${mark.colour(mark.sign.repeat(window.to - start))}`;
	const label = mark.label ? ` ${mark.colour(mark.label)}` : "";
	return `${number} ${bar} ${window.text}\n${" ".repeat(gutter)} ${bar} ${under}${label}`;
}

export interface Mark {
	readonly sign: "^" | "-";
	readonly label: string;
	/** What stands between line numbers and source; default `|`. */
	readonly bar?: string;
	colour(text: string): string;
}

/** The part of a long line around the mark. */
function cut({ text }: DisplayLine, start: number, end: number): { text: string; from: number; to: number } {
	if (text.length <= MAX_COLUMNS || widthOfText(text) !== text.length)
		return { text: text.trimEnd(), from: 0, to: end };
	const from = Math.max(0, start - MARGIN);
	const to = Math.min(end, from + MAX_COLUMNS);
	const head = from > 0 ? "…" : "";
	const tail = from + MAX_COLUMNS < text.length ? "…" : "";
	return { text: `${head}${text.slice(from + head.length, from + MAX_COLUMNS)}${tail}`, from, to };
}
