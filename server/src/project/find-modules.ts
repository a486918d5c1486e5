import { joinPath } from "./paths";
import type { SourceFiles } from "./source-files";

/** A module or package as Python's import system finds it. */
export interface FoundModule {
	/** As in `sys.modules`. */
	readonly name: string;
	/** The file to execute; absent for a namespace package. */
	readonly path: string | undefined;
	/** `__path__`; absent for a module that is no package. */
	readonly folders: readonly string[] | undefined;
	/** Whether it may be another one. */
	readonly isDoubtful?: boolean;
}

/**
 * Finds one name in some folders, in Python's order: the first package with an `__init__.py`, or module, of all folders
 * wins over any folder without one.
 */
export function findIn(
	folders: readonly string[],
	name: string,
	full: string,
	files: SourceFiles,
): FoundModule | undefined {
	return findRegular(folders, name, full, files) ?? findNamespace(folders, name, full, files);
}

/** A module, or a package with an `__init__.py`. */
export function findRegular(
	folders: readonly string[],
	name: string,
	full: string,
	files: SourceFiles,
): FoundModule | undefined {
	for (const folder of folders) {
		const own = joinPath(folder, name);
		const init = joinPath(own, "__init__.py");
		if (files.isFile(init)) return { name: full, path: init, folders: [own] };
		const file = joinPath(folder, `${name}.py`);
		if (files.isFile(file)) return { name: full, path: file, folders: undefined };
	}
	return undefined;
}

/** A namespace package: all folders of the name together. */
export function findNamespace(
	folders: readonly string[],
	name: string,
	full: string,
	files: SourceFiles,
): FoundModule | undefined {
	const portions = folders.map((folder) => joinPath(folder, name)).filter((folder) => files.isFolder(folder));
	return portions.length > 0 ? { name: full, path: undefined, folders: portions } : undefined;
}
