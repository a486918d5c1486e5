import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { printSpec, type Snapshot, type Value, type World } from "../../server/src/domain";
import { registry } from "../../server/src/ide/registry";
import { type Registry, toText } from "../../server/src/interpreter/api";
import { type Execution, executeProgram } from "../../server/src/interpreter/create-machine";
import type { Observation } from "../../server/src/interpreter/observations";
import { resolveVersions } from "../../server/src/project/world";
import { findingsOf } from "../../server/src/rules/report";
import type { Finding, SpecPolicy } from "../../server/src/rules/rule";
import type { Expr, ParsedFile, Stmt } from "../../server/src/syntax/ast";
import { parsePython } from "../../server/src/syntax/parse";
import { offsetToPosition } from "../../server/src/syntax/positions";

/** One `# %% name` case of a fixture, as a program of its own: the prelude's lines are kept, other cases are blanked. */
export interface FixtureCase {
	readonly name: string;
	/** Line of `# %%`, as in the records. */
	readonly line: number;
	readonly text: string;
	readonly claims: readonly Claim[];
}

export interface Claim {
	readonly line: number;
	readonly world: World | undefined;
	readonly kind: "spec" | "finding";
	/** The printed spec, or `severity[code]`. */
	readonly text: string;
	/** Columns of the carets. */
	readonly start: number;
	readonly end: number;
}

export interface Fixture {
	readonly worlds: readonly World[];
	readonly cases: readonly FixtureCase[];
}

/** Carets under what is claimed, or its columns (`@0-12`) where a comment has no room for carets there. */
const CLAIM = /^\s*#\s*(?:(keras2|keras3)\s+)?(?:(<-)\s*(.*\S)|(\^+|@\d+-\d+)\s*(\w+\[[\w-]+\]))\s*$/;

export function readFixture(path: string): Fixture {
	const lines = readFileSync(path, "utf8").split("\n");
	const starts = lines.flatMap((line, index) => (line.startsWith("# %%") ? [index] : []));
	const preludeEnd = starts[0] ?? 0;
	const directive = lines
		.slice(0, preludeEnd)
		.map((line) => /^# world: ([ab])/.exec(line)?.[1])
		.find(Boolean);
	const worlds: readonly World[] =
		directive === "a" ? ["keras2"] : directive === "b" ? ["keras3"] : ["keras2", "keras3"];
	const cases = starts.map((start, index) => {
		const end = starts[index + 1] ?? lines.length;
		const text = lines.map((line, at) => (at < preludeEnd || (at >= start && at < end) ? line : "")).join("\n");
		return { name: (lines[start] ?? "").slice(4).trim(), line: start, text, claims: readClaims(lines, start, end) };
	});
	return { worlds, cases };
}

function readClaims(lines: readonly string[], start: number, end: number): readonly Claim[] {
	return lines.slice(start, end).flatMap((text, offset): readonly Claim[] => {
		const match = CLAIM.exec(text);
		if (!match) return [];
		const world = match[1] as World | undefined;
		const line = start + offset;
		if (match[2]) return [{ line, world, kind: "spec", text: match[3] ?? "", start: 0, end: 0 }];
		return [{ line, world, kind: "finding", text: match[5] ?? "", ...columnsOf(text, match[4] ?? "") }];
	});
}

function columnsOf(text: string, mark: string): { readonly start: number; readonly end: number } {
	const [, start, end] = /^@(\d+)-(\d+)$/.exec(mark) ?? [];
	const caret = text.indexOf("^");
	return start && end ? { start: Number(start), end: Number(end) } : { start: caret, end: caret + mark.length };
}

/** Marks the key that carries a plain value's text. */
const PLAIN = "plain value: ";

/** Plain values are shown too, so that records of Python's own results can be compared. */
const showingPlainValues: Registry = {
	...registry,
	at: () => showingPlainValues,
	describe(value: Value): Snapshot | undefined {
		const known = registry.describe(value);
		if (known) return known;
		const text = value.kind === "unknown" ? undefined : toText(value, true);
		return text === undefined ? undefined : { kind: "dict", items: { [PLAIN + text]: { kind: "dict" } } };
	},
};

export interface CaseRun {
	readonly file: ParsedFile;
	readonly execution: Execution;
	readonly findings: readonly Finding[];
	readonly observations: readonly Observation[];
}

export function runCase(text: string, world: World, specPolicy: SpecPolicy = "tensorflow"): CaseRun {
	const file = parsePython(text);
	const execution = executeProgram(file.module, "fixture.py", {
		world,
		versions: resolveVersions(world === "keras2" ? "2.15.0" : undefined),
		registry: showingPlainValues,
		maxSteps: 1_000_000,
		maxMilliseconds: 10_000,
		now: () => performance.now(),
	});
	if (execution.crashes[0] !== undefined) throw new Error(execution.crashes[0]);
	const findings = findingsOf("fixture.py", execution.events, () => ({ specPolicy, text }));
	return { file, execution, findings, observations: execution.observations.of("fixture.py") };
}

/** Every statement of a tree, nested ones included, with the lines it covers. */
export function statementsOf(
	file: ParsedFile,
): readonly { readonly node: Stmt; readonly line: number; readonly endLine: number }[] {
	const found: { node: Stmt; line: number; endLine: number }[] = [];
	const visit = (node: unknown): void => {
		if (Array.isArray(node)) for (const each of node) visit(each);
		else if (typeof node === "object" && node !== null) {
			const { type } = node as { type?: string };
			if (type && STATEMENTS.has(type)) {
				const statement = node as Stmt;
				found.push({
					node: statement,
					line: offsetToPosition(file.lineStarts, statement.start).line,
					endLine: offsetToPosition(file.lineStarts, statement.end).line,
				});
			}
			for (const each of Object.values(node)) visit(each);
		}
	};
	visit(file.module.body);
	return found;
}

const STATEMENTS = new Set(["Assign", "AnnAssign", "AugAssign", "Expr", "Return", "Raise", "Assert"]);

/** The places that a statement's claim or record is about. */
export function targetsOf(node: Stmt): readonly Expr[] {
	if (node.type === "Assign") return node.targets.flatMap(leafTargets);
	if (node.type === "AnnAssign" || node.type === "AugAssign") return [node.target];
	if ((node.type === "Expr" || node.type === "Return") && node.value) return [node.value];
	return [];
}

const leafTargets = (target: Expr): readonly Expr[] => {
	if (target.type === "Tuple" || target.type === "List") return target.elts.flatMap(leafTargets);
	return target.type === "Starred" ? leafTargets(target.value) : [target];
};

export function seenAt(run: CaseRun, target: Expr): readonly Snapshot[] {
	return run.observations.find((each) => each.start === target.start && each.end === target.end)?.seen ?? [];
}

/** Whether some evaluation of the target gave `?`. */
export const isVagueAt = (run: CaseRun, target: Expr): boolean =>
	run.observations.find((each) => each.start === target.start && each.end === target.end)?.vague ?? true;

export function printSnapshot(snapshot: Snapshot): string {
	const [key] = snapshot.kind === "dict" ? Object.keys(snapshot.items ?? {}) : [];
	if (key?.startsWith(PLAIN)) return key.slice(PLAIN.length);
	if (snapshot.spec && !(snapshot.items && Object.keys(snapshot.items).length > 0)) return printSpec(snapshot.spec);
	const items = snapshot.items ?? [];
	return (Array.isArray(items) ? items : Object.values(items)).map(printSnapshot).join(", ");
}

export interface FixtureRecord {
	readonly line: number;
	readonly name: string | null;
	readonly kind: "spec" | "specs" | "shape" | "layer" | "value";
	readonly value_kind?: string;
	readonly shape?: readonly (number | null)[] | null;
	readonly dtype?: string;
	readonly value?: string;
}

export interface CaseRecord {
	readonly case: string;
	readonly specs: readonly FixtureRecord[];
	readonly raises: {
		readonly line: number;
		readonly statement: number;
		readonly exception: string;
		readonly message: string;
	} | null;
}

export function readRecords(fixture: string, world: World): ReadonlyMap<string, CaseRecord> {
	const letter = world === "keras2" ? "a" : "b";
	const path = join(__dirname, "..", "golden", "fixtures", letter, `${fixture}.json`);
	if (!existsSync(path)) return new Map();
	const { cases } = JSON.parse(readFileSync(path, "utf8")) as { cases: readonly CaseRecord[] };
	return new Map(cases.map((each) => [each.case, each]));
}
