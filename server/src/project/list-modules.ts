import { joinPath } from "./paths";
import type { SourceFiles } from "./source-files";

/** A module or package of a folder. */
export interface ListedModule {
	readonly name: string;
	readonly isPackage: boolean;
}

/** Files that are modules, too, but hold no text. */
const COMPILED = /\.(?:pyc|so|pyd)$/;

/** As `pkgutil.iter_modules` finds them, in its order; absent for folders that it is not to be asked for. */
export function modulesIn(folder: string, files: SourceFiles): readonly ListedModule[] | undefined {
	const names = files.list(folder);
	if (names.length === 0 || names.some((name) => COMPILED.test(name))) return undefined;
	const found = new Map<string, ListedModule>();
	for (const file of [...names].sort((a, b) => (a < b ? -1 : 1))) {
		const name = file.replace(/\.py$/, "");
		if (name === "__init__" || name.includes(".") || found.has(name)) continue;
		const isPackage = name === file && files.isFile(joinPath(joinPath(folder, name), "__init__.py"));
		if (isPackage || name !== file) found.set(name, { name, isPackage });
	}
	return [...found.values()];
}
