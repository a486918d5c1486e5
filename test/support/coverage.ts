import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Call, Expr } from "../../server/src/syntax/ast";
import { parsePython } from "../../server/src/syntax/parse";
import { demandsOf, INPUT_DTYPES, RANKS, type RecordedParameter, sortOf } from "./coverage-demands";
import { type GoldenRecord, goldenNames, readGolden, type WorldLetter } from "./golden";

/** What the records ask of every layer, and what they do not: the grids are held to the recorded signatures. */

interface RecordedClass {
	readonly constructor: readonly RecordedParameter[];
	readonly call?: readonly RecordedParameter[];
}

/** What the records of one layer have passed: parameter to sorts of values, and what their first inputs were like. */
interface Seen {
	readonly passed: Map<string, Set<string>>;
	readonly ranks: Set<number>;
	readonly dtypes: Set<string>;
	/** Of inputs of each rank, the axes that were `None`. */
	readonly open: Map<number, Set<number>>;
}

const ORACLE = join(__dirname, "..", "oracle", "grid");
const GOLDEN = join(__dirname, "..", "golden");

/** `Layer.argument` to what does not fit into memory, `Layer.argument:str` to what a text in it depends on. */
const NOT_ASKED: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(ORACLE, "not-asked.json"), "utf8"));

/** The classes below `keras.layers` that are called, by name. */
function recordedClasses(world: WorldLetter): ReadonlyMap<string, RecordedClass> {
	const { signatures } = JSON.parse(readFileSync(join(GOLDEN, "signatures", `${world}.json`), "utf8"));
	const found = Object.entries<RecordedClass | null>(signatures).flatMap(([path, value]) =>
		path.startsWith("keras.layers.") && Array.isArray(value?.constructor) && Array.isArray(value.call)
			? [[path.slice("keras.layers.".length), value] as const]
			: [],
	);
	return new Map(found);
}

const named = (parameters: readonly RecordedParameter[] = []): readonly RecordedParameter[] =>
	parameters.filter(({ kind }) => !kind.startsWith("var_"));

/** `layers.X(…)(…)` of a record: the layer's own call, and the call of the layer. */
function callsOf(code: string): { readonly name: string; readonly made: Call; readonly called: Call } | undefined {
	const [statement] = parsePython(code).module.body;
	if (statement?.type !== "Expr" || statement.value.type !== "Call") return undefined;
	const called = statement.value;
	const made = called.func;
	if (made.type !== "Call" || made.func.type !== "Attribute") return undefined;
	return { name: made.func.attr, made, called };
}

function note(seen: Seen, parameter: string, value: Expr, raises: boolean): void {
	const sorts = seen.passed.get(parameter) ?? new Set();
	sorts.add(sortOf(value));
	if (raises) sorts.add("raises");
	seen.passed.set(parameter, sorts);
}

function noteArguments(seen: Seen, call: Call, parameters: readonly string[], prefix: string, raises: boolean): void {
	call.args.forEach((value, index) => {
		const name = parameters[index];
		if (name !== undefined) note(seen, prefix + name, value, raises);
	});
	for (const { arg, value } of call.keywords) if (arg !== undefined) note(seen, prefix + arg, value, raises);
}

/** The first tensor of an argument list: `keras.Input(…)`, `tf.ones(…)` and the like, also in a list. */
function firstTensor(values: readonly Expr[]): Call | undefined {
	for (const value of values) {
		if (value.type === "List" || value.type === "Tuple") return firstTensor(value.elts);
		if (value.type === "Call" && value.func.type === "Attribute") return value;
	}
	return undefined;
}

function noteInput(seen: Seen, called: Call): void {
	const tensor = firstTensor([...called.args, ...called.keywords.map(({ value }) => value)]);
	if (tensor?.func.type !== "Attribute") return;
	const keyword = (name: string) => tensor.keywords.find(({ arg }) => arg === name)?.value;
	const dtype = keyword("dtype") ?? (tensor.func.attr === "Input" ? undefined : tensor.args[1]);
	if (dtype?.type === "Constant" && dtype.value.kind === "str") seen.dtypes.add(dtype.value.value);
	const whole = keyword("batch_shape");
	const shape = whole ?? keyword("shape") ?? tensor.args[0];
	if (shape?.type !== "Tuple" && shape?.type !== "List") return;
	const before = tensor.func.attr === "Input" && !whole ? 1 : 0;
	const rank = shape.elts.length + before;
	seen.ranks.add(rank);
	const open = seen.open.get(rank) ?? new Set();
	shape.elts.forEach((dim, axis) => {
		if (sortOf(dim) === "None") open.add(axis + before);
	});
	seen.open.set(rank, open);
}

function see(records: readonly GoldenRecord[], classes: ReadonlyMap<string, RecordedClass>): Map<string, Seen> {
	const found = new Map<string, Seen>();
	for (const record of records) {
		const calls = callsOf(record.code);
		const recorded = calls && classes.get(calls.name);
		if (!recorded) continue;
		const seen = found.get(calls.name) ?? { passed: new Map(), ranks: new Set(), dtypes: new Set(), open: new Map() };
		found.set(calls.name, seen);
		const raises = record.raises !== undefined;
		const names = (parameters?: readonly RecordedParameter[]) => named(parameters).map(({ name }) => name);
		noteArguments(seen, calls.made, names(recorded.constructor), "", raises);
		noteArguments(seen, calls.called, names(recorded.call), "call ", raises);
		noteInput(seen, calls.called);
	}
	return found;
}

/** Second names of pooling and convolution layers: one call of each is enough. */
const isAlias = (name: string): boolean => /(Avg|Max)Pool\dD$|Convolution\dD/.test(name);

function gapsOf(name: string, recorded: RecordedClass, seen: Seen): readonly string[] {
	const found: string[] = [];
	for (const { parameter, wanted, fits } of demandsOf(named(recorded.constructor), named(recorded.call))) {
		const sorts = seen.passed.get(parameter) ?? new Set();
		const missing = wanted.filter(
			(sort) =>
				!sorts.has(sort) && !((sort === "huge" ? `${name}.${parameter}` : `${name}.${parameter}:${sort}`) in NOT_ASKED),
		);
		if (sorts.size === 0) found.push(`${parameter}: never passed`);
		else if (missing.length > 0) found.push(`${parameter}: never ${missing.join(", ")}`);
		else if (fits && [...sorts].every((sort) => fits.includes(sort))) found.push(`${parameter}: no invalid value`);
	}
	const ranks = RANKS.filter((rank) => !seen.ranks.has(rank));
	if (ranks.length > 0) found.push(`no input of rank ${ranks.join(", ")}`);
	const dtypes = INPUT_DTYPES.filter((dtype) => !seen.dtypes.has(dtype));
	if (dtypes.length > 0) found.push(`no input of dtype ${dtypes.join(", ")}`);
	const everywhere = [...seen.open].some(([rank, axes]) =>
		[...Array(rank).keys()].every((axis) => axes.has(axis) || axis === 0),
	);
	return everywhere ? found : [...found, "no rank with None in every position"];
}

/** Layer to what its records leave out; layers without any record have `undefined`. */
export function gaps(world: WorldLetter): ReadonlyMap<string, readonly string[] | undefined> {
	const classes = recordedClasses(world);
	const seen = see(
		goldenNames(world).flatMap((name) => (/^(Inside|Eager)/.test(name) ? [] : readGolden(world, name))),
		classes,
	);
	const found = [...classes].map(([name, recorded]) => {
		const own = seen.get(name);
		return [name, own && (isAlias(name) ? [] : gapsOf(name, recorded, own))] as const;
	});
	return new Map(found.filter(([, left]) => left === undefined || left.length > 0));
}
