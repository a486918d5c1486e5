import type { Expr, Module } from "../syntax/ast";
import { type SyntaxNode, walk } from "./nodes";
import { targetsOf } from "./targets";

/** What names of a file mean by its imports: `tf` -> `tensorflow`, `Dense` -> `keras.layers.Dense`. */
export type ImportNames = ReadonlyMap<string, string>;

const known = new WeakMap<Module, ImportNames>();

export function importNames(module: Module): ImportNames {
	const found = known.get(module) ?? readImports(module);
	known.set(module, found);
	return found;
}

/** Those that hold everywhere in the file: not of imports inside functions, nor of names that mean something else too. */
function readImports(module: Module): ImportNames {
	const names = new Map<string, string>();
	const local = new Set<SyntaxNode>();
	const rebound = new Set<string>();
	walk(module, (node) => {
		for (const target of targetsOf(node)) if (target.type === "Name") rebound.add(target.id);
		if (node.type === "arg") rebound.add(node.arg);
		if (node.type === "FunctionDef" || node.type === "ClassDef") {
			rebound.add(node.name);
			for (const each of node.body) walk(each, (inner) => local.add(inner));
		}
		if (!local.has(node)) for (const [name, path] of importedBy(node)) names.set(name, path);
	});
	for (const name of rebound) names.delete(name);
	return names;
}

function importedBy(node: SyntaxNode): readonly (readonly [name: string, path: string])[] {
	if (node.type === "Import") {
		return node.names.map(({ name, asname }) => {
			const first = name.split(".")[0] ?? name;
			return asname ? [asname, name] : [first, first];
		});
	}
	if (node.type !== "ImportFrom" || node.level > 0 || !node.module) return [];
	return node.names.map(({ name, asname }) => [asname ?? name, `${node.module}.${name}`]);
}

/** The full dotted name that an expression is by the imports; absent for anything else. */
export function qualifiedName(node: Expr, names: ImportNames): string | undefined {
	if (node.type === "Name") return names.get(node.id);
	if (node.type !== "Attribute") return undefined;
	const owner = qualifiedName(node.value, names);
	return owner && `${owner}.${node.attr}`;
}

/** How the file can write one of several names for the same thing: the shortest way; absent without an import for it. */
export function writtenName(paths: readonly string[], names: ImportNames): string | undefined {
	const ways = paths.flatMap((path) =>
		[...names].flatMap(([name, full]) => {
			if (path === full) return [name];
			return path.startsWith(`${full}.`) ? [`${name}${path.slice(full.length)}`] : [];
		}),
	);
	return ways.sort((a, b) => dots(a) - dots(b))[0];
}

const dots = (name: string): number => name.split(".").length;
