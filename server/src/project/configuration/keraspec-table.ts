import { type RuleLevel, SETTINGS, type Setting } from "../../../../shared/settings";
import { didYouMean } from "../../domain";
import { compileGlob } from "./glob";
import { problemOfCode, problemOfItem, problemOfLevel, problemOfValue } from "./setting-values";
import { plainOf, readToml, type TomlEntry, type TomlProblem, type TomlRange, type TomlTable, tomlAt } from "./toml";

/** Values by the keys of `SETTINGS`, levels of rules as `rules.input-rank`. */
export type ProjectValues = ReadonlyMap<string, unknown>;

export interface Override {
	/** Whether a path, relative to the folder of the file, is meant. */
	readonly matches: (path: string) => boolean;
	readonly values: ProjectValues;
}

/** `[tool.keraspec]` of a `pyproject.toml`. */
export interface KeraspecTable {
	readonly values: ProjectValues;
	readonly overrides: readonly Override[];
}

export interface ReadTable {
	/** Absent when the file has none. */
	readonly table: KeraspecTable | undefined;
	readonly problems: readonly TomlProblem[];
	/** Whether the file cannot be read at all, though it seems to have such a table. */
	readonly isBroken: boolean;
}

const PROJECT_SETTINGS = SETTINGS.filter(({ inProject }) => inProject);

const kebab = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const BY_NAME: ReadonlyMap<string, Setting> = new Map(PROJECT_SETTINGS.map((setting) => [kebab(setting.key), setting]));

/** Reads the table of a `pyproject.toml`. What is wrong in it is left out and said; never throws. */
export function readKeraspecTable(text: string, codes: readonly string[]): ReadTable {
	if (!/\bkeraspec\b/.test(text)) return { table: undefined, problems: [], isBroken: false };
	const { root, problem } = readToml(text);
	// Somebody else's broken file is somebody else's to report.
	const isOurs = /^\s*\[+\s*tool\s*\.\s*["']?keraspec\b/m.test(text);
	if (problem) return { table: undefined, problems: isOurs ? [problem] : [], isBroken: isOurs };
	const found = tomlAt(root, "tool", "keraspec");
	if (!found) return { table: undefined, problems: [], isBroken: false };
	const problems: TomlProblem[] = [];
	const reader: Reader = { codes, tell: (range, message) => void problems.push({ ...place(range), message }) };
	if (found.kind !== "table") {
		reader.tell(found, "tool.keraspec must be a table");
		return { table: undefined, problems, isBroken: false };
	}
	const overrides = found.entries.get("overrides");
	const table = {
		values: valuesOf(found, ["overrides"], reader),
		overrides: overrides ? overridesOf(overrides, reader) : [],
	};
	return { table, problems, isBroken: false };
}

interface Reader {
	readonly codes: readonly string[];
	tell(range: TomlRange, message: string): void;
}

const place = ({ start, end }: TomlRange): TomlRange => ({ start, end });

function valuesOf(table: TomlTable, others: readonly string[], reader: Reader): ProjectValues {
	const values = new Map<string, unknown>();
	const known = [...BY_NAME.keys(), ...others];
	for (const [name, entry] of table.entries) {
		if (others.includes(name)) continue;
		const setting = BY_NAME.get(name);
		if (setting) addValue(values, name, setting, entry, reader);
		else reader.tell(entry.key, `there is no key ${JSON.stringify(name)}${hint(name, known)}`);
	}
	return values;
}

/** `kerasVersion` is what the key is called in editors. */
const hint = (name: string, known: readonly string[]): string =>
	known.includes(kebab(name)) ? `; did you mean ${kebab(name)}?` : didYouMean(name, known);

function addValue(
	values: Map<string, unknown>,
	name: string,
	setting: Setting,
	{ value }: TomlEntry,
	reader: Reader,
): void {
	const plain = plainOf(value);
	const wrong = problemOfValue(setting, plain);
	if (wrong) {
		reader.tell(value, `${name} ${wrong}`);
	} else if (setting.type === "levels" && value.kind === "table") {
		for (const [code, level] of levelsOf(value, reader)) values.set(`${setting.key}.${code}`, level);
	} else if (setting.type === "list" && value.kind === "array") {
		const problems = value.items.map((item) => ({ item, problem: problemOfItem(setting, plainOf(item)) }));
		for (const { item, problem } of problems) if (problem) reader.tell(item, `${name} ${problem}`);
		const items = problems.filter(({ problem }) => !problem);
		values.set(
			setting.key,
			items.map(({ item }) => plainOf(item)),
		);
	} else {
		values.set(setting.key, plain);
	}
}

function levelsOf(table: TomlTable, reader: Reader): readonly (readonly [string, RuleLevel])[] {
	return [...table.entries].flatMap(([code, { key, value }]) => {
		const level = plainOf(value);
		const unknown = problemOfCode(code, reader.codes);
		const wrong = problemOfLevel(level);
		if (unknown) reader.tell(key, unknown);
		else if (wrong) reader.tell(value, `the level of ${code} ${wrong}`);
		return unknown || wrong ? [] : [[code, level as RuleLevel] as const];
	});
}

function overridesOf({ key, value }: TomlEntry, reader: Reader): readonly Override[] {
	const tables = value.kind === "array" ? value.items : [];
	if (value.kind !== "array") reader.tell(key, "overrides must be a list of tables: [[tool.keraspec.overrides]]");
	return tables.flatMap((table) => {
		if (table.kind === "table") return [overrideOf(table, reader)];
		reader.tell(table, "overrides must be a list of tables: [[tool.keraspec.overrides]]");
		return [];
	});
}

function overrideOf(table: TomlTable, reader: Reader): Override {
	const files = table.entries.get("files")?.value;
	const patterns = files?.kind === "array" ? files.items.map(plainOf) : [];
	const isFine = patterns.length > 0 && patterns.every((each) => typeof each === "string" && each !== "");
	if (!isFine) reader.tell(files ?? table, 'an override needs files, a list of patterns such as ["tests/**"]');
	const globs = patterns.flatMap((each) => (typeof each === "string" && each !== "" ? [compileGlob(each)] : []));
	return {
		matches: (path) => globs.some((glob) => glob(path)),
		values: valuesOf(table, ["files"], reader),
	};
}

/** The values that hold for a path, relative to the folder of the file; later overrides win. */
export const valuesFor = ({ values, overrides }: KeraspecTable, path: string): ProjectValues =>
	new Map([...values, ...overrides.filter(({ matches }) => matches(path)).flatMap((each) => [...each.values])]);
