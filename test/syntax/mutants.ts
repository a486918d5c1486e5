import { Tokenizer } from "@zzzen/pyright-internal/dist/parser/tokenizer";
import type { Module, Stmt } from "../../server/src/syntax/ast";
import { nodesOf } from "./describe";

/** A small generator of numbers in [0, 1), the same on every machine. */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** Text between `start` and `end` is replaced. */
export interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** A source that parses, and what the edits need to know about it. */
export interface Subject {
	readonly text: string;
	readonly module: Module;
	readonly random: () => number;
}

type Mutation = (subject: Subject) => Edit | undefined;

function pick<T>(subject: Subject, items: readonly T[]): T | undefined {
	return items[Math.floor(subject.random() * items.length)];
}

interface Ranged {
	readonly type: string;
	readonly start: number;
	readonly end: number;
}

function calls(subject: Subject): Ranged[] {
	return nodesOf(subject.module).filter((node) => node.type === "Call");
}

function multiLineCalls(subject: Subject): Ranged[] {
	return calls(subject).filter((call) => {
		const text = subject.text.slice(call.start, call.end);
		return text.endsWith(")") && /\([ \t]*\n/.test(text) && !/"""|'''/.test(text);
	});
}

export function statementsOf(module: Module): Stmt[] {
	const isStatement = (node: Ranged): node is Stmt => STATEMENTS.has(node.type);
	return nodesOf(module).filter(isStatement);
}

export const STATEMENTS: ReadonlySet<string> = new Set(
	"FunctionDef ClassDef Return Delete Assign TypeAlias AugAssign AnnAssign For While If With Match Raise Try Assert Import ImportFrom Global Nonlocal Expr Pass Break Continue".split(
		" ",
	),
);

/** A new line before a statement that starts its own line, indented like it. */
function newLine(subject: Subject, line: string): Edit | undefined {
	const statements = statementsOf(subject.module).filter((statement) => {
		const lineStart = subject.text.lastIndexOf("\n", statement.start - 1) + 1;
		return /^[ \t]*$/.test(subject.text.slice(lineStart, statement.start)) && !isAfterDecorator(subject, lineStart);
	});
	const statement = pick(subject, statements);
	if (!statement) return undefined;
	const lineStart = subject.text.lastIndexOf("\n", statement.start - 1) + 1;
	const indent = subject.text.slice(lineStart, statement.start);
	return { start: lineStart, end: lineStart, text: `${indent}${line}\n` };
}

function isAfterDecorator(subject: Subject, lineStart: number): boolean {
	return /@[^\n]*\n(?:[ \t]*[^\n]*\n)?$/.test(subject.text.slice(Math.max(0, lineStart - 200), lineStart));
}

function inserted(lines: readonly string[]): Mutation {
	return (subject) => newLine(subject, pick(subject, lines) ?? "");
}

const HALF_LINES = [
	"def foo(",
	"if x",
	"@",
	"else",
	"for i in",
	"return (",
	"class A(",
	"with open(",
	"import",
	"while",
];
const INNER_HALVES = ["keras.layers.Dense(", "activation=relu(", "Dense(10, activation=", "foo(bar[1, ", '{"a": '];
const CLOSED_HALVES = [
	"x = Dense(units=)",
	"x = Dense(10 act=1)",
	"x = f(, 1)",
	"x = y[]",
	"x = (a b)",
	'm.add(D(1, a="r))',
];

function deleteToken(subject: Subject): Edit | undefined {
	const { tokens } = new Tokenizer().tokenize(subject.text);
	for (let tries = 0; tries < 50; tries++) {
		const token = tokens.getItemAt(Math.floor(subject.random() * tokens.count));
		const { start } = token;
		const end = start + token.length;
		if (subject.text.slice(start, end).trim() !== "") return { start, end, text: "" };
	}
	return undefined;
}

function cutCall(subject: Subject): Edit | undefined {
	const call = pick(subject, calls(subject));
	if (!call) return undefined;
	const open = subject.text.indexOf("(", call.start);
	const holder = statementsOf(subject.module)
		.filter((statement) => !("body" in statement) && statement.start <= call.start && call.end <= statement.end)
		.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
	return holder && open !== -1 && open < call.end ? { start: open + 1, end: holder.end, text: "" } : undefined;
}

function halfLineInCall(subject: Subject): Edit | undefined {
	const call = pick(subject, multiLineCalls(subject));
	if (!call) return undefined;
	const at = subject.text.indexOf("\n", call.start) + 1;
	const indent = /^[ \t]*/.exec(subject.text.slice(at))?.[0] ?? "";
	return { start: at, end: at, text: `${indent}${pick(subject, INNER_HALVES)}\n` };
}

function deleteCloser(subject: Subject): Edit | undefined {
	const call = pick(subject, multiLineCalls(subject));
	return call && { start: call.end - 1, end: call.end, text: "" };
}

function deleteCharacters(subject: Subject): Edit {
	const length = 5 + Math.floor(subject.random() * 36);
	const start = Math.floor(subject.random() * Math.max(1, subject.text.length - length));
	return { start, end: Math.min(subject.text.length, start + length), text: "" };
}

function strayClosers(subject: Subject): Edit | undefined {
	const statement = pick(subject, statementsOf(subject.module));
	return statement && { start: statement.end, end: statement.end, text: "))" };
}

function deleteLine(subject: Subject): Edit {
	const at = Math.floor(subject.random() * subject.text.length);
	const start = subject.text.lastIndexOf("\n", at - 1) + 1;
	const next = subject.text.indexOf("\n", at);
	return { start, end: next === -1 ? subject.text.length : next + 1, text: "" };
}

function insertPunctuation(subject: Subject): Edit {
	const start = Math.floor(subject.random() * subject.text.length);
	return { start, end: start, text: pick(subject, [..."()[]{},.:;=+-*/@\"'#\\!"]) ?? "(" };
}

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
	M1: deleteToken,
	M2: cutCall,
	M3: inserted(["x = keras.layers.Dense("]),
	M4: inserted(["x = keras."]),
	M5: inserted(['model.add(Dense(10, activation="re']),
	M6: inserted(HALF_LINES),
	M7: inserted(['d = {"a": [1,']),
	M8: inserted(['"""']),
	H1: halfLineInCall,
	H2: deleteCloser,
	H3: deleteCharacters,
	H4: strayClosers,
	H5: deleteLine,
	H6: insertPunctuation,
	H7: inserted(CLOSED_HALVES),
};

export function applyEdit(text: string, edit: Edit): string {
	return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

/** The lines an edit touches, and every statement (of a compound one, its header) that lies on them. */
export function damagedRange(subject: Subject, edit: Edit): { start: number; end: number } {
	const { text } = subject;
	if (edit.start === edit.end && edit.text.endsWith("\n")) {
		const inner = simpleRanges(subject).filter((range) => range.start < edit.start && edit.start < range.end);
		return union({ start: edit.start, end: edit.start }, inner);
	}
	const start = text.lastIndexOf("\n", edit.start - 1) + 1;
	const next = text.indexOf("\n", edit.end);
	const lines = { start, end: next === -1 ? text.length : next };
	const touched = simpleRanges(subject).filter((range) => range.start < lines.end && lines.start < range.end);
	return union(lines, touched);
}

function union(first: { start: number; end: number }, ranges: readonly { start: number; end: number }[]) {
	return {
		start: Math.min(first.start, ...ranges.map((range) => range.start)),
		end: Math.max(first.end, ...ranges.map((range) => range.end)),
	};
}

function simpleRanges(subject: Subject): { start: number; end: number }[] {
	return statementsOf(subject.module).map((statement) => {
		const body: readonly { readonly start: number }[] = headed(statement);
		const [first] = body;
		return { start: statement.start, end: first ? first.start : statement.end };
	});
}

function headed(statement: Stmt): readonly { readonly start: number }[] {
	if (statement.type === "Match") return statement.cases[0]?.body ?? [];
	return "body" in statement ? statement.body : [];
}

export interface Kept {
	readonly total: number;
	readonly kept: number;
}
export type Kind = "calls" | "defs" | "statements";

const KINDS: Readonly<Record<Kind, (type: string) => boolean>> = {
	calls: (type) => type === "Call",
	defs: (type) => type === "FunctionDef" || type === "ClassDef",
	statements: (type) => STATEMENTS.has(type),
};

/**
 * How many nodes outside the damaged statement are still there, with their type and (shifted) range. A statement
 * around it counts as kept where it starts, because its end may be what was damaged.
 */
export function measureKept(subject: Subject, edit: Edit, mutated: Module): Readonly<Record<Kind, Kept>> {
	const damaged = damagedRange(subject, edit);
	const shift = edit.text.length - (edit.end - edit.start);
	const exact = new Set<string>();
	const starts = new Set<string>();
	for (const node of nodesOf(mutated)) {
		exact.add(`${node.type} ${node.start} ${node.end}`);
		starts.add(`${node.type} ${node.start}`);
	}
	const counts = { calls: { total: 0, kept: 0 }, defs: { total: 0, kept: 0 }, statements: { total: 0, kept: 0 } };
	for (const node of nodesOf(subject.module)) {
		const isBefore = node.end <= damaged.start;
		const isAfter = node.start >= damaged.end;
		const isAround = node.start < damaged.start && node.end > damaged.end && STATEMENTS.has(node.type);
		if (!isBefore && !isAfter && !isAround) continue;
		const by = isAfter ? shift : 0;
		const isKept = isAround
			? starts.has(`${node.type} ${node.start}`)
			: exact.has(`${node.type} ${node.start + by} ${node.end + by}`);
		for (const kind of ["calls", "defs", "statements"] as const) {
			if (!KINDS[kind](node.type)) continue;
			counts[kind].total++;
			if (isKept) counts[kind].kept++;
		}
	}
	return counts;
}
