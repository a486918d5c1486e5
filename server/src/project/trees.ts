import type { ParsedFile } from "../syntax/ast";
import { parsePython } from "../syntax/parse";

/** Parsed files by content; a file that has changed is parsed again. */
export interface Trees {
	parse(path: string, text: string): ParsedFile;
	forget(path: string): void;
}

export function createTrees(): Trees {
	const known = new Map<string, ParsedFile>();
	return {
		parse(path, text) {
			const before = known.get(path);
			if (before?.text === text) return before;
			const file = parsePython(text);
			known.set(path, file);
			return file;
		},
		forget: (path) => void known.delete(path),
	};
}
