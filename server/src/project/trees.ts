import type { ParsedFile } from "../syntax/ast";
import { parsePython } from "../syntax/parse";

/** Parsed files by path; one whose text has changed is parsed again. */
export interface Trees {
	parse(path: string, text: string): ParsedFile;
	/** The text that was parsed last under a path, if it is still known. */
	textOf(path: string): string | undefined;
	/** How many texts were parsed. */
	readonly parsed: () => number;
}

/** Characters of source whose trees are kept: some ten thousand lines of it take a few megabytes. */
const MAX_CHARACTERS = 8_000_000;

export function createTrees(maxCharacters = MAX_CHARACTERS): Trees {
	const known = new Map<string, ParsedFile>();
	let characters = 0;
	let parsed = 0;

	function remove(path: string): void {
		characters -= known.get(path)?.text.length ?? 0;
		known.delete(path);
	}

	function keep(path: string, file: ParsedFile): void {
		known.set(path, file);
		characters += file.text.length;
		for (const oldest of known.keys()) {
			if (characters <= maxCharacters || oldest === path) return;
			remove(oldest);
		}
	}

	return {
		parse(path, text) {
			const before = known.get(path);
			remove(path);
			if (before?.text !== text) parsed += 1;
			const file = before?.text === text ? before : parsePython(text);
			keep(path, file);
			return file;
		},
		textOf: (path) => known.get(path)?.text,
		parsed: () => parsed,
	};
}
