import type { Module, ParsedFile } from "./ast";

/** Properties that are offsets. */
const OFFSETS = ["start", "end", "attrStart", "nameStart"];

/** The tree of a text that starts at `by` in a longer one. The tree that was given is not to be used again. */
export function shiftFile(file: ParsedFile, by: number): ParsedFile {
	if (by !== 0) for (const part of [file.module, file.comments, file.problems]) shift(part, by, new Set());
	return file;
}

function shift(node: unknown, by: number, done: Set<object>): void {
	if (typeof node !== "object" || node === null || done.has(node)) return;
	done.add(node);
	if (Array.isArray(node)) {
		for (const each of node) shift(each, by, done);
		return;
	}
	const record = node as Record<string, unknown>;
	for (const key of OFFSETS) if (typeof record[key] === "number") record[key] += by;
	for (const each of Object.values(record)) shift(each, by, done);
}

/** Files that stand one after another in a text, each in its own place, as one. */
export function joinFiles(files: readonly ParsedFile[], text: string, lineStarts: readonly number[]): ParsedFile {
	const module: Module = {
		type: "Module",
		body: files.flatMap((file) => file.module.body),
		start: 0,
		end: text.length,
	};
	return {
		text,
		module,
		comments: files.flatMap((file) => file.comments),
		problems: files.flatMap((file) => file.problems),
		lineStarts,
	};
}
