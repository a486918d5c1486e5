import type { Expr, Module } from "../syntax/ast";
import { walk } from "./nodes";

/** What names of a file mean by its imports: `tf` -> `tensorflow`, `Dense` -> `keras.layers.Dense`. */
export type ImportNames = ReadonlyMap<string, string>;

const known = new WeakMap<Module, ImportNames>();

export function importNames(module: Module): ImportNames {
	const found = known.get(module) ?? readImports(module);
	known.set(module, found);
	return found;
}

function readImports(module: Module): ImportNames {
	const names = new Map<string, string>();
	walk(module, (node) => {
		if (node.type === "Import") {
			for (const { name, asname } of node.names) {
				const first = name.split(".")[0] ?? name;
				names.set(asname ?? first, asname ? name : first);
			}
		} else if (node.type === "ImportFrom" && node.level === 0 && node.module) {
			for (const { name, asname } of node.names) names.set(asname ?? name, `${node.module}.${name}`);
		}
	});
	return names;
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
