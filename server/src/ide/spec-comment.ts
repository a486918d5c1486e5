import type { Edit } from "../rules/rule";
import type { FunctionDef } from "../syntax/ast";
import type { Analysis } from "./analysis";
import { type Action, rewrite } from "./code-actions";
import { type FunctionContext, functionContextsOf, isCalled } from "./function-contexts";
import { differingNames, printConstant } from "./hover-function";
import { walk } from "./nodes";
import { printSnapshot } from "./print";

const MARK = "# spec: ";
const MAX_LINES = 3;

/** At the head of a function: a comment above it with what it was called on and what came out. */
export function specComment(analysis: Analysis, start: number): readonly Action[] {
	const node = headAt(analysis, start);
	if (!node) return [];
	const texts = specTexts(functionContextsOf(analysis, node).filter((each) => isCalled(node, each)));
	const { edit, isUpdate } = commentEdit(node, texts, analysis);
	if (texts.length === 0 || analysis.file.text.slice(edit.start, edit.end) === edit.newText) return [];
	const title = isUpdate
		? `Update the comment with the spec of ${node.name}`
		: `Write the spec of ${node.name} in a comment`;
	return [rewrite(title, [edit])];
}

/** The function whose decorators or head the offset is in. */
function headAt({ file: { module, text } }: Analysis, offset: number): FunctionDef | undefined {
	let found: FunctionDef | undefined;
	walk(module, (node) => {
		if (node.type !== "FunctionDef") return;
		const end = node.body[0]?.start ?? node.end;
		if (topOf(node, text) <= offset && offset < end) found = node;
	});
	return found;
}

/** Where the line of its first decorator starts, or its own. */
const topOf = (node: FunctionDef, text: string): number =>
	text.lastIndexOf("\n", Math.min(node.start, ...node.decoratorList.map(({ start }) => start)) - 1) + 1;

/** `(None, 4) float32 -> (None, 10) float32`, one for each kind of call. */
function specTexts(contexts: readonly FunctionContext[]): readonly string[] {
	const differing = differingNames(contexts);
	const texts = [...new Set(contexts.flatMap((each) => printContext(each, differing) ?? []))];
	return texts.length > MAX_LINES ? [...texts.slice(0, MAX_LINES), "and more"] : texts;
}

function printContext(
	{ parameters, returned, unknown }: FunctionContext,
	differing: ReadonlySet<string>,
): string | undefined {
	const parts = parameters.flatMap(({ name, snapshot, constant }) => {
		if (snapshot) return [{ name, text: printSnapshot(snapshot), separator: ": " }];
		return constant && differing.has(name) ? [{ name, text: printConstant(constant), separator: "=" }] : [];
	});
	const [first] = parts;
	const isAlone = parts.length === 1 && first?.separator === ": ";
	const inside = isAlone
		? first.text
		: `(${parts.map(({ name, text, separator }) => `${name}${separator}${text}`).join(", ")})`;
	const isModel = returned?.kind === "Model" || returned?.kind === "Layer";
	const out = returned
		? `${isModel ? `${returned.detail?.className ?? returned.kind} ` : ""}${printSnapshot(returned)}`
		: unknown && "?";
	const isKnown = /\(/.test(`${parts.map(({ text }) => text).join()}${out ?? ""}`);
	return isKnown ? `${inside}${out === undefined ? "" : ` -> ${out}`}` : undefined;
}

/** In place of an earlier comment of ours, or above the function and its decorators. */
function commentEdit(
	node: FunctionDef,
	texts: readonly string[],
	{ file: { text, comments, lineStarts } }: Analysis,
): { readonly edit: Edit; readonly isUpdate: boolean } {
	const lineStart = topOf(node, text);
	const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
	const own = new Set(
		comments.flatMap(({ start }) => {
			const head = text.lastIndexOf("\n", start - 1) + 1;
			return text.startsWith(MARK, start) && text.slice(head, start).trim() === "" ? [head] : [];
		}),
	);
	let from = lineStart;
	for (let line = lineStarts.indexOf(lineStart) - 1; line >= 0 && own.has(lineStarts[line] ?? -1); line -= 1)
		from = lineStarts[line] ?? from;
	const newLine = text.includes("\r\n") ? "\r\n" : "\n";
	const newText = texts.map((each) => `${indent}${MARK}${each}${newLine}`).join("");
	return { edit: { start: from, end: lineStart, newText }, isUpdate: from < lineStart };
}
