import { joinPath } from "./paths";

/** The files of a project, as far as imports ask for them. Paths are those of `paths.ts`. */
export interface SourceFiles {
	/** The text of a file; absent when it cannot be read. */
	read(path: string): string | undefined;
	isFile(path: string): boolean;
	isFolder(path: string): boolean;
	/** Names of what a folder holds; none when it cannot be read. */
	list(path: string): readonly string[];
	/** Those of them that are folders, and no links to folders; absent where that is as cheap to ask one by one. */
	folders?(path: string): readonly string[];
}

export const foldersOf = (path: string, files: SourceFiles): readonly string[] =>
	files.folders?.(path) ?? files.list(path).filter((name) => files.isFolder(joinPath(path, name)));

/** Files that are only in memory. */
export function memoryFiles(texts: ReadonlyMap<string, string> | Readonly<Record<string, string>>): SourceFiles {
	const files = texts instanceof Map ? texts : new Map(Object.entries(texts));
	const below = (path: string): readonly string[] =>
		[...files.keys()].filter((each) => each.startsWith(`${path}/`)).map((each) => each.slice(path.length + 1));
	return {
		read: (path) => files.get(path),
		isFile: (path) => files.has(path),
		isFolder: (path) => below(path).length > 0,
		list: (path) => [...new Set(below(path).map((each) => each.split("/", 1)[0] as string))],
	};
}

/** `upper`'s files where it has them, else `lower`'s: unsaved buffers over the disk. */
export function overlayFiles(upper: Pick<SourceFiles, "read" | "isFolder">, lower: SourceFiles): SourceFiles {
	return {
		read: (path) => upper.read(path) ?? lower.read(path),
		isFile: (path) => upper.read(path) !== undefined || lower.isFile(path),
		isFolder: (path) => lower.isFolder(path) || upper.isFolder(path),
		folders: (path) => foldersOf(path, lower),
		list: (path) => lower.list(path),
	};
}
