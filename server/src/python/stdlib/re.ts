import { type InstanceValue, int, library, list, NONE, type Opaque, str, tuple, type Value } from "../../domain";
import {
	type Bound,
	dictFrom,
	finiteIterator,
	type LibraryCall,
	type LibraryModel,
	type MethodModel,
	syntheticArguments,
	type TypeModel,
	vague,
} from "../../interpreter/api";
import { bindMethod, intOf, textOf } from "../arguments";
import { defineFunction } from "../function";

const MATCH = "re.Match";
const PATTERN = "re.Pattern";

interface Match extends Opaque {
	readonly tag: "match";
	readonly found: RegExpExecArray;
}

interface Pattern extends Opaque {
	readonly tag: "pattern";
	readonly source: string;
}

const MAX_LENGTH = 10_000;

/** Parts of a pattern that mean the same in Python and in JavaScript, for text of ASCII without line breaks. */
const SAFE =
	/^(?:\\[dDwWsSbB.\\/()[\]{}+*?^$|_\- ]|\(\?:|\(\?P<\w+>|\((?!\?)|\)|\[\^?\]?(?:\\[dDwWsS.\\\]\-/_^]|[^[\]\\])*\]|[*+?]\??|\{\d+(?:,\d*)?\}\??|[|.^$]|[^\\()[\]{}*+?|.^$])*$/;

/** The pattern as JavaScript writes it; `vague` when it may mean something else there. */
function translate(pattern: string, text: string): RegExp {
	if (!SAFE.test(pattern) || pattern.length > 500) return vague("a regular expression that is not followed");
	if (/[^ -~]/.test(text) || text.length > MAX_LENGTH)
		return vague("text that a regular expression is not followed over");
	// Nested repetition may take very long.
	if (/[*+}]\)[*+{]/.test(pattern)) return vague("a regular expression with nested repetition");
	return new RegExp(pattern.replaceAll("(?P<", "(?<"), "dg");
}

const asMatch = (found: RegExpExecArray | null, call: LibraryCall): Value => {
	if (!found) return NONE;
	const native: Match = { tag: "match", found };
	return { kind: "instance", cls: library(MATCH, call.world), attrs: new Map(), native };
};

function search(kind: "match" | "search" | "fullmatch", pattern: string, text: string, call: LibraryCall): Value {
	const regexp = translate(kind === "search" ? pattern : `(?:${pattern})${kind === "fullmatch" ? "$" : ""}`, text);
	const found = regexp.exec(text);
	return asMatch(found && (kind === "search" || found.index === 0) ? found : anchored(kind, pattern, text), call);
}

/** A match at the start, when the first match that was found stands later. */
function anchored(kind: "match" | "search" | "fullmatch", pattern: string, text: string): RegExpExecArray | null {
	if (kind === "search") return null;
	return new RegExp(`^(?:${pattern.replaceAll("(?P<", "(?<")})${kind === "fullmatch" ? "$" : ""}`, "dg").exec(text);
}

const groupValue = (text: string | undefined): Value => (text === undefined ? NONE : str(text));

/** What `findall` and `split` give for each match: the text, the only group, or all groups. */
function findAll(pattern: string, text: string): Value {
	return list(
		[...text.matchAll(translate(pattern, text))].map((found) => {
			if (found.length === 1) return str(found[0]);
			if (found.length === 2) return str(found[1] ?? "");
			return tuple(found.slice(1).map((each) => str(each ?? "")));
		}),
	);
}

function substitute(pattern: string, replacement: Value, text: string, count: number, call: LibraryCall): Value {
	const matches = [...text.matchAll(translate(pattern, text))];
	const taken = count > 0 ? matches.slice(0, count) : matches;
	let result = "";
	let at = 0;
	for (const found of taken) {
		result += text.slice(at, found.index) + replaced(found as RegExpExecArray, replacement, call);
		at = (found.index ?? 0) + found[0].length;
	}
	return str(result + text.slice(at));
}

function replaced(found: RegExpExecArray, replacement: Value, call: LibraryCall): string {
	if (replacement.kind !== "str")
		return textOf(call.machine.call(replacement, syntheticArguments([asMatch(found, call)], call.args.origin)));
	return textOf(replacement).replace(
		/\\(?:g<(\w+)>|(\d)|(.))/g,
		(_all, name?: string, digit?: string, other?: string) => {
			if (other !== undefined) return other === "\\" ? "\\" : vague("an escape in a replacement");
			const key = name ?? digit ?? "";
			return (/^\d+$/.test(key) ? found[Number(key)] : found.groups?.[key]) ?? "";
		},
	);
}

function split(pattern: string, text: string, limit: number): Value {
	const parts = text.split(translate(pattern, text));
	return limit > 0 ? vague("a split with a limit") : list(parts.map(groupValue));
}

const patternOf = (value: Value): string => {
	if (value.kind === "instance" && value.native?.tag === "pattern") return (value.native as Pattern).source;
	return textOf(value);
};

type Run = (pattern: string, bound: Bound, call: LibraryCall) => Value;

const optionalInt = (bound: Bound, name: string): number => intOf(bound.get(name));

/** Functions of the module, which are methods of compiled patterns as well: name, further parameters, work. */
const OPERATIONS: readonly (readonly [string, string, Run])[] = [
	...(["match", "search", "fullmatch"] as const).map((kind): readonly [string, string, Run] => [
		kind,
		"string",
		(pattern, bound, call) => search(kind, pattern, textOf(bound.get("string")), call),
	]),
	["findall", "string", (pattern, bound) => findAll(pattern, textOf(bound.get("string")))],
	[
		"finditer",
		"string",
		(pattern, bound, call) => {
			const text = textOf(bound.get("string"));
			return finiteIterator(
				[...text.matchAll(translate(pattern, text))].map((found) => asMatch(found as RegExpExecArray, call)),
			);
		},
	],
	[
		"sub",
		"repl, string, count=0",
		(pattern, bound, call) =>
			substitute(pattern, bound.get("repl"), textOf(bound.get("string")), optionalInt(bound, "count"), call),
	],
	[
		"split",
		"string, maxsplit=0",
		(pattern, bound) => split(pattern, textOf(bound.get("string")), optionalInt(bound, "maxsplit")),
	],
];

const functions: readonly LibraryModel[] = OPERATIONS.map(([name, text, run]) =>
	defineFunction(`re.${name}`, `pattern, ${text}, flags=0`, (bound, call) => {
		if (bound.given("flags")) return vague("a regular expression with flags");
		return run(patternOf(bound.get("pattern")), bound, call);
	}),
);

const patternMethods: Readonly<Record<string, MethodModel>> = Object.fromEntries(
	OPERATIONS.map(([name, text, run]): [string, MethodModel] => [
		name,
		(self, call) => run(patternOf(self), bindMethod(name, text, call), call),
	]),
);

const foundOf = (self: Value): RegExpExecArray =>
	self.kind === "instance" && self.native?.tag === "match" ? (self.native as Match).found : vague("a match");

function group(self: Value, index: Value): Value {
	const found = foundOf(self);
	return groupValue(index.kind === "str" ? found.groups?.[textOf(index)] : found[intOf(index)]);
}

const place =
	(read: (span: readonly [number, number]) => Value): MethodModel =>
	(self, { args }) => {
		const at = args.positional[0] ? intOf(args.positional[0].value) : 0;
		return read(foundOf(self).indices?.[at] ?? [-1, -1]);
	};

const matchMethods: Readonly<Record<string, MethodModel>> = {
	group: (self, { args }) => {
		const [first = int(0), ...rest] = args.positional.map(({ value }) => value);
		return rest.length === 0 ? group(self, first) : tuple([first, ...rest].map((each) => group(self, each)));
	},
	groups: (self) => tuple(foundOf(self).slice(1).map(groupValue)),
	groupdict: (self) =>
		dictFrom(Object.entries(foundOf(self).groups ?? {}).map(([name, text]) => [str(name), groupValue(text)])),
	start: place(([start]) => int(start)),
	end: place(([, end]) => int(end)),
	span: place(([start, end]) => tuple([int(start), int(end)])),
};

/** `match[1]`, and a match is true. */
export const MatchType: TypeModel = {
	handles: (value) => value.kind === "instance" && (value as InstanceValue).native?.tag === "match",
	getItem: (self, index) => group(self, index),
	truth: () => true,
};

export const RE: readonly LibraryModel[] = [
	...functions,
	{ kind: "class", name: MATCH, init: () => undefined, methods: matchMethods },
	{ kind: "class", name: PATTERN, init: () => undefined, methods: patternMethods },
	defineFunction("re.compile", "pattern, flags=0", (bound, call) => {
		if (bound.given("flags")) return vague("a regular expression with flags");
		const native: Pattern = { tag: "pattern", source: patternOf(bound.get("pattern")) };
		return { kind: "instance", cls: library(PATTERN, call.world), attrs: new Map(), native };
	}),
	defineFunction("re.escape", "pattern", (bound) =>
		str(textOf(bound.get("pattern")).replace(/[\s()[\]{}?*+\-|^$\\.&~#]/g, "\\$&")),
	),
];
