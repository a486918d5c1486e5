import type { Edit, Finding } from "../rules/rule";
import type { Comment, Expr, ParsedFile } from "../syntax/ast";
import { offsetToPosition } from "../syntax/positions";
import { walk } from "./nodes";

/**
 * `# keraspec: ignore[code, code]` and `# keraspec: ignore` hide the findings that start or end on their line;
 * `# keraspec: ignore-file[code]` and `# keraspec: ignore-file`, on a line of their own, those of the whole file.
 */
const PATTERN = /(?:^|#)\s*keraspec:\s*ignore(-file)?(?![\w-])\s*(\[([^\]]*)\]?)?/;

interface Suppression {
	readonly comment: Comment;
	readonly wholeFile: boolean;
	/** Absent: every code. */
	readonly codes: ReadonlySet<string> | undefined;
	readonly line: number;
}

export function withoutSuppressed(findings: readonly Finding[], file: ParsedFile, path: string): readonly Finding[] {
	const suppressions = suppressionsOf(file);
	if (suppressions.length === 0) return findings;
	return findings.filter(
		(finding) => finding.origin.path !== path || !suppressions.some((each) => covers(each, finding, file)),
	);
}

function covers(suppression: Suppression, finding: Finding, file: ParsedFile): boolean {
	if (suppression.codes && !suppression.codes.has(finding.code)) return false;
	if (suppression.wholeFile) return true;
	return lineOf(file, finding.origin.start) === suppression.line || lastLine(finding, file) === suppression.line;
}

const lineOf = (file: ParsedFile, offset: number): number => offsetToPosition(file.lineStarts, offset).line;
const lastLine = (finding: Finding, file: ParsedFile): number =>
	lineOf(file, Math.max(finding.origin.start, finding.origin.end - 1));

function suppressionsOf(file: ParsedFile): readonly Suppression[] {
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

/** The edit that hides a finding: on its first line, or its last one when that cannot hold a comment. */
export function ignoreEdit(finding: Finding, file: ParsedFile): Edit | undefined {
	const lines = [lineOf(file, finding.origin.start), lastLine(finding, file)];
	for (const line of lines) {
		const edit = ignoreOnLine(line, finding.code, file);
		if (edit) return edit;
	}
	return undefined;
}

function ignoreOnLine(line: number, code: string, file: ParsedFile): Edit | undefined {
	const existing = suppressionsOf(file).find((each) => each.line === line && !each.wholeFile && each.codes);
	if (existing) {
		const bracket = file.text.indexOf("]", existing.comment.start);
		if (bracket < 0 || bracket >= existing.comment.end) return undefined;
		const separator = (existing.codes?.size ?? 0) > 0 ? ", " : "";
		return { start: bracket, end: bracket, newText: `${separator}${code}` };
	}
	const end = endOfLine(line, file);
	if (file.text[end - 1] === "\\" || isInString(end, file)) return undefined;
	const written = file.text.slice(file.lineStarts[line] ?? 0, end);
	return { start: end, end, newText: `${/\s$/.test(written) ? "" : "  "}# keraspec: ignore[${code}]` };
}

function endOfLine(line: number, file: ParsedFile): number {
	let end = file.lineStarts[line + 1] ?? file.text.length;
	while (end > (file.lineStarts[line] ?? 0) && /[\r\n]/.test(file.text[end - 1] ?? "")) end -= 1;
	return end;
}

/** Whether a comment here would be part of a string that goes on over the line's end. */
function isInString(offset: number, file: ParsedFile): boolean {
	let inside = false;
	walk(file.module, (node) => {
		if (isString(node as Expr) && node.start < offset && offset < node.end) inside = true;
	});
	return inside;
}

const isString = (node: Expr): boolean =>
	node.type === "JoinedStr" ||
	node.type === "TemplateStr" ||
	(node.type === "Constant" && (node.value.kind === "str" || node.value.kind === "bytes"));
