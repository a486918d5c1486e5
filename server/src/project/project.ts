import type { Module, ParsedFile } from "../syntax/ast";
import { parsePython } from "../syntax/parse";
import { isBuiltIn, isPerhapsBuiltIn } from "./built-in-modules";
import { type FoundModule, findIn, findNamespace, findRegular } from "./find-modules";
import { type ListedModule, modulesIn } from "./list-modules";
import { contentsOf, fromPythonPath, parentOf, pythonPath } from "./paths";
import { isInstalled, type ProgramPlace, placeOf } from "./program-place";
import type { SourceFiles } from "./source-files";

export interface ProjectOptions {
	readonly files: SourceFiles;
	/** Folders of the workspace. */
	readonly roots?: readonly string[] | undefined;
	/** Dotted names of installed packages whose text is followed; all other installed packages are not. */
	readonly follow?: readonly string[] | undefined;
	/** Folders such as `site-packages`, where the followed packages are. */
	readonly packageRoots?: readonly string[] | undefined;
	/** How many modules one program may import. */
	readonly maxModules?: number | undefined;
	/** Trees that outlive one program. */
	readonly parse?: ((path: string, text: string) => ParsedFile) | undefined;
}

/** Where the modules of programs are found. */
export interface Project {
	/** The modules that one program can import; `isLibrary` knows the top-level names of the libraries that are certainly there. */
	open(path: string, isLibrary: (name: string) => boolean): ProgramModules;
}

/** A module with its tree; without one, it is a namespace package. */
export interface SourceModule extends FoundModule {
	readonly module: Module | undefined;
	/** Why its names are not known. */
	readonly broken?: string | undefined;
}

/** What a program adds to `sys.path`, as it is written there. */
export interface SearchedFolders {
	readonly first: readonly string[];
	/** As `first`, or not at all. */
	readonly perhaps: readonly string[];
	readonly last: readonly string[];
}

/** What one program can import. Remembers what was asked, so that whoever holds the result knows when it is stale. */
export interface ProgramModules {
	readonly place: ProgramPlace;
	/** Whether installed packages are followed at all. */
	readonly follows: boolean;
	/** A module by its full name, in folders that the program added to `sys.path` too. */
	find(name: string, searched?: SearchedFolders): SourceModule | undefined;
	/** `__path__` of a package with such folders; absent when it cannot be told. */
	packagePath(folders: readonly string[]): readonly string[] | undefined;
	/** What `pkgutil.iter_modules` finds in a folder, written as in `__path__`; absent when it is not known. */
	modulesIn(folder: string): readonly ListedModule[] | undefined;
	/** `__file__` in a file, the program's own when none is named; absent when it cannot be told. */
	fileName(path?: string): string | undefined;
	/** Whether the text of an installed package of this name is asked for. */
	isFollowed(name: string): boolean;
	/** The tree of a file that was imported. */
	fileAt(path: string): ParsedFile | undefined;
	/** Files and folders that were looked for, found or not. */
	readonly dependencies: ReadonlySet<string>;
}

export function createProject(options: ProjectOptions): Project {
	const { roots = [], follow = [], packageRoots = [], maxModules = 2000 } = options;
	const parse = options.parse ?? ((_path: string, text: string) => parsePython(text));
	const isFollowed = (name: string): boolean => follow.some((each) => name === each || name.startsWith(`${each}.`));
	const isAround = (name: string): boolean => follow.some((each) => each.startsWith(`${name}.`));

	function open(path: string, isLibrary: (name: string) => boolean): ProgramModules {
		const { files, asked } = recording(options.files);
		const place = placeOf(path, roots, files);
		const first = place.first.filter((each) => !packageRoots.includes(each));
		const search: Search = { first, last: place.last, packageRoots, files, isLibrary };
		const bases = [parentOf(path) ?? ".", ...roots];
		const foldersOf = (texts: readonly string[]): readonly string[] =>
			texts.flatMap((text) => bases.flatMap((base) => fromPythonPath(text, base) ?? [])).filter(isOwnFolder);
		const found = new Map<string, SourceModule | undefined>();
		const trees = new Map<string, ParsedFile>();

		function load(module: FoundModule): SourceModule {
			if (module.path === undefined) return { ...module, module: undefined };
			if (module.isDoubtful) return { ...module, module: undefined, broken: "is one of two" };
			if (isPerhapsBuiltIn(module.name)) return { ...module, module: undefined, broken: "may be Python's own" };
			if (trees.size >= maxModules) return { ...module, module: undefined, broken: "is one of too many to follow" };
			const text = files.read(module.path);
			if (text === undefined) return { ...module, module: undefined, broken: "cannot be read" };
			const file = trees.get(module.path) ?? parse(module.path, text);
			trees.set(module.path, file);
			return { ...module, module: file.module, broken: file.problems.length > 0 ? "is not valid Python" : undefined };
		}

		function locate(name: string, searched: SearchedFolders | undefined): FoundModule | undefined {
			const dot = name.lastIndexOf(".");
			const isInstalled = isAround(top(name)) && !isLibrary(top(name));
			if (isFollowed(name) || isInstalled) {
				const isOwn = findRegular(first, top(name), top(name), files) !== undefined;
				if (!isOwn) return isFollowed(name) || isAround(name) ? findInstalled(name, search) : undefined;
			}
			if (dot < 0) return searched ? findSearched(name, search, searched, foldersOf) : findTop(name, search);
			const parent = find(name.slice(0, dot), searched);
			if (!parent?.folders) return undefined;
			return findIn(parent.folders, name.slice(dot + 1), name, files);
		}

		function find(name: string, searched?: SearchedFolders): SourceModule | undefined {
			const key = searched ? `${name} ${JSON.stringify(searched)}` : name;
			if (!found.has(key)) {
				const module = locate(name, searched);
				found.set(key, module && load(module));
			}
			return found.get(key);
		}

		return {
			place,
			follows: follow.length > 0,
			find,
			packagePath: (folders) => {
				const texts = folders.map(pythonPath);
				return texts.every((each) => each !== undefined) ? texts : undefined;
			},
			modulesIn(folder) {
				const own = folder.startsWith("/") ? fromPythonPath(folder, bases[0] as string) : undefined;
				return own === undefined ? undefined : modulesIn(own, files);
			},
			fileName: (each = path) => (each.endsWith(".py") ? pythonPath(each) : undefined),
			isFollowed,
			fileAt: (each) => trees.get(each),
			dependencies: asked,
		};
	}

	return { open };
}

const top = (name: string): string => name.split(".", 1)[0] as string;

interface Search {
	readonly first: readonly string[];
	readonly last: readonly string[];
	readonly packageRoots: readonly string[];
	readonly files: SourceFiles;
	isLibrary(name: string): boolean;
}

/** A top-level name: the user's own folder, then the libraries, then folders that Python may search. */
function findTop(name: string, { first, last, files, isLibrary }: Search): FoundModule | undefined {
	if (isBuiltIn(name)) return undefined;
	const own = findRegular(first, name, name, files);
	if (own) return own;
	if (isLibrary(name)) return undefined;
	return findRegular(last, name, name, files) ?? findNamespace([...new Set([...first, ...last])], name, name, files);
}

const isOwnFolder = (folder: string): boolean => !isInstalled(folder);

/** A top-level name of a program that changes `sys.path`; doubtful, when it depends on what the program perhaps adds. */
function findSearched(
	name: string,
	search: Search,
	searched: SearchedFolders,
	foldersOf: (texts: readonly string[]) => readonly string[],
): FoundModule | undefined {
	const certain = widened(search, searched, foldersOf);
	const found = findTop(name, certain);
	if (searched.perhaps.length === 0) return found;
	const other = findTop(name, { ...certain, first: [...foldersOf(searched.perhaps), ...certain.first] });
	return found && other && found.path !== other.path ? { ...other, isDoubtful: true } : other;
}

const widened = (
	search: Search,
	{ first, last }: SearchedFolders,
	foldersOf: (texts: readonly string[]) => readonly string[],
): Search => ({
	...search,
	first: [...foldersOf(first), ...search.first],
	last: [...foldersOf(last), ...search.last],
});

/** A module of an installed package, by its path alone: a library around it is not executed. */
function findInstalled(name: string, { packageRoots, files }: Search): FoundModule | undefined {
	const names = name.split(".");
	let folders: readonly string[] | undefined = packageRoots;
	let found: FoundModule | undefined;
	for (const [index, each] of names.entries()) {
		if (!folders) return undefined;
		found = findIn(folders, each, names.slice(0, index + 1).join("."), files);
		folders = found?.folders;
	}
	return found;
}

function recording(files: SourceFiles): { readonly files: SourceFiles; readonly asked: ReadonlySet<string> } {
	const asked = new Set<string>();
	const note = <T>(ask: (path: string) => T) => {
		return (path: string): T => {
			asked.add(path);
			return ask(path);
		};
	};
	return {
		files: {
			read: note(files.read),
			isFile: note(files.isFile),
			isFolder: note(files.isFolder),
			list(path) {
				asked.add(contentsOf(path));
				return files.list(path);
			},
		},
		asked,
	};
}
