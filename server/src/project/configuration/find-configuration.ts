import { isBelow, joinPath, parentOf } from "../paths";
import type { SourceFiles } from "../source-files";

export const PYPROJECT = "pyproject.toml";

/** The folders from that of a file outwards: to the folder of the workspace that it is in, else to the root of a repository, else to the top. */
export function foldersAround(path: string, workspace: readonly string[], files: SourceFiles): readonly string[] {
	const inside = workspace.some((folder) => isBelow(path, folder));
	const found: string[] = [];
	for (let at = parentOf(path); at !== undefined; at = parentOf(at)) {
		found.push(at);
		if (inside ? workspace.includes(at) : isRepository(at, files)) break;
	}
	return found;
}

/** `.git` is a file in a work tree of its own. */
function isRepository(folder: string, files: SourceFiles): boolean {
	const git = joinPath(folder, ".git");
	return files.isFolder(git) || files.isFile(git);
}

/** The path of a file as seen from a folder around it, with forward slashes and without escapes. */
export function relativeTo(folder: string, path: string): string {
	const rest = path.slice(folder.replace(/\/+$/, "").length + 1);
	try {
		return /^[a-z][a-z0-9+.-]+:/i.test(path) ? decodeURIComponent(rest) : rest;
	} catch {
		return rest;
	}
}
