import { list, type ModuleValue, NONE, str, unknownBecause, type Value } from "../domain";
import type { Module } from "../syntax/ast";
import { ANY_ATTRIBUTE } from "./attribute-dict";
import { isBoundNowhere } from "./bindings";
import type { Budget } from "./budget";
import type { Core } from "./core";
import type { Scope } from "./machine";
import type { ModuleSource, Modules, RelativeName, SourceModule } from "./module-source";
import { noOverrides, override } from "./overrides";
import { moduleScope } from "./scope";
import { createSearchPaths } from "./search-paths";

export interface ModuleRunner {
	run(module: Module, scope: Scope): void;
	readonly budget: Budget;
}

export function createModules(
	source: ModuleSource | undefined,
	programVars: Map<string, Value>,
	core: Core,
	runner: ModuleRunner,
): Modules {
	/** Modules keep their identity when an attempt at importing them is taken back; `loaded` says which ones count. */
	const values = new Map<string, ModuleValue>();
	const loaded = new Map<string, Value>();
	const packages = new WeakMap<Map<string, Value>, string>();
	const { budget } = runner;
	const place = source?.place;
	if (place?.package !== undefined) packages.set(programVars, place.package);
	let runSelf: (() => void) | undefined;
	/** What the program put into `sys.modules` itself; `*` stands for all names. */
	const replaced = noOverrides();
	const replacement = (name: string): Value | undefined => replaced.values.get(name) ?? replaced.values.get(ANY_NAME);
	const paths = createSearchPaths(core);
	const find = (name: string): SourceModule | undefined => source?.find(name, paths.folders());
	const pathValue = (folders: readonly string[]): Value => {
		const texts = source?.packagePath(folders);
		return texts ? list(texts.map(str)) : unknownBecause("the folders of a package");
	};
	const fileValue = (path?: string): Value => {
		const text = source?.fileName(path);
		return text === undefined ? { kind: "str" } : str(text);
	};

	function valueOf(name: string): ModuleValue {
		const vars = name === place?.name ? programVars : new Map<string, Value>();
		const value = values.get(name) ?? { kind: "module", name, attrs: vars };
		values.set(name, value);
		return value;
	}

	function execute(found: SourceModule, value: ModuleValue): void {
		const { name, path, module, folders } = found;
		const packageName = folders ? name : name.slice(0, Math.max(0, name.lastIndexOf(".")));
		packages.set(value.attrs, packageName);
		const set = (key: string, each: Value): void => core.journal.setEntry(value.attrs, key, each);
		set("__name__", str(name));
		set("__package__", str(packageName));
		set("__doc__", unknownBecause("a docstring"));
		set("__file__", path === undefined ? NONE : fileValue(path));
		if (folders) set("__path__", pathValue(folders));
		if (module && path !== undefined) runner.run(module, moduleScope(path, value.attrs));
	}

	/** One module whose parent is loaded. */
	function load(name: string): Value | undefined {
		const other = replacement(name);
		if (other) return other;
		if (loaded.has(name)) return values.get(name);
		if (name === place?.name && runSelf) {
			markLoaded(name);
			runSelf();
			return valueOf(name);
		}
		const found = budget.untimed(() => find(name));
		if (!found) return undefined;
		if (found.broken !== undefined) {
			core.unknownCalls += 1;
			return unknownBecause(`the module ${name} ${found.broken}`);
		}
		markLoaded(name);
		const value = valueOf(name);
		try {
			execute(found, value);
		} catch (signal) {
			// A module that raises is not there: the next import executes it again.
			core.journal.deleteEntry(loaded, name);
			values.delete(name);
			throw signal;
		}
		return value;
	}

	function lacks(module: ModuleValue, name: string): boolean {
		if (values.get(module.name) !== module || module.attrs.has(name) || module.attrs.has(ANY_ATTRIBUTE)) return false;
		const found = budget.untimed(() => find(module.name));
		if (found?.path === undefined || !found.module || found.broken !== undefined) return false;
		return isBoundNowhere(name, found.path, core) && !find(`${module.name}.${name}`);
	}

	const markLoaded = (name: string): void => core.journal.setEntry(loaded, name, NONE);

	function bindToParent(parent: Value | undefined, name: string, value: Value): void {
		if (parent?.kind === "module") core.journal.setEntry(parent.attrs, name, value);
	}

	function importName(name: string): Value | undefined {
		const parts = name.split(".");
		let value: Value | undefined;
		for (const [index, part] of parts.entries()) {
			const full = parts.slice(0, index + 1).join(".");
			const parent = value;
			const isNew = !loaded.has(full);
			value = load(full);
			if (value && isNew) bindToParent(parent, part, value);
			if (!value && parent) return missing(full, parent);
		}
		return value;
	}

	function missing(name: string, parent: Value): Value {
		core.unknownCalls += 1;
		return parent.kind === "unknown" ? parent : unknownBecause(`there is no module ${name} in the project`);
	}

	function relative(name: string, level: number, globals: Map<string, Value>): RelativeName | undefined {
		const own = packages.get(globals) ?? "";
		const parts = own.split(".");
		if (own === "" || parts.length < level) return undefined;
		const base = parts.slice(0, parts.length - level + 1);
		const isInstalled = globals === programVars ? place?.isInstalled : source?.isFollowed(own);
		return { name: [...base, ...(name === "" ? [] : [name])].join("."), isInstalled: isInstalled === true };
	}

	function runProgram(run: () => void): void {
		const name = place?.name;
		if (name === undefined) {
			run();
			return;
		}
		runSelf = () => {
			budget.release();
			run();
			budget.hold(AFTER_SHARE);
		};
		budget.hold(BEFORE_SHARE);
		importName(name);
		budget.release();
		if (!loaded.has(name)) run();
	}

	function loadedModule(name: string): Value | undefined {
		const other = replacement(name);
		if (other) return other;
		if (name === "__main__") return { kind: "module", name, attrs: programVars };
		return loaded.has(name) ? values.get(name) : undefined;
	}

	function reload(module: ModuleValue): boolean {
		const found = values.get(module.name) === module ? budget.untimed(() => find(module.name)) : undefined;
		if (!found?.module || found.broken !== undefined) return false;
		execute(found, module);
		return true;
	}

	return {
		import: (name) => (source || replaced.values.size > 0 ? importName(name) : undefined),
		lacks,
		relative,
		runProgram,
		loaded: loadedModule,
		replace: (name, value) => override(replaced, name ?? ANY_NAME, value, core.journal),
		reload,
		modulesIn: (folder) => budget.untimed(() => source?.modulesIn(folder)),
		search: paths.add,
		get programFile() {
			return fileValue();
		},
	};
}

const ANY_NAME = "*";

/** Of the whole budget: what the packages around a program may take before and after it is executed itself. */
const BEFORE_SHARE = 0.4;
const AFTER_SHARE = 0.1;
