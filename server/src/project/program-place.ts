import { baseName, isBelow, joinPath, parentOf } from "./paths";
import type { SourceFiles } from "./source-files";

/** Where a file that is executed stands among modules. */
export interface ProgramPlace {
	/** Its own name as a module of a package with an `__init__.py`; absent for a script. */
	readonly name: string | undefined;
	/** What its relative imports start from; absent when nothing is known of it. */
	readonly package: string | undefined;
	/** Whether it is the text of an installed package: what it imports beside it may be modelled. */
	readonly isInstalled: boolean;
	/** Searched before the libraries. */
	readonly first: readonly string[];
	/** Searched after them: nothing says that Python does, but the author may have seen to it. */
	readonly last: readonly string[];
}

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * A script finds modules beside it, before all others. A file of a package finds those beside that package, and only as a
 * last resort what lies beside itself: Python finds these only when the file is run as a script.
 */
export function placeOf(path: string, workspace: readonly string[], files: SourceFiles): ProgramPlace {
	const folder = parentOf(path) ?? ".";
	if (isInstalled(folder)) return { ...installedPlace(path, folder, files), isInstalled: true, first: [], last: [] };
	const project = projectFolder(folder, files);
	const roots = project === undefined || workspace.includes(project) ? workspace : [...workspace, project];
	const own = ownName(path, folder, files);
	if (!own) return scriptPlace(folder, roots);
	const { root, ...names } = own;
	return { ...names, isInstalled: false, first: [root], last: [...withSources(roots), joinPath(root, "src"), folder] };
}

/** The name of a file in packages that have an `__init__.py`, and the folder that holds the outermost of them. */
function ownName(path: string, folder: string, files: SourceFiles) {
	const parents = packagesAbove(folder, files);
	const stem = /^(.*)\.py$/.exec(baseName(path))?.[1];
	if (!parents[0] || stem === undefined || !IDENTIFIER.test(stem)) return undefined;
	const own = parents.map(baseName).join(".");
	return { name: stem === "__init__" ? own : `${own}.${stem}`, package: own, root: parentOf(parents[0]) ?? "." };
}

function installedPlace(path: string, folder: string, files: SourceFiles) {
	const own = ownName(path, folder, files);
	return { name: own?.name, package: own?.package };
}

const MARKERS = ["pyproject.toml", "setup.py", "setup.cfg", "requirements.txt"];

/** The nearest folder around a file that says that a project begins there. */
function projectFolder(folder: string, files: SourceFiles): string | undefined {
	for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
		const here = at;
		if (MARKERS.some((name) => files.isFile(joinPath(here, name)))) return at;
	}
	return undefined;
}

/** The folders from the outermost package to `folder`, if that is one. */
function packagesAbove(folder: string, files: SourceFiles): readonly string[] {
	const found: string[] = [];
	for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
		if (!IDENTIFIER.test(baseName(at)) || !files.isFile(joinPath(at, "__init__.py"))) break;
		found.unshift(at);
	}
	return found;
}

/** Relative imports of a script fail, but it may be a module of a package without `__init__.py`, imported elsewhere. */
function scriptPlace(folder: string, roots: readonly string[]): ProgramPlace {
	const root =
		roots.find((each) => each !== folder && isBelow(folder, each) && isNamed(folder, each)) ?? parentOf(folder);
	const isPackage = root !== undefined && isNamed(folder, root);
	return {
		name: undefined,
		isInstalled: false,
		package: isPackage ? namesBetween(folder, root).join(".") : undefined,
		first: [folder],
		last: [...withSources(roots), joinPath(folder, "src"), ...(isPackage ? [root] : [])],
	};
}

function namesBetween(folder: string, root: string): readonly string[] {
	const names: string[] = [];
	for (let at: string | undefined = folder; at !== undefined && at !== root; at = parentOf(at))
		names.unshift(baseName(at));
	return names;
}

const isNamed = (folder: string, root: string): boolean =>
	namesBetween(folder, root).every((name) => IDENTIFIER.test(name));

/** Each folder, and the `src` in each. */
const withSources = (folders: readonly string[]): readonly string[] => [
	...folders,
	...folders.map((each) => joinPath(each, "src")),
];

/** Where packages are installed; what lies there is not the user's. */
export const isInstalled = (folder: string): boolean => /(?:^|\/)(?:site|dist)-packages(?:\/|$)/.test(folder);
