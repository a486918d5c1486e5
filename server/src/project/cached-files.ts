import { contentsOf, parentOf } from "./paths";
import type { SourceFiles } from "./source-files";

/** Files whose answers are kept until they are told to have changed. */
export interface CachedFiles extends SourceFiles {
	/** Forgets what was known of a path; gives it, the contents of its folder, and the folders above it that came or went with it. */
	forget(path: string): readonly string[];
	clear(): void;
}

export function cachedFiles(files: SourceFiles): CachedFiles {
	const texts = new Map<string, string | undefined>();
	const isFile = new Map<string, boolean>();
	const isFolder = new Map<string, boolean>();

	function kept<T>(known: Map<string, T>, ask: (path: string) => T): (path: string) => T {
		return (path) => {
			if (known.has(path)) return known.get(path) as T;
			const answer = ask(path);
			known.set(path, answer);
			return answer;
		};
	}

	function forget(path: string): readonly string[] {
		texts.delete(path);
		isFile.delete(path);
		const folder = parentOf(path);
		const changed = folder === undefined ? [path] : [path, contentsOf(folder)];
		for (let at: string | undefined = path; at !== undefined; at = parentOf(at)) {
			const before = isFolder.get(at);
			if (before === undefined) continue;
			const now = files.isFolder(at);
			if (now === before) continue;
			isFolder.set(at, now);
			changed.push(at);
		}
		return changed;
	}

	function clear(): void {
		texts.clear();
		isFile.clear();
		isFolder.clear();
	}

	return {
		read: kept(texts, files.read),
		isFile: kept(isFile, files.isFile),
		isFolder: kept(isFolder, files.isFolder),
		list: files.list,
		forget,
		clear,
	};
}
