import type {
	ImportFromNode,
	ImportNode,
	ModuleNameNode,
	NameNode,
} from "@zzzen/pyright-internal/dist/parser/parseNodes";
import type { Alias, Import, ImportFrom } from "../ast";
import { type Conversion, rawEnd } from "./context";
import { identifier } from "./literals";

function dottedName(node: ModuleNameNode): string {
	return node.d.nameParts.map((part) => identifier(part.d.value)).join(".");
}

function alias(c: Conversion, name: string, node: { start: number; length: number }, asname?: NameNode): Alias {
	return {
		type: "alias",
		name,
		...(asname ? { asname: identifier(asname.d.value) } : {}),
		start: c.at(node.start),
		end: c.at(rawEnd(node)),
	};
}

export function convertImport(c: Conversion, node: ImportNode): Import {
	const names = node.d.list.map((item) => alias(c, dottedName(item.d.module), item, item.d.alias));
	return { type: "Import", names, start: c.at(node.start), end: c.at(rawEnd(node)) };
}

export function convertImportFrom(c: Conversion, node: ImportFromNode): ImportFrom {
	const { module, imports, wildcardToken } = node.d;
	const name = dottedName(module);
	return {
		type: "ImportFrom",
		...(name === "" ? {} : { module: name }),
		level: module.d.leadingDots,
		names: wildcardToken
			? [alias(c, "*", wildcardToken)]
			: imports.map((item) => alias(c, identifier(item.d.name.d.value), item, item.d.alias)),
		start: c.at(node.start),
		end: c.at(rawEnd(node)),
	};
}
