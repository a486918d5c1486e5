import { cachedFiles } from "./cached-files";
import type { SourceFiles } from "./source-files";

/** Files that do not change while they are looked at: each question is asked once. */
export function rememberingFiles(files: SourceFiles): SourceFiles {
	const lists = new Map<string, readonly string[]>();
	return {
		...cachedFiles(files),
		list(path) {
			const names = lists.get(path) ?? files.list(path);
			lists.set(path, names);
			return names;
		},
	};
}
