import { int, NONE, type Reason, str, type Value } from "../../domain";
import { type LibraryModel, vague } from "../../interpreter/api";
import { itemsOf, textOf } from "../arguments";
import { defineFunction } from "../function";
import { answering, anyFloat, anyInt, anyStr, constant, inertClass, nothing, notKnown } from "./define";

const LEVELS = { CRITICAL: 50, FATAL: 50, ERROR: 40, WARNING: 30, WARN: 30, INFO: 20, DEBUG: 10, NOTSET: 0 };

const LOG_METHODS =
	"debug info warning warn error exception critical fatal log setLevel addHandler removeHandler set_verbosity";

const opaque =
	(name: string) =>
	(call: Parameters<Extract<LibraryModel, { kind: "function" }>["call"]>[0]): Value => ({
		kind: "instance",
		cls: { kind: "library", name, world: call.world },
		attrs: new Map(),
	});

const LOGGING: readonly LibraryModel[] = ["logging", "absl.logging"].flatMap((module): readonly LibraryModel[] => [
	...answering(
		`${LOG_METHODS} basicConfig disable captureWarnings set_stderrthreshold use_absl_handler`,
		`${module}.`,
		nothing,
	),
	...Object.entries(LEVELS).map(([name, level]) => constant(`${module}.${name}`, int(level))),
	inertClass(`${module}.Logger`, LOG_METHODS, nothing),
	{ kind: "function", name: `${module}.getLogger`, call: opaque(`${module}.Logger`) },
	...["StreamHandler", "FileHandler", "Formatter", "Handler", "NullHandler"].map((name) =>
		inertClass(`${module}.${name}`, "setLevel setFormatter flush close addFilter", nothing),
	),
]);

const TIME: readonly LibraryModel[] = [
	...answering("time perf_counter monotonic process_time clock thread_time", "time.", anyFloat),
	...answering("time_ns perf_counter_ns monotonic_ns process_time_ns", "time.", anyInt),
	...answering("strftime ctime asctime", "time.", anyStr),
	...answering("sleep tzset", "time.", nothing),
];

const MOMENT = "strftime isoformat ctime";

const DATETIME: readonly LibraryModel[] = ["datetime", "date", "time"].flatMap((name): readonly LibraryModel[] => [
	inertClass(`datetime.${name}`, MOMENT, anyStr),
	...["now", "today", "utcnow", "fromtimestamp", "strptime"].map(
		(maker): LibraryModel => ({
			kind: "function",
			name: `datetime.${name}.${maker}`,
			call: opaque(`datetime.${name}`),
		}),
	),
]);

const WARNINGS: readonly LibraryModel[] = answering(
	"warn filterwarnings simplefilter resetwarnings warn_explicit showwarning",
	"warnings.",
	nothing,
);

const unknownList = (text: string) => (): Value => ({ kind: "list", items: undefined, why: { text } as Reason });

const SYS_VERSION: Value = {
	kind: "tuple",
	items: [int(3), { kind: "int" }, { kind: "int" }, { kind: "str" }, { kind: "int" }],
	fields: ["major", "minor", "micro", "releaselevel", "serial"],
};

const SYS: readonly LibraryModel[] = [
	{ kind: "constant", name: "sys.argv", value: unknownList("the command line") },
	constant("sys.version_info", SYS_VERSION),
	constant("sys.maxsize", { kind: "int" }),
	constant("sys.platform", { kind: "str" }),
	constant("sys.version", { kind: "str" }),
	constant("sys.executable", { kind: "str" }),
	...answering("setrecursionlimit settrace setprofile", "sys.", nothing),
	...answering("getsizeof getrecursionlimit getrefcount", "sys.", anyInt),
	inertClass("io.TextIOWrapper", "write flush close writelines", nothing),
	...["stdout", "stderr", "stdin"].map(
		(name): LibraryModel => ({
			kind: "constant",
			name: `sys.${name}`,
			value: (_machine, world) => ({
				kind: "instance",
				cls: { kind: "library", name: "io.TextIOWrapper", world },
				attrs: new Map(),
			}),
		}),
	),
];

const ASCII = "abcdefghijklmnopqrstuvwxyz";

const TEXT: readonly LibraryModel[] = [
	constant("string.ascii_lowercase", str(ASCII)),
	constant("string.ascii_uppercase", str(ASCII.toUpperCase())),
	constant("string.ascii_letters", str(ASCII + ASCII.toUpperCase())),
	constant("string.digits", str("0123456789")),
	constant("string.hexdigits", str("0123456789abcdefABCDEF")),
	constant("string.octdigits", str("01234567")),
	constant("string.punctuation", str("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")),
	constant("string.whitespace", str(" \t\n\r\v\f")),
	...answering("pprint pp", "pprint.", nothing),
	...answering("pformat", "pprint.", anyStr),
	...answering("fill shorten indent wrap", "textwrap.", notKnown("wrapped text")),
	defineFunction("textwrap.dedent", "text", (bound) => str(dedent(textOf(bound.get("text"))))),
];

/** Takes the whitespace away that all lines begin with; lines of nothing but whitespace become empty. */
function dedent(text: string): string {
	const lines = text.split("\n").map((line) => (/^[ \t]*$/.test(line) ? "" : line));
	const margins = lines.filter((line) => line !== "").map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
	const margin = margins.reduce((common, each) => {
		let size = 0;
		while (size < common.length && common[size] === each[size]) size += 1;
		return common.slice(0, size);
	}, margins[0] ?? "");
	return lines.map((line) => (line === "" ? line : line.slice(margin.length))).join("\n");
}

const GC: readonly LibraryModel[] = [
	...answering("collect", "gc.", anyInt),
	...answering("disable enable freeze", "gc.", nothing),
	...answering("uuid1 uuid4", "uuid.", notKnown("a fresh identifier")),
	...answering("getpass", "getpass.", anyStr),
];

/** `tqdm(x)` gives the items of x; the bar is nothing to a model. */
const PROGRESS: readonly LibraryModel[] = ["tqdm", "tqdm.auto", "tqdm.notebook", "tqdm.std"].flatMap((module) => [
	defineFunction(`${module}.tqdm`, "iterable=None, *args, **kwargs", (bound, call) => {
		const source = bound.get("iterable");
		if (source.kind === "none") return vague("a progress bar");
		return { kind: "iterator", items: itemsOf(source, call, "tqdm()"), index: 0 };
	}),
	defineFunction(`${module}.trange`, "*args, **kwargs", (bound, call) => {
		const made = call.machine.call(
			{ kind: "library", name: "builtins.range", world: call.world },
			{ ...call.args, keywords: [], positional: bound.rest },
		);
		return { kind: "iterator", items: itemsOf(made, call, "trange()"), index: 0 };
	}),
]);

const NAMESPACE: LibraryModel = {
	kind: "class",
	name: "types.SimpleNamespace",
	aliases: ["argparse.Namespace"],
	init(self, { args, machine }) {
		for (const { name, value } of args.keywords) machine.journal.setEntry(self.attrs, name, value);
		if (args.open || args.positional.length > 0) vague("a namespace of names that are not known");
	},
	attribute: () => undefined,
	methods: { __init__: () => NONE },
};

export const SYSTEM: readonly LibraryModel[] = [
	...LOGGING,
	...TIME,
	...DATETIME,
	...WARNINGS,
	...SYS,
	...TEXT,
	...GC,
	...PROGRESS,
	NAMESPACE,
];
