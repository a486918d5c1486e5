import type { Origin } from "../domain";
import { offsetToPosition } from "../syntax/positions";
import type { Analysis } from "./analysis";
import type { SyntaxNode } from "./nodes";

export interface HoverNote {
	readonly text: string;
	readonly origin?: Origin | undefined;
}

/** A page of the documentation. */
export interface HoverLink {
	readonly text: string;
	readonly url: string;
}

/** Plain data: the lines of a Python code block, and below it one note for each `None` and `?`. */
export interface Hover {
	readonly start: number;
	readonly end: number;
	readonly code: readonly string[];
	readonly notes: readonly HoverNote[];
	readonly link?: HoverLink | undefined;
}

/** What a hover needs to know of its file; `nameLine` is how a person calls the line of an offset. */
export interface HoverContext {
	readonly analysis: Analysis;
	readonly nameLine: (offset: number) => string;
}

export const hoverContext = (
	analysis: Analysis,
	nameLine = (offset: number): string => `line ${offsetToPosition(analysis.file.lineStarts, offset).line + 1}`,
): HoverContext => ({ analysis, nameLine });

/** The line of an origin, or the file that it is in when that is another one. */
export function nameOrigin({ path, start }: Origin, { analysis, nameLine }: HoverContext): string {
	return path === analysis.path ? nameLine(start) : (path.split(/[\\/]/).at(-1) ?? path);
}

export const MAX_SPECS = 4;

/** `x: ` for what has a name. */
export function label(node: SyntaxNode, { file }: Analysis): string {
	if (node.type !== "Name" && node.type !== "Attribute" && node.type !== "arg") return "";
	const text = node.type === "arg" ? node.arg : file.text.slice(node.start, node.end);
	return /^[\w.]{1,60}$/u.test(text) ? `${text}: ` : "";
}

/** The first few and the last. */
export function abbreviated(parts: readonly string[]): readonly string[] {
	return parts.length <= MAX_SPECS ? parts : [...parts.slice(0, MAX_SPECS - 1), "…", parts.at(-1) as string];
}

/** Each line once, and of many how many there are. */
export function limited(lines: readonly string[]): readonly string[] {
	const distinct = [...new Set(lines)];
	const rest = distinct.length - MAX_SPECS;
	return rest <= 0 ? distinct : [...distinct.slice(0, MAX_SPECS), `# and ${rest} more`];
}
