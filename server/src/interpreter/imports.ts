import { library, unknownBecause, type Value, type World } from "../domain";
import type { Import, ImportFrom } from "../syntax/ast";
import { missingAttribute } from "./attributes";
import type { Core } from "./core";
import type { Scope } from "./machine";
import { originOf } from "./origin";
import { bindName } from "./scope";

/** `import a.b.c` binds `a`; `import a.b.c as d` binds the submodule. */
export function executeImport(node: Import, scope: Scope, core: Core): void {
	for (const alias of node.names) {
		const parts = alias.name.split(".");
		const bound = alias.asname ? alias.name : (parts[0] as string);
		bindName(scope, alias.asname ?? bound, core.importModule(bound, 0, scope), core.journal);
		if (!alias.asname && parts.length > 1) core.importModule(alias.name, 0, scope);
	}
}

export function executeImportFrom(node: ImportFrom, scope: Scope, core: Core): void {
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

function importedName(module: Value, name: string, node: ImportFrom, scope: Scope, core: Core): Value {
	if (module.kind === "module") {
		const own = module.attrs.get(name);
		if (own) return own;
		const submodule = core.importModule(node.module ? `${node.module}.${name}` : name, node.level, scope);
		return submodule;
	}
	const value = core.findAttribute(module, name, originOf(node, scope));
	if (value) return value;
	core.report({ exception: "ImportError", ...missingAttribute(module, name, core) }, originOf(node, scope));
	return unknownBecause(`cannot import ${name}`, originOf(node, scope));
}

function importAll(module: Value, scope: Scope, core: Core): void {
	if (module.kind === "module") {
		for (const [name, value] of module.attrs) {
			if (!name.startsWith("_")) bindName(scope, name, value, core.journal);
		}
	} else if (module.kind === "library") {
		for (const name of core.registry.names(module.name, module.world)) {
			const value = core.findAttribute(module, name, { path: scope.path, start: 0, end: 0 });
			if (value) bindName(scope, name, value, core.journal);
		}
	}
}

/** A module of a library by its dotted name; `?` for a library that is not modelled. */
export function importLibrary(name: string, world: World, core: Core): Value {
	const value = core.registry.canonical(name, world);
	if (core.registry.isModule(value.name) || core.registry.find(value.name, value.world)) return value;
	core.unknownCalls += 1;
	const missing = core.registry.missing(value.name, value.world, value.viaTensorflow);
	return missing ? { kind: "unknown", why: missing } : library(value.name, value.world);
}
