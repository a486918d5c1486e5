import type { FunctionDef } from "../syntax/ast";
import { offsetToPosition } from "../syntax/positions";
import type { Analysis } from "./analysis";
import { type Action, rewrite } from "./code-actions";
import { type FunctionContext, functionContextsOf, isCalled } from "./function-contexts";
import { nodesAt } from "./nodes";
import { printSnapshot } from "./print";

/** More of them say little in one line. */
const MAX_CONTEXTS = 3;

/** A comment that we wrote before: specs on both sides of an arrow. */
const OURS = /^[ \t]*# (?=\S*[([{?]).*\S -> .*$/;

/** At the head of a function: what it was called on and what came out, in a comment above it. */
export function annotateFunction(analysis: Analysis, offset: number): readonly Action[] {
	const node = nodesAt(analysis.file.module, offset).findLast(
		(each): each is FunctionDef => each.type === "FunctionDef",
	);
	const [statement] = node?.body ?? [];
	if (!node || !statement || offset >= statement.start) return [];
	const contexts = functionContextsOf(analysis, node).filter((each) => isCalled(node, each));
	const lines = [...new Set(contexts.map(signatureOf))];
	if (lines.length === 0 || lines.length > MAX_CONTEXTS || lines.includes(undefined)) return [];
	const { text, lineStarts } = analysis.file;
	const top = Math.min(node.start, ...node.decoratorList.map(({ start }) => start - 1));
	const line = offsetToPosition(lineStarts, top).line;
	const start = lineStarts[line] ?? 0;
	const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? "";
	const newText = `${indent}# ${lines.join("; ")}`;
	const above = lineStarts[line - 1];
	const former = above === undefined ? undefined : text.slice(above, start).replace(/[\r\n]+$/, "");
	if (former === newText) return [];
	const isUpdate = former !== undefined && OURS.test(former);
	const newLine = /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
	const edit =
		isUpdate && above !== undefined
			? { start: above, end: above + former.length, newText }
			: { start, end: start, newText: `${newText}${newLine}` };
	const title = isUpdate
		? `Update the comment with the specs of ${node.name}`
		: `Write the specs of ${node.name} in a comment`;
	return [rewrite(title, [edit])];
}

/** `(None, 8) float32 -> (None, 4) float32`; absent when one side shows nothing. */
function signatureOf({ parameters, returned }: FunctionContext): string | undefined {
	const given = parameters.flatMap(({ snapshot }) => (snapshot ? [printSnapshot(snapshot)] : []));
	return given.length > 0 && returned ? `${given.join(", ")} -> ${printSnapshot(returned)}` : undefined;
}
