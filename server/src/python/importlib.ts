import { bool, list, str, unknownBecause } from "../domain";
import { defineFunction, type LibraryModel, vague } from "../interpreter/api";
import { textOf } from "./arguments";

/** The full name that a name with leading dots means in a package. */
function resolveName(name: string, packageName: string | undefined): string {
	const dots = /^\.*/.exec(name)?.[0].length ?? 0;
	if (dots === 0) return name;
	const parts = packageName?.split(".") ?? vague("a package that is not known");
	if (parts.length < dots) vague("a relative import beyond the outermost package");
	return [...parts.slice(0, parts.length - dots + 1), name.slice(dots)].filter((part) => part !== "").join(".");
}

/** `importlib.import_module`: the module itself, not the outermost package as `import a.b` binds. */
export const IMPORTLIB: readonly LibraryModel[] = [
	defineFunction("importlib.import_module", "name, package=None", (bound, { machine, args }) => {
		const name = bound.get("name");
		const from = bound.get("package");
		if (name.kind !== "str" || name.value === undefined) vague("the import of a name that is not known");
		const module = machine.import(resolveName(name.value, from.kind === "str" ? from.value : undefined));
		return module.kind === "unknown" ? unknownBecause(module.why.text, args.origin) : module;
	}),
	defineFunction("importlib.reload", "module", (bound, { machine }) => {
		const module = bound.get("module");
		if (module.kind !== "module" || !machine.modules.reload(module)) vague("a module that is loaded again");
		return module;
	}),
	defineFunction("builtins.__import__", "name, globals=None, locals=None, fromlist=(), level=0", (bound, call) => {
		const { machine, args } = call;
		const name = textOf(bound.get("name"));
		const level = bound.get("level");
		const from = machine.truth(bound.get("fromlist"), args.origin);
		if (level.kind !== "int" || level.value !== 0 || from === undefined) vague("an import that is not known");
		const module = machine.import(name);
		return from ? module : machine.import(name.split(".", 1)[0] as string);
	}),
	defineFunction("pkgutil.iter_modules", "path=None, prefix=''", (bound, { machine, args }) => {
		const prefix = textOf(bound.get("prefix"));
		const folders = machine.iterate(bound.get("path"), args.origin) ?? vague("folders that are not known");
		const found = folders.flatMap(
			(each) => machine.modules.modulesIn(textOf(each)) ?? vague("the modules of a folder that is not known"),
		);
		return list(
			found.map(({ name, isPackage }) => ({
				kind: "tuple",
				items: [unknownBecause("a module finder"), str(prefix + name), bool(isPackage)],
				fields: ["module_finder", "name", "ispkg"],
			})),
		);
	}),
	defineFunction("importlib.metadata.version", "distribution_name", (bound, { machine }) => {
		const name = bound.get("distribution_name");
		const { versions } = machine;
		if (name.kind === "str" && name.value === "tensorflow") return str(versions.tensorflow);
		if (name.kind === "str" && name.value === "keras") return str(versions.keras);
		return vague("the version of a package that is not modelled");
	}),
];
