import type { Edit, Finding } from "../rules/rule";
import type { Expr, ParsedFile, Stmt } from "../syntax/ast";
import { walk } from "./nodes";
import { lastLine, lineOf, type Suppression, suppressionsOf } from "./suppressions";

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
	if (existing) return oneMore(existing, code, file);
	const end = endOfLine(line, file);
	if (file.text[end - 1] === "\\" || isInString(end, file)) return undefined;
	const written = file.text.slice(file.lineStarts[line] ?? 0, end);
	return { start: end, end, newText: `${/\s$/.test(written) ? "" : "  "}# keraspec: ignore[${code}]` };
}

function oneMore({ comment, codes }: Suppression, code: string, file: ParsedFile): Edit | undefined {
	const bracket = file.text.indexOf("]", comment.start);
	if (bracket < 0 || bracket >= comment.end) return undefined;
	const separator = (codes?.size ?? 0) > 0 ? ", " : "";
	return { start: bracket, end: bracket, newText: `${separator}${code}` };
}

/** The edit that hides all findings of a code: in the comment that hides others, or one at the top of the file. */
export function ignoreFileEdit(code: string, file: ParsedFile): Edit | undefined {
	const existing = suppressionsOf(file).find((each) => each.wholeFile && each.codes);
	if (existing) return oneMore(existing, code, file);
	const line = lineAfterHead(file);
	const at = file.lineStarts[line] ?? file.text.length;
	const newLine = /\r\n|\r|\n/.exec(file.text)?.[0] ?? "\n";
	const isEnd = at === file.text.length && !/[\r\n]$/.test(file.text) && at > 0;
	return { start: at, end: at, newText: `${isEnd ? newLine : ""}# keraspec: ignore-file[${code}]${newLine}` };
}

/** Behind what must stay at the top: `#!`, the encoding, the module's docstring and `from __future__`. */
function lineAfterHead(file: ParsedFile): number {
	const lines = [0, 1].map((line) => file.text.slice(file.lineStarts[line] ?? file.text.length, endOfLine(line, file)));
	const isFixed = (text: string | undefined, at: number): boolean =>
		text !== undefined && ((at === 0 && text.startsWith("#!")) || /^[ \t\f]*#.*?coding[:=]/.test(text));
	const first = isFixed(lines[1], 1) ? 2 : isFixed(lines[0], 0) ? 1 : 0;
	const { body } = file.module;
	const count = body.findIndex((statement, at) => !isHead(statement, at));
	const last = body[(count < 0 ? body.length : count) - 1];
	const next = body[count];
	if (!last) return first;
	const line = lineOf(file, last.end) + 1;
	return next && lineOf(file, next.start) < line ? first : Math.max(first, line);
}

const isHead = (statement: Stmt, at: number): boolean =>
	(at === 0 && statement.type === "Expr" && isString(statement.value)) ||
	(statement.type === "ImportFrom" && statement.module === "__future__");

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
