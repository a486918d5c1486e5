import type { Finding } from "../rules/rule";
import type { Comment, ParsedFile } from "../syntax/ast";
import { offsetToPosition } from "../syntax/positions";

/**
 * `# keraspec: ignore[code, code]` and `# keraspec: ignore` hide the findings that start or end on their line;
 * `# keraspec: ignore-file[code]` and `# keraspec: ignore-file`, on a line of their own, those of the whole file.
 */
const PATTERN = /(?:^|#)\s*keraspec:\s*ignore(-file)?(?![\w-])\s*(\[([^\]]*)\]?)?/;

export interface Suppression {
	readonly comment: Comment;
	readonly wholeFile: boolean;
	/** Absent: every code. */
	readonly codes: ReadonlySet<string> | undefined;
	readonly line: number;
}

/** What only this code can hide: a comment that hides everything on its line does not hide that it hides nothing. */
const UNUSED = "unused-suppression";

export function withoutSuppressed(findings: readonly Finding[], file: ParsedFile, path: string): readonly Finding[] {
	const suppressions = suppressionsOf(file);
	if (suppressions.length === 0) return findings;
	return findings.filter(
		(finding) => finding.origin.path !== path || !suppressions.some((each) => covers(each, finding, file)),
	);
}

export function covers(suppression: Suppression, finding: Finding, file: ParsedFile): boolean {
	if (suppression.codes ? !suppression.codes.has(finding.code) : finding.code === UNUSED) return false;
	if (suppression.wholeFile) return true;
	return lineOf(file, finding.origin.start) === suppression.line || lastLine(finding, file) === suppression.line;
}

export const lineOf = (file: ParsedFile, offset: number): number => offsetToPosition(file.lineStarts, offset).line;
export const lastLine = (finding: Finding, file: ParsedFile): number =>
	lineOf(file, Math.max(finding.origin.start, finding.origin.end - 1));

export function suppressionsOf(file: ParsedFile): readonly Suppression[] {
	return file.comments.flatMap((comment) => {
		const match = PATTERN.exec(comment.text);
		if (!match) return [];
		const line = lineOf(file, comment.start);
		const wholeFile = match[1] !== undefined;
		if (wholeFile && file.text.slice(file.lineStarts[line] ?? 0, comment.start).trim() !== "") return [];
		const codes = match[2] === undefined ? undefined : new Set(match[3]?.split(",").map((code) => code.trim()));
		return [{ comment, wholeFile, codes, line }];
	});
}

export interface WrittenSuppression {
	/** Offsets of the comment's part that is about us, and of what follows it up to the next `#`. */
	readonly start: number;
	readonly end: number;
	/** The codes as they stand there; absent: every code. */
	readonly codes: readonly { readonly code: string; readonly start: number; readonly end: number }[] | undefined;
}

/** Where the parts of a suppression stand. */
export function writtenIn({ comment }: Suppression, file: ParsedFile): WrittenSuppression | undefined {
	const text = file.text.slice(comment.start, comment.end);
	const match = /#\s*keraspec:\s*ignore(?:-file)?(?![\w-])\s*(\[([^\]]*)\]?)?/.exec(text);
	if (!match) return undefined;
	const rest = text.slice(match.index + match[0].length);
	const next = rest.indexOf("#");
	const end = comment.start + match.index + match[0].length + (next < 0 ? rest.length : next);
	const list = match[2];
	if (match[1] === undefined || list === undefined)
		return { start: comment.start + match.index, end, codes: undefined };
	const open = comment.start + match.index + match[0].length - match[1].length + 1;
	const codes = [...list.matchAll(/[^\s,](?:[^,]*[^\s,])?/g)].map((found) => {
		const start = open + found.index;
		return { code: found[0], start, end: start + found[0].length };
	});
	return { start: comment.start + match.index, end, codes };
}
