import { joinValues, library, type ModuleValue, type Origin, unknownBecause, type Value, type World } from "../domain";
import type { Import, ImportFrom } from "../syntax/ast";
import { missingAttribute } from "./attributes";
import type { Core } from "./core";
import type { Scope } from "./machine";
import { originOf } from "./origin";
import { patchOf } from "./patches";
import { bindName } from "./scope";

/** `import a.b.c` binds `a`; `import a.b.c as d` binds the submodule. */
export function executeImport(node: Import, scope: Scope, core: Core): void {
	for (const alias of node.names) {
		const parts = alias.name.split(".");
		const bound = alias.asname ? alias.name : (parts[0] as string);
		if (rejectModule(alias.name, 0, originOf(node, scope), core)) {
			const whole = alias.asname
				? unknownBecause(`there is no module ${alias.name}`, originOf(node, scope))
				: undefined;
			bindName(scope, alias.asname ?? bound, whole ?? core.importModule(bound, 0, scope), core.journal);
			continue;
		}
		bindName(scope, alias.asname ?? bound, core.importModule(bound, 0, scope), core.journal);
		if (!alias.asname && parts.length > 1) core.importModule(alias.name, 0, scope);
	}
}

export function executeImportFrom(node: ImportFrom, scope: Scope, core: Core): void {
	const isMissing = rejectModule(node.module ?? "", node.level, originOf(node, scope), core);
	if (isMissing) {
		for (const alias of node.names)
			bindName(
				scope,
				alias.asname ?? alias.name,
				mendedName(node.module ?? "", alias.name, node, scope, core),
				core.journal,
			);
		return;
	}
	const module = core.importModule(node.module ?? "", node.level, scope);
	for (const alias of node.names) {
		if (alias.name === "*") {
			importAll(module, scope, core);
			continue;
		}
		const value = importedName(module, alias.name, node, scope, core);
		bindName(scope, alias.asname ?? alias.name, value, core.journal);
	}
}

/** Reports the import of a module that a library certainly lacks. */
function rejectModule(name: string, level: number, origin: Origin, core: Core): boolean {
	if (level > 0 || core.modules.import(name)) return false;
	const value = core.registry.canonical(name, core.world);
	if (!core.registry.lacksModule(value, core.versions)) return false;
	const version = value.world === core.world ? ` ${core.versions.keras}` : "";
	const message = `there is no module ${name} in ${value.name.split(".")[0]}${version}`;
	core.report({ code: "unknown-library-name", exception: "ModuleNotFoundError", message }, origin);
	return true;
}

/** What a name of a missing module stands for in the nearest module above that has it. */
function mendedName(module: string, name: string, node: ImportFrom, scope: Scope, core: Core): Value {
	for (let above = parentOf(module); above !== ""; above = parentOf(above)) {
		const value = core.registry.canonical(`${above}.${name}`, core.world);
		if (core.registry.find(value.name, value.world)) return value;
	}
	return unknownBecause(`there is no module ${module}`, originOf(node, scope));
}

const parentOf = (module: string): string => module.slice(0, Math.max(0, module.lastIndexOf(".")));

function importedName(module: Value, name: string, node: ImportFrom, scope: Scope, core: Core): Value {
	const origin = originOf(node, scope);
	if (module.kind === "module") return nameOfModule(module, name, core, origin);
	const patched = module.kind === "library" ? patchOf(module, name, "import", origin, core) : undefined;
	if (patched) return patched;
	const value = core.findAttribute(module, name, origin);
	// A `try` around the import may have failed, unless Python itself has the name.
	const full = module.kind === "library" ? `${module.name}.${name}` : `${node.module}.${name}`;
	if (value?.kind === "unknown" && !core.registry.exists(full, core.world)) core.unknownCalls += 1;
	if (value) return value;
	core.report({ exception: "ImportError", ...missingAttribute(module, name, core) }, origin);
	return unknownBecause(`cannot import ${name}`, origin);
}

/** A name of the module, or else its submodule. A name that is missing, perhaps because imports run in a circle, is `?`. */
function nameOfModule(module: ModuleValue, name: string, core: Core, origin: Origin): Value {
	const own = module.attrs.get(name);
	if (own) return own;
	const submodule = core.modules.import(`${module.name}.${name}`);
	if (submodule?.kind === "module") return submodule;
	core.unknownCalls += 1;
	return unknownBecause(`${module.name} has no ${name} that is known when it is imported`, origin);
}

function importAll(module: Value, scope: Scope, core: Core): void {
	const origin = { path: scope.path, start: 0, end: 0 };
	if (module.kind === "module") {
		const all = exportedNames(module, core, origin);
		// Without knowing all that is imported, a name that is bound already may or may not be another now.
		const isOpen = all === undefined && module.attrs.has("__all__");
		const hidden = isOpen ? "__" : "_";
		for (const name of all ?? [...module.attrs.keys()].filter((each) => !each.startsWith(hidden))) {
			const value = nameOfModule(module, name, core, origin);
			const before = isOpen ? scope.vars.get(name) : undefined;
			bindName(scope, name, before ? joinValues(before, value) : value, core.journal);
		}
	} else if (module.kind === "library") {
		for (const name of core.registry.names(module.name, module.world)) {
			const value = core.findAttribute(module, name, origin);
			if (value) bindName(scope, name, value, core.journal);
		}
	}
}

/** `__all__`, as far as it is known. */
function exportedNames(module: ModuleValue, core: Core, origin: Origin): readonly string[] | undefined {
	const all = module.attrs.get("__all__");
	const items = all && all.kind !== "unknown" ? core.iterate(all, origin) : undefined;
	const names = items?.flatMap((item) => (item.kind === "str" && item.value !== undefined ? [item.value] : []));
	return names?.length === items?.length ? names : undefined;
}

/** A module of a library by its dotted name; `?` for a library that is not modelled. */
export function importLibrary(name: string, world: World, core: Core): Value {
	const value = core.registry.canonical(name, world);
	if (core.registry.isModule(value.name, value.world) || core.registry.find(value.name, value.world)) return value;
	if (!core.registry.exists(value.name, value.world, value.viaTensorflow)) core.unknownCalls += 1;
	const missing = core.registry.missing(value.name, value.world, value.viaTensorflow);
	return missing ? { kind: "unknown", why: missing } : library(value.name, value.world);
}
