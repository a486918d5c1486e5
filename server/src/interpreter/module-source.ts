import type { ModuleValue, Value } from "../domain";
import type { Module } from "../syntax/ast";

/** A module of the user's project, or of a package that is followed. */
export interface SourceModule {
	/** As in `sys.modules`. */
	readonly name: string;
	/** Absent for a namespace package. */
	readonly path: string | undefined;
	readonly module: Module | undefined;
	/** `__path__`; absent for a module that is no package. */
	readonly folders: readonly string[] | undefined;
	/** Why its names are not known: a file that is no Python. */
	readonly broken?: string | undefined;
}

/** A module or package of a folder. */
export interface ListedModule {
	readonly name: string;
	readonly isPackage: boolean;
}

/** Where the modules of a program come from. */
export interface ModuleSource {
	/** The program's own name and package, as far as it has them. */
	readonly place: {
		readonly name: string | undefined;
		readonly package: string | undefined;
		/** Whether it is the text of an installed package. */
		readonly isInstalled: boolean;
	};
	/** A module by its full name; absent when it is not one whose text is followed. */
	find(name: string, searched?: SearchedFolders): SourceModule | undefined;
	/** `__path__` of a package with such folders; absent when it cannot be told. */
	packagePath(folders: readonly string[]): readonly string[] | undefined;
	/** What `pkgutil.iter_modules` finds in a folder, written as in `__path__`; absent when it is not known. */
	modulesIn(folder: string): readonly ListedModule[] | undefined;
	/** `__file__` in a file, the program's own when none is named; absent when it cannot be told. */
	fileName(path?: string): string | undefined;
	/** Whether the module is to be read from its text although a library model may have the name. */
	isFollowed(name: string): boolean;
}

/** What a program adds to `sys.path`, as it is written there. */
export interface SearchedFolders {
	/** Searched before all others. */
	readonly first: readonly string[];
	/** As `first`, or not at all. */
	readonly perhaps: readonly string[];
	readonly last: readonly string[];
}

/** `sys.modules`, `sys.path` and Python's import system over it. */
export interface Modules {
	/** The module of a full name, executed if it was not yet, and the packages above it; absent when it is no project's. */
	import(name: string): Value | undefined;
	/** Whether the module certainly has no attribute of that name: neither its text nor a submodule gives it one. */
	lacks(module: ModuleValue, name: string): boolean;
	/** What a relative import means; absent when its package is not known. */
	relative(name: string, level: number, globals: Map<string, Value>): RelativeName | undefined;
	/** `sys.modules[name]`; absent when it is not known to be there. */
	loaded(name: string): Value | undefined;
	/** From here on an import of the name, or of any module when it is not known, gives this value. */
	replace(name: string | undefined, value: Value): void;
	/** What `pkgutil.iter_modules` finds in a folder; absent when it is not known. */
	modulesIn(folder: string): readonly ListedModule[] | undefined;
	/** Executes a module again, in the names that it has; whether that was possible. */
	reload(module: ModuleValue): boolean;
	/** Adds a folder to `sys.path`. */
	search(folder: string, where: "first" | "last"): void;
	/** `__file__` of the program. */
	readonly programFile: Value;
	/** Runs the program itself, as the module that it is. */
	runProgram(run: () => void): void;
}

export interface RelativeName {
	readonly name: string;
	/** Whether a library model may answer for it: the importing module is the text of an installed package itself. */
	readonly isInstalled: boolean;
}
