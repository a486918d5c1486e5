import { type GoldenRecord, goldenNames, judge, readGolden } from "../../../test/support/golden";
import { RULES } from "../../src/rules/index.generated";
import type { Letter } from "./versions";

export const LETTERS: readonly Letter[] = ["a", "b"];
const MAX_EXAMPLES = 6;
const MAX_KINDS = 7;
const MAX_CODE = 100;

const NAMES: Readonly<Record<Letter, ReadonlySet<string>>> = {
	a: new Set(goldenNames("a")),
	b: new Set(goldenNames("b")),
};

/** The records of a layer, calls on plain inputs before others, the shortest expressions first. */
function recordsOf(name: string, letter: Letter): readonly GoldenRecord[] {
	if (!NAMES[letter].has(name)) return [];
	return readGolden(letter, name)
		.filter(({ code }) => code.startsWith(`layers.${name}(`) && code.length <= MAX_CODE)
		.sort((one, other) => oddity(one) - oddity(other) || (one.code < other.code ? -1 : 1));
}

const ODD = 1000;
const oddity = ({ code }: GoldenRecord): number =>
	code.length +
	(/^[^"']*keras\.Input\(/.test(code.replace(/"[^"]*"|'[^']*'/g, "")) && !/\b(?:np|tf)\./.test(code) ? 0 : ODD);

export interface Example {
	readonly code: string;
	/** What real Keras answers; absent where it was not asked. */
	readonly answers: Readonly<Record<Letter, string | undefined>>;
}

/** A few short expressions whose answers and arguments differ, the newest Keras first. */
export function examplesOf(name: string, worlds: readonly Letter[]): readonly Example[] {
	const [letter] = [...worlds].reverse();
	if (!letter) return [];
	const others = new Map(worlds.map((each) => [each, new Map(recordsOf(name, each).map((one) => [one.code, one]))]));
	const seen = new Set<string>();
	const chosen: Example[] = [];
	for (const record of recordsOf(name, letter)) {
		const answer = answerOf(record);
		const keys = [answer, `arguments ${argumentNames(record.code)}`];
		if (answer === undefined || record.raises || keys.some((key) => seen.has(key ?? ""))) continue;
		for (const key of keys) seen.add(key ?? "");
		const of = (each: Letter) => answerOf(others.get(each)?.get(record.code));
		chosen.push({ code: record.code, answers: { a: of("a"), b: of("b") } });
		if (chosen.length === MAX_EXAMPLES) break;
	}
	return chosen;
}

/** Which keyword arguments an expression uses, and on how many dimensions. */
const argumentNames = (code: string): string =>
	[...code.matchAll(/(\w+)=/g), ...code.matchAll(/(keras\.Input|tf\.\w+|np\.\w+)/g)].map((match) => match[1]).join(" ");

type Tree = NonNullable<GoldenRecord["specs"]>;

function answerOf(record: GoldenRecord | undefined): string | undefined {
	if (record?.raises) return record.raises.exception;
	if (record?.spec) return treeText(record.spec);
	return record?.specs === undefined ? undefined : treeText(record.specs);
}

function treeText(tree: Tree): string | undefined {
	if (Array.isArray(tree)) return `[${tree.map((each: Tree) => treeText(each) ?? "…").join(", ")}]`;
	if (!("shape" in tree) || !("dtype" in tree)) return undefined;
	const { shape, dtype } = tree as NonNullable<GoldenRecord["spec"]>;
	if (shape === null) return `unknown rank ${dtype}`;
	const sizes = shape.map((size) => size ?? "None").join(", ");
	return `(${sizes}${shape.length === 1 ? "," : ""}) ${dtype}`;
}

/** One way in which a layer fails. */
export interface ErrorKind {
	readonly code: string;
	readonly worlds: readonly Letter[];
	readonly exception: string;
	readonly message: string;
	/** The rule that says the same; absent when none does. */
	readonly rule: string | undefined;
}

interface Group {
	readonly record: GoldenRecord;
	readonly letter: Letter;
	readonly worlds: Letter[];
	count: number;
}

/** The kinds of exceptions in the records, the most frequent first, and how many more there are. */
export function errorKinds(name: string): { readonly kinds: readonly ErrorKind[]; readonly more: number } {
	const groups = new Map<string, Group>();
	for (const letter of [...LETTERS].reverse()) {
		for (const record of recordsOf(name, letter)) {
			if (!record.raises) continue;
			const key = `${record.raises.exception} ${patternOf(ownMessage(record))}`;
			const group = groups.get(key) ?? { record, letter, worlds: [], count: 0 };
			group.count += 1;
			if (!group.worlds.includes(letter)) group.worlds.unshift(letter);
			groups.set(key, group);
		}
	}
	const sorted = [...groups].sort(([one, a], [other, b]) => b.count - a.count || (one < other ? -1 : 1));
	const chosen = LETTERS.flatMap((letter) => sorted.filter(([, group]) => group.letter === letter).slice(0, MAX_KINDS));
	const kinds = sorted.filter((each) => chosen.includes(each)).map(([, group]) => kindOf(group));
	return { kinds, more: groups.size - kinds.length };
}

function kindOf({ record, letter, worlds }: Group): ErrorKind {
	const { verdict, ours } = judge(record, letter);
	const rule = verdict === "exact" ? /^\w+ \[([\w-]+)\]/.exec(ours)?.[1] : undefined;
	return {
		code: record.code,
		worlds,
		exception: record.raises?.exception ?? "",
		message: ownMessage(record),
		rule: RULES.some(({ code }) => code === rule) ? rule : undefined,
	};
}

/** What was raised, without the word of Keras about the layer that it was raised in. */
const ownMessage = ({ raises }: GoldenRecord): string =>
	(raises?.message ?? "").replace(/^Exception encountered when calling [^\n]*\n+/, "");

const PATTERN_LENGTH = 48;

/** A message without what changes from call to call. */
const patternOf = (message: string): string =>
	message
		.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, "'")
		.replace(/\([^()]*\)|\[[^[\]]*\]/g, "(")
		.replace(/-?\d+(?:\.\d+)?/g, "0")
		.slice(0, PATTERN_LENGTH);
