import { type AST, ParseError, parseTOML } from "toml-eslint-parser";

/** Offsets in the text. */
export interface TomlRange {
	readonly start: number;
	readonly end: number;
}

export interface TomlProblem extends TomlRange {
	readonly message: string;
}

export interface TomlEntry {
	readonly key: TomlRange;
	readonly value: TomlValue;
}

export type TomlValue = TomlRange &
	(
		| { readonly kind: "scalar"; readonly value: string | number | boolean | Date }
		| { readonly kind: "array"; readonly items: readonly TomlValue[] }
		| { readonly kind: "table"; readonly entries: ReadonlyMap<string, TomlEntry> }
	);
export type TomlTable = Extract<TomlValue, { kind: "table" }>;

export interface TomlDocument {
	readonly root: TomlTable;
	/** Why it could not be read; the root is empty then. */
	readonly problem: TomlProblem | undefined;
}

/** A TOML file with the places of its keys and values. Never throws. */
export function readToml(text: string): TomlDocument {
	const root = newTable({ start: 0, end: 0 });
	try {
		for (const each of parseTOML(text).body[0].body) {
			if (each.type === "TOMLKeyValue") addPair(root, each);
			else addTable(root, each);
		}
		return { root, problem: undefined };
	} catch (error) {
		const start = error instanceof ParseError ? Math.min(error.index, text.length) : 0;
		const message = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
		return { root: newTable({ start: 0, end: 0 }), problem: { start, end: endOfLine(text, start), message } };
	}
}

function endOfLine(text: string, start: number): number {
	const found = text.slice(start).search(/[\r\n]/);
	return found <= 0 ? Math.min(start + 1, text.length) : start + found;
}

interface OpenTable extends TomlRange {
	readonly kind: "table";
	readonly entries: Map<string, TomlEntry>;
}

const newTable = (range: TomlRange): OpenTable => ({ kind: "table", entries: new Map(), ...range });

const rangeOf = ({ range: [start, end] }: { readonly range: readonly [number, number] }): TomlRange => ({ start, end });

const nameOf = (key: AST.TOMLBare | AST.TOMLQuoted): string => (key.type === "TOMLBare" ? key.name : key.value);

/** Follows the names to the table that the last of them is in; an array of tables is entered at its last one. */
function tableAt(table: OpenTable, keys: readonly (AST.TOMLBare | AST.TOMLQuoted)[]): OpenTable {
	let at = table;
	for (const key of keys) {
		const known = at.entries.get(nameOf(key))?.value;
		const inner = known?.kind === "array" ? known.items.at(-1) : known;
		if (inner?.kind === "table") {
			at = inner as OpenTable;
			continue;
		}
		const made = newTable(rangeOf(key));
		at.entries.set(nameOf(key), { key: rangeOf(key), value: made });
		at = made;
	}
	return at;
}

function addTable(root: OpenTable, node: AST.TOMLTable): void {
	const { keys } = node.key;
	if (node.kind === "standard") {
		addPairs(tableAt(root, keys), node.body);
		return;
	}
	const last = keys.at(-1);
	if (!last) return;
	const parent = tableAt(root, keys.slice(0, -1));
	const known = parent.entries.get(nameOf(last))?.value;
	const item = newTable(rangeOf(node.key));
	const items = known?.kind === "array" ? known.items : [];
	const value: TomlValue = { kind: "array", items: [...items, item], ...rangeOf(last) };
	parent.entries.set(nameOf(last), { key: rangeOf(last), value });
	addPairs(item, node.body);
}

function addPairs(table: OpenTable, pairs: readonly AST.TOMLKeyValue[]): void {
	for (const pair of pairs) addPair(table, pair);
}

function addPair(table: OpenTable, { key, value }: AST.TOMLKeyValue): void {
	const last = key.keys.at(-1);
	if (last)
		tableAt(table, key.keys.slice(0, -1)).entries.set(nameOf(last), { key: rangeOf(last), value: valueOf(value) });
}

function valueOf(node: AST.TOMLContentNode): TomlValue {
	if (node.type === "TOMLValue") return { kind: "scalar", value: node.value, ...rangeOf(node) };
	if (node.type === "TOMLArray") return { kind: "array", items: node.elements.map(valueOf), ...rangeOf(node) };
	const table = newTable(rangeOf(node));
	addPairs(table, node.body);
	return table;
}

/** What is found below the names; absent when there is nothing. */
export function tomlAt(table: TomlTable, ...names: readonly string[]): TomlValue | undefined {
	let at: TomlValue | undefined = table;
	for (const name of names) at = at?.kind === "table" ? at.entries.get(name)?.value : undefined;
	return at;
}

/** Without the places. */
export function plainOf(value: TomlValue): unknown {
	if (value.kind === "scalar") return value.value;
	if (value.kind === "array") return value.items.map(plainOf);
	return Object.fromEntries([...value.entries].map(([name, each]) => [name, plainOf(each.value)]));
}

export const textOf = (value: TomlValue | undefined): string | undefined =>
	value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;

export const itemsOf = (value: TomlValue | undefined): readonly TomlValue[] =>
	value?.kind === "array" ? value.items : [];
