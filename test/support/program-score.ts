import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import type { Reason } from "../../server/src/domain";
import { analyse } from "../../server/src/ide/analyse";
import type { FileView } from "../../server/src/ide/analysis";
import { jsonItem } from "../../server/src/ide/json";
import { nodeFiles } from "../../server/src/project/node-files";
import { createProject } from "../../server/src/project/project";
import { createTrees } from "../../server/src/project/trees";
import { resolveVersions } from "../../server/src/project/world";
import type { ParsedFile } from "../../server/src/syntax/ast";
import { offsetToPosition } from "../../server/src/syntax/positions";

/** What the tracer noted of one value; see test/oracle/programs/trace.py. */
interface RealSpec {
	readonly kind: string;
	readonly shape?: readonly (number | null)[] | null;
	readonly dtype?: string;
	readonly class?: string;
}

type Span = readonly [line: number, column: number, endLine: number, endColumn: number];

interface Raise {
	readonly path: string;
	readonly line: number;
	readonly statement: number;
	readonly exception: string;
	readonly message: string;
}

interface Trace {
	readonly layers: number;
	readonly files: Readonly<
		Record<string, { readonly lines: readonly number[]; readonly values: readonly (readonly [Span, RealSpec[]])[] }>
	>;
	readonly raises: readonly Raise[];
}

export interface Program {
	readonly group: "packages" | "own";
	readonly file: string;
	readonly name: string;
	readonly world: "a" | "b";
	readonly text: string;
	readonly follow: readonly string[];
	readonly packages: readonly string[];
}

export type PlaceVerdict = "exact" | "vague" | "wrong";

/** One traced expression and what we said about it. */
export interface JudgedPlace {
	readonly verdict: PlaceVerdict;
	readonly path: string;
	readonly line: number;
	readonly text: string;
	readonly real: readonly RealSpec[];
	readonly ours: string;
	/** The first cause of a `?`. */
	readonly why: string;
}

export interface ProgramScore {
	readonly program: Program;
	readonly layers: number;
	readonly places: readonly JudgedPlace[];
	readonly falseAlarms: readonly string[];
	readonly missed: readonly string[];
	readonly crashes: readonly string[];
	readonly milliseconds: number;
}

const CACHE = process.env.KERASPEC_CACHE ?? join(homedir(), ".cache/keraspec");
const PROGRAMS = join(__dirname, "..", "programs");
const ROOT_PATH = "program.py";
const VERSIONS = { a: ["2.15.0", "2.15.1"], b: ["3.15.1", "2.21.0"] } as const;

/** Errors that say something about the machine, not about the program. */
const ENVIRONMENT = new Set(["ImportError", "ModuleNotFoundError", "TimeoutError", "FileNotFoundError", "NameError"]);

function head(text: string, key: string): readonly string[] {
	const found = new RegExp(`^# ${key}:(.*)$`, "m").exec(text.split(/^# %%/m, 1)[0] ?? "");
	return (found?.[1] ?? "")
		.split(",")
		.map((part) => part.trim())
		.filter(Boolean);
}

/** The programs of test/programs, one for each case and world. */
export function readPrograms(only: readonly string[] = []): readonly Program[] {
	return (["packages", "own"] as const).flatMap((group) => {
		const folder = join(PROGRAMS, group);
		if (!existsSync(folder)) return [];
		const names = readdirSync(folder).filter((each) => each.endsWith(".py"));
		return names.sort().flatMap((each) => programsOf(group, join(folder, each)).filter((one) => isWanted(one, only)));
	});
}

const isWanted = ({ file, name }: Program, only: readonly string[]): boolean =>
	only.length === 0 || only.some((each) => each === file || each === `${file}/${name}`);

function programsOf(group: Program["group"], path: string): readonly Program[] {
	const text = readFileSync(path, "utf8");
	const lines = text.split("\n");
	const starts = lines.flatMap((line, index) => (line.startsWith("# %%") ? [index] : []));
	const file = basename(path, ".py");
	const cases =
		starts.length === 0
			? [{ name: file, text }]
			: starts.map((start, index) => {
					const end = starts[index + 1] ?? lines.length;
					const keep = (at: number): boolean => at < (starts[0] as number) || (at >= start && at < end);
					return {
						name: (lines[start] ?? "").slice(4).trim(),
						text: lines.map((line, at) => (keep(at) ? line : "")).join("\n"),
					};
				});
	return head(text, "world").flatMap((world) =>
		cases.map((each) => ({
			group,
			file,
			...each,
			world: world as "a" | "b",
			follow: head(text, "follow"),
			packages: head(text, "package"),
		})),
	);
}

const tracePath = ({ world, file, name }: Program): string => join(CACHE, "traces", world, file, `${name}.json`);

function rootsOf({ packages, world }: Program): readonly string[] {
	const site = join(CACHE, `venv-${world}`, "lib/python3.11/site-packages");
	return [...packages.map((each) => join(CACHE, "packages", each.replace("==", "-"))), site];
}

/** Analyses a program and compares every traced expression; absent when there is no trace of it. */
export function scoreProgram(program: Program): ProgramScore | undefined {
	if (!existsSync(tracePath(program))) return undefined;
	const trace = JSON.parse(readFileSync(tracePath(program), "utf8")) as Trace;
	const packageRoots = rootsOf(program);
	const [keras, tensorflow] = VERSIONS[program.world];
	const started = performance.now();
	const analysis = analyse(ROOT_PATH, program.text, {
		versions: resolveVersions(keras, tensorflow),
		specPolicy: "tensorflow",
		maxMilliseconds: MAX_MILLISECONDS,
		project: createProject({ files: nodeFiles, follow: program.follow, packageRoots, parse: trees.parse }),
	});
	const milliseconds = performance.now() - started;
	const views = new Map<string, Viewed>([[ROOT_PATH, { ...analysis, file: analysis.file }]]);
	for (const [path, other] of analysis.others) views.set(shorten(path, packageRoots), other);
	const stopped = trace.raises.length > 0;
	const places = Object.entries(trace.files).flatMap(([path, { values }]) =>
		judgeFile(path, values, views.get(path), stopped),
	);
	return {
		program,
		layers: trace.layers,
		places,
		...judgeFindings(views, trace),
		crashes: analysis.crashes,
		milliseconds,
	};
}

type Viewed = FileView & { readonly file: ParsedFile };

function shorten(path: string, roots: readonly string[]): string {
	const root = roots.find((each) => path.startsWith(`${each}/`));
	return root ? path.slice(root.length + 1) : path;
}

/** Programs of one package share its files. */
const trees = createTrees();

/** Steps alone end a program, so that a slow machine gives the same scores. */
const MAX_MILLISECONDS = 600_000;

const keyOf = (span: readonly number[]): string => span.join(":");

function spanOf(file: ParsedFile, start: number, end: number): Span {
	const from = offsetToPosition(file.lineStarts, start);
	const to = offsetToPosition(file.lineStarts, end);
	return [from.line, from.character, to.line, to.character];
}

function judgeFile(
	path: string,
	values: readonly (readonly [Span, RealSpec[]])[],
	view: Viewed | undefined,
	stopped: boolean,
): readonly JudgedPlace[] {
	const said = new Map<string, readonly Said[]>();
	const reasons = new Map<string, string>();
	for (const { start, end, seen } of view?.observations ?? []) {
		said.set(keyOf(spanOf(view?.file as ParsedFile, start, end)), seen.map(jsonItem) as readonly Said[]);
	}
	for (const { start, end, why } of view?.unknowns ?? []) {
		reasons.set(keyOf(spanOf(view?.file as ParsedFile, start, end)), firstCause(why));
	}
	return values.map(([span, real]) => {
		const ours = (said.get(keyOf(span)) ?? []).filter(({ kind }) => !UNRECORDED.has(kind));
		return {
			verdict: judgePlace(real, ours, stopped),
			path,
			line: span[0] + 1,
			text: textAt(view?.file, span),
			real,
			ours: ours.map((each) => `${each.kind} ${JSON.stringify(each.shape)} ${each.dtype}`).join(" | "),
			why: reasons.get(keyOf(span)) ?? (view ? "not reached, or not said" : "the file was not executed"),
		};
	});
}

/** What a trace has no records of, though we say it: at one place there may be a list at one time and a tensor at another. */
const UNRECORDED: ReadonlySet<string> = new Set(["list", "tuple", "dict"]);

function textAt(file: ParsedFile | undefined, [line, column, endLine, endColumn]: Span): string {
	if (!file) return "";
	const from = (file.lineStarts[line] ?? 0) + column;
	return file.text.slice(from, (file.lineStarts[endLine] ?? 0) + endColumn).slice(0, 80);
}

function firstCause(why: Reason): string {
	let cause = why;
	while (cause.cause) cause = cause.cause;
	return cause.text;
}

interface Said {
	readonly kind: string;
	readonly shape: readonly (number | null | "?")[] | null | "?";
	readonly dtype: string;
}

/** The tracer keeps so many values of one place. */
const MAX_REAL = 16;

/**
 * Exact: every value that there really was is one that we gave. Wrong: we gave one that fits none of them; where the real
 * program stopped at an error, beyond which we go on, or had more values than were kept, only if none of ours fits.
 */
function judgePlace(real: readonly RealSpec[], ours: readonly Said[], stopped: boolean): PlaceVerdict {
	const isOff = (said: Said): boolean => real.every((one) => compare(one, said) === "wrong");
	const isPartial = stopped || real.length >= MAX_REAL;
	if (ours.length > 0 && (isPartial ? ours.every(isOff) : ours.some(isOff))) return "wrong";
	return real.every((one) => ours.some((said) => compare(one, said) === "exact")) ? "exact" : "vague";
}

/** NumPy names the dtype of texts by the longest of them. */
const NUMPY_TEXT = /^(?:str|bytes)\d*$/;

function compare(real: RealSpec, said: Said): PlaceVerdict {
	if (real.kind !== said.kind) return isOpen(real, said) ? "vague" : "wrong";
	// A layer or model that was never called, or has several outputs, has no one spec to compare.
	if ((real.kind === "Layer" || real.kind === "Model") && real.shape === undefined) return "exact";
	const realDType = real.dtype?.replace(NUMPY_TEXT, "string");
	const dtype = realDType === undefined || said.dtype === realDType ? "exact" : said.dtype === "?" ? "vague" : "wrong";
	const shape = compareShapes(real.shape ?? null, said.shape);
	if (dtype === "wrong" || shape === "wrong") return "wrong";
	return dtype === "vague" || shape === "vague" ? "vague" : "exact";
}

/** A tensor of which we do not know all may be symbolic or not: its kind is then the general word. */
const isOpen = (real: RealSpec, said: Said): boolean =>
	real.kind === "KerasTensor" &&
	said.kind === "Tensor" &&
	(said.dtype === "?" || said.shape === "?" || said.shape?.includes("?") === true);

function compareShapes(real: readonly (number | null)[] | null, said: Said["shape"]): PlaceVerdict {
	if (said === "?") return "vague";
	if (said === null || real === null) return said === real ? "exact" : "wrong";
	if (said.length !== real.length) return "wrong";
	const known = said.every((dim, axis) => dim === "?" || dim === real[axis]);
	if (!known) return "wrong";
	return said.includes("?") ? "vague" : "exact";
}

/** A finding is judged where real Keras came to its line; an exception that escaped must have been told. */
function judgeFindings(
	views: ReadonlyMap<string, Viewed>,
	trace: Trace,
): { falseAlarms: readonly string[]; missed: readonly string[] } {
	const falseAlarms: string[] = [];
	const told = new Set<string>();
	for (const [path, { findings, file }] of views) {
		const ran = new Set(trace.files[path]?.lines ?? []);
		for (const { exception, severity, origin, raisedAt, message, code } of findings) {
			// What is told of a call is judged in the file that raises.
			if (!exception || raisedAt || (severity !== "error" && severity !== "warning")) continue;
			const [line, , endLine] = spanOf(file, origin.start, origin.end);
			const raised = trace.raises.find((each) => each.path === path && each.line >= line && each.line <= endLine);
			if (raised) told.add(keyOfRaise(raised));
			if (raised && (raised.exception === exception || code === "python-error")) continue;
			if (ran.has(endLine)) falseAlarms.push(`${path}:${line + 1} ${exception} [${code}] ${message}`);
		}
	}
	const verdicts = trace.raises.filter((each) => !ENVIRONMENT.has(each.exception)).slice(0, 1);
	const missed = verdicts
		.filter((each) => !told.has(keyOfRaise(each)))
		.map((each) => `${each.path}:${each.line + 1} ${each.exception}: ${each.message.slice(0, 200)}`);
	return { falseAlarms, missed };
}

const keyOfRaise = (raise: Raise): string => `${raise.path}:${raise.line}:${raise.exception}`;
