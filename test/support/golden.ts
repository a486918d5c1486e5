import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isNone, type Reason, type Shape, type Snapshot, type Spec, type Value } from "../../server/src/domain";
import { registry } from "../../server/src/ide/registry";
import { toText } from "../../server/src/interpreter/api";
import { executeProgram } from "../../server/src/interpreter/create-machine";
import { resolveVersions } from "../../server/src/project/world";
import type { Module } from "../../server/src/syntax/ast";
import { parsePython } from "../../server/src/syntax/parse";

export type WorldLetter = "a" | "b";

interface RecordedSpec {
	readonly shape: readonly (number | null)[] | null;
	readonly dtype: string;
	/** `dense`, `sparse` or `ragged`, where the record says. */
	readonly layout?: string;
}

type RecordedTree =
	| RecordedSpec
	| { readonly value: unknown }
	| { readonly layer: string }
	| readonly RecordedTree[]
	| { readonly [key: string]: RecordedTree };

export interface GoldenRecord {
	readonly code: string;
	readonly spec?: RecordedSpec;
	readonly specs?: RecordedTree;
	readonly layer?: string;
	readonly value?: string;
	readonly raises?: { readonly exception: string; readonly message: string };
}

/**
 * How our answer compares with real Keras's. `vague`: `?` where Keras gives a spec. `wrong`: a known part differs.
 * `missed`: silence where Keras raises. `false-alarm`: an error where Keras has none. `wrong-class`: another exception.
 */
export type Verdict = "exact" | "vague" | "wrong" | "missed" | "false-alarm" | "wrong-class" | "crash";

export interface Judged {
	readonly record: GoldenRecord;
	readonly verdict: Verdict;
	/** What we said, for a person. */
	readonly ours: string;
	/** Why a part is `?`, where one is. */
	readonly why?: string | undefined;
}

/** The committed records, or others of the same form, for example random ones. */
const GOLDEN = process.env.KERASPEC_GOLDEN ?? join(__dirname, "..", "golden", "layers");

/** What records use besides the libraries: a name, and the Python that defines it. */
export type Definitions = Readonly<Record<string, string>>;

/** A layer around another one: records of layers that run inside a `call`. */
const INSIDE: Definitions = {
	Inside: `class Inside(layers.Layer):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def call(self, *args):
        return self.layer(*args)
`,
};

const PRELUDE: Readonly<Record<WorldLetter, string>> = {
	a: "import tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.keras import layers\nimport numpy as np\n",
	b: "import tensorflow as tf\nimport keras\nfrom keras import layers\nimport numpy as np\n",
};

export const goldenNames = (world: WorldLetter): readonly string[] =>
	readdirSync(join(GOLDEN, world))
		.filter((name) => name.endsWith(".jsonl"))
		.map((name) => name.slice(0, -6))
		.sort();

export function readGolden(world: WorldLetter, name: string): readonly GoldenRecord[] {
	const text = readFileSync(join(GOLDEN, world, `${name}.jsonl`), "utf8");
	return text
		.split("\n")
		.filter(Boolean)
		.map((line) => JSON.parse(line) as GoldenRecord);
}

/** Runs one recorded expression through the whole engine, for the newest Keras of its world or another, on TensorFlow or another backend, and compares. */
export function judge(
	record: GoldenRecord,
	world: WorldLetter,
	definitions = INSIDE,
	keras?: string,
	backend?: string,
): Judged {
	try {
		return judgeRecord(record, world, definitions, keras ?? (world === "a" ? "2.15.0" : undefined), backend);
	} catch (error) {
		return { record, verdict: "crash", ours: error instanceof Error ? (error.stack ?? "") : String(error) };
	}
}

/** Trees of what stands above a record. */
const heads = new Map<string, Module>();

function headOf(text: string): Module {
	const head = heads.get(text) ?? parsePython(text).module;
	heads.set(text, head);
	return head;
}

/** The tree of a record below the prelude and the definitions that it uses; only the record itself is parsed. */
function programOf(code: string, world: WorldLetter, definitions: Definitions): Module {
	const used = Object.keys(definitions).filter((name) => code.includes(name));
	const head = PRELUDE[world] + used.map((name) => definitions[name]).join("");
	const { module } = parsePython(`${"\n".repeat(head.length)}result = ${code}\n`);
	return { ...module, body: [...headOf(head).body, ...module.body] };
}

function judgeRecord(
	record: GoldenRecord,
	world: WorldLetter,
	definitions: Definitions,
	keras?: string,
	backend?: string,
): Judged {
	const module = programOf(record.code, world, definitions);
	const versions = resolveVersions(keras);
	const execution = executeProgram(module, "golden.py", {
		world: world === "a" ? "keras2" : "keras3",
		versions,
		registry,
		configuration: { backend },
		maxSteps: 1_000_000,
		maxMilliseconds: 10_000,
		now: () => performance.now(),
	});
	if (execution.crashes[0] !== undefined) return { record, verdict: "crash", ours: execution.crashes[0] };
	const problem = execution.events.find((event) => event.kind === "problem");
	if (problem?.kind === "problem") {
		const { exception, code, message } = problem.problem;
		const ours = `${exception} [${code}] ${message}`;
		if (!record.raises) return { record, verdict: "false-alarm", ours };
		return { record, verdict: record.raises.exception === exception ? "exact" : "wrong-class", ours };
	}
	const value = execution.globals.get("result");
	const snapshot = value && registry.describe(value);
	const ours = describe(value, snapshot);
	if (record.raises) return { record, verdict: "missed", ours };
	const verdict = compare(record, value, snapshot);
	return { record, verdict, ours, ...(verdict === "vague" ? { why: reasonIn(snapshot) ?? reasonIn(value) } : {}) };
}

/** The first reason in a value: that of the first part that is not known, down to its last cause. */
function reasonIn(value: unknown, seen: Set<unknown> = new Set()): string | undefined {
	if (typeof value !== "object" || value === null || seen.has(value)) return undefined;
	seen.add(value);
	const kind = "kind" in value ? value.kind : undefined;
	if ((kind === "unknown" || kind === "top") && "why" in value) return lastCause(value.why as Reason);
	const parts = value instanceof Map ? [...value.values()] : Object.entries(value);
	for (const part of parts) {
		const [key, each] = value instanceof Map ? ["", part] : (part as [string, unknown]);
		const found = HIDDEN.has(key) ? undefined : reasonIn(each, seen);
		if (found !== undefined) return found;
	}
	return undefined;
}

const lastCause = ({ text, cause }: Reason): string => (cause ? lastCause(cause) : text);

/** Parts of a value that are not shown: some are circular. */
const HIDDEN = new Set(["origin", "history", "native", "code"]);

function describe(value: Value | undefined, snapshot: Snapshot | undefined): string {
	if (snapshot) return JSON.stringify(snapshot, (key, each) => (key === "why" || key === "detail" ? undefined : each));
	if (value?.kind === "method") return `the method ${value.name}`;
	return JSON.stringify(value, (key, each) => (HIDDEN.has(key) ? undefined : each))?.slice(0, 300) ?? "nothing";
}

function compare(record: GoldenRecord, value: Value | undefined, snapshot: Snapshot | undefined): Verdict {
	if (record.spec) return compareSpec(record.spec, snapshot);
	const plain = plainText(record.specs);
	if (plain !== undefined && value) return compareText(plain, recordedText(value));
	if (record.specs !== undefined) return compareTree(record.specs, snapshot);
	if (record.layer !== undefined) return snapshot ? "exact" : "vague";
	if (value === undefined || value.kind === "unknown") return "vague";
	if (value.kind === "method") return record.value?.startsWith("<bound method") ? "exact" : "wrong";
	return compareText(record.value, toText(value, true));
}

/** Where test/oracle/judge.py cuts a text off. */
const MAX_TEXT = 300;

function compareText(recorded: string | undefined, text: string | undefined): Verdict {
	if (text === undefined) return "vague";
	if (recorded?.length === MAX_TEXT) return text.startsWith(recorded) ? "exact" : "wrong";
	return recorded === undefined || text === recorded ? "exact" : "wrong";
}

/** A list of nothing but plain values, such as shapes, as Python prints it; records tell no tuple of them from a list. */
function plainText(recorded: RecordedTree | undefined): string | undefined {
	if (!Array.isArray(recorded)) return undefined;
	const texts = recorded.map((item: RecordedTree) =>
		!Array.isArray(item) && "value" in item && typeof item.value === "string" ? item.value : plainText(item),
	);
	return texts.includes(undefined) ? undefined : `[${texts.join(", ")}]`;
}

function recordedText(value: Value): string | undefined {
	const items = value.kind === "list" || value.kind === "tuple" ? value.items : undefined;
	if (!items?.some(({ kind }) => kind === "list" || kind === "tuple" || kind === "dict")) return toText(value, true);
	const texts = items.map(recordedText);
	return texts.includes(undefined) ? undefined : `[${texts.join(", ")}]`;
}

function compareSpec(recorded: RecordedSpec, snapshot: Snapshot | undefined): Verdict {
	const spec: Spec | undefined = snapshot?.spec;
	if (!spec) return "vague";
	const shape = compareShape(recorded.shape, spec.shape);
	const dtype = typeof spec.dtype !== "string" ? "vague" : spec.dtype === recorded.dtype ? "exact" : "wrong";
	const isKnown = recorded.layout !== undefined && shape !== "vague" && spec.layout?.kind !== "unknown";
	if (isKnown && recorded.layout !== (spec.layout?.kind ?? "dense")) return "wrong";
	if (shape === "wrong" || dtype === "wrong") return "wrong";
	return shape === "vague" || dtype === "vague" ? "vague" : "exact";
}

function compareShape(recorded: readonly (number | null)[] | null, shape: Shape): Verdict {
	if (shape.kind === "top") return "vague";
	if (recorded === null || shape.kind === "unknown-rank")
		return recorded === null && shape.kind === "unknown-rank" ? "exact" : "wrong";
	if (shape.dims.length !== recorded.length) return "wrong";
	const verdicts = shape.dims.map((dim, axis) => {
		const real = recorded[axis];
		if (typeof dim === "number") return dim === real ? "exact" : "wrong";
		if (isNone(dim)) return real === null ? "exact" : "wrong";
		return "vague";
	});
	if (verdicts.includes("wrong")) return "wrong";
	return verdicts.includes("vague") ? "vague" : "exact";
}

function compareTree(recorded: RecordedTree, snapshot: Snapshot | undefined): Verdict {
	if (!snapshot) return "vague";
	if (typeof recorded === "object" && recorded !== null && "shape" in recorded && "dtype" in recorded) {
		return compareSpec(recorded as RecordedSpec, snapshot);
	}
	const parts = Array.isArray(recorded) ? recorded : Object.values(recorded);
	const items = Array.isArray(snapshot.items) ? snapshot.items : Object.values(snapshot.items ?? {});
	if (items.length === 0) return "vague";
	if (items.length !== parts.length) return "wrong";
	const verdicts = parts.map((part, index) => compareTree(part as RecordedTree, items[index] as Snapshot));
	if (verdicts.includes("wrong")) return "wrong";
	return verdicts.includes("vague") ? "vague" : "exact";
}

export const VERDICTS: readonly Verdict[] = [
	"exact",
	"vague",
	"wrong",
	"missed",
	"false-alarm",
	"wrong-class",
	"crash",
];

export type Tally = Record<Verdict, number>;

export function tally(judged: readonly Judged[]): Tally {
	const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Tally;
	for (const { verdict } of judged) counts[verdict] += 1;
	return counts;
}
