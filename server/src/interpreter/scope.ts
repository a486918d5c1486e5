import { library, type Value, type World } from "../domain";
import type { Journal } from "./journal";
import type { Registry, Scope } from "./machine";

export function moduleScope(path: string, vars: Map<string, Value> = new Map()): Scope {
	return {
		kind: "module",
		path,
		vars,
		parent: undefined,
		globals: undefined,
		globalNames: new Set(),
		nonlocalNames: new Set(),
		locals: {},
	};
}

export function childScope(parent: Scope, kind: Scope["kind"], locals: NonNullable<Scope["locals"]> = {}): Scope {
	return {
		kind,
		path: parent.path,
		vars: new Map(),
		parent,
		globals: parent.globals ?? parent,
		globalNames: new Set(),
		nonlocalNames: new Set(),
		locals,
		isHidden: parent.isHidden,
	};
}

/** The scope that holds a name, by Python's rules: class bodies are not seen from the functions in them. */
export function holderOf(scope: Scope, name: string): Scope | undefined {
	if (scope.globalNames.has(name)) return scope.globals ?? scope;
	for (let at: Scope | undefined = scope; at; at = at.parent) {
		if (at !== scope && at.kind === "class") continue;
		if (at.vars.has(name)) return at;
	}
	return undefined;
}

export function lookup(scope: Scope, name: string, registry: Registry, world: World): Value | undefined {
	const found = holderOf(scope, name)?.vars.get(name);
	if (found) return found;
	const builtin = registry.find(`builtins.${name}`, world);
	return builtin && library(builtin.name, world);
}

/** Where an assignment to the name goes. A comprehension's walrus targets are assigned in the scope around it. */
function assignmentScope(scope: Scope, name: string): Scope {
	if (scope.globalNames.has(name)) return scope.globals ?? scope;
	if (scope.nonlocalNames.has(name)) {
		for (let at = scope.parent; at; at = at.parent) {
			if (at.kind !== "class" && at.vars.has(name)) return at;
		}
	}
	return scope;
}

export function bindName(scope: Scope, name: string, value: Value, journal: Journal): void {
	journal.setEntry(assignmentScope(scope, name).vars, name, value);
}

export function unbindName(scope: Scope, name: string, journal: Journal): void {
	const vars = assignmentScope(scope, name).vars;
	if (vars.has(name)) journal.deleteEntry(vars, name);
}
