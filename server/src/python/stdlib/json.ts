import { bool, float, int, list, NONE, str, type Value } from "../../domain";
import { type Bound, dictFrom, floatText, type LibraryCall, type LibraryModel, vague } from "../../interpreter/api";
import { pythonError, textOf } from "../arguments";
import { sortItems } from "../builtins/iteration";
import { defineFunction } from "../function";
import { nothing } from "./define";

const TOKEN =
	/\s*(?:("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null|NaN|-?Infinity)|([[\]{},:]))/y;

/** `json.loads`: JavaScript's own parser cannot tell `1` from `1.0`. */
function parse(text: string): Value {
	const tokens = tokenize(text);
	let at = 0;
	const fail = (): never => pythonError("JSONDecodeError", "the text is no JSON");
	const expect = (token: string): void => {
		if (tokens[at] !== token) fail();
		at += 1;
	};
	const sequence = (end: string, item: () => void): void => {
		at += 1;
		if (tokens[at] === end) at += 1;
		else
			for (;;) {
				item();
				if (tokens[at] !== ",") break;
				at += 1;
			}
		if (tokens[at - 1] !== end || tokens[at] === end) expect(end);
	};
	const value = (): Value => {
		const token = tokens[at] ?? fail();
		if (token === "[") {
			const items: Value[] = [];
			sequence("]", () => items.push(value()));
			return list(items);
		}
		if (token === "{") {
			const pairs: [Value, Value][] = [];
			sequence("}", () => {
				const key = value();
				expect(":");
				pairs.push([key, value()]);
			});
			return dictFrom(pairs);
		}
		at += 1;
		return scalar(token) ?? fail();
	};
	const result = value();
	return at === tokens.length ? result : fail();
}

function tokenize(text: string): readonly string[] {
	const tokens: string[] = [];
	TOKEN.lastIndex = 0;
	const end = text.trimEnd().length;
	while (TOKEN.lastIndex < end) {
		const match = TOKEN.exec(text);
		if (!match) return pythonError("JSONDecodeError", "the text is no JSON");
		tokens.push(match[0].trim());
	}
	return tokens;
}

const WORDS: Readonly<Record<string, Value>> = {
	true: bool(true),
	false: bool(false),
	null: NONE,
	NaN: float(Number.NaN),
	Infinity: float(Number.POSITIVE_INFINITY),
	"-Infinity": float(Number.NEGATIVE_INFINITY),
};

function scalar(token: string): Value | undefined {
	if (token.startsWith('"')) return str(JSON.parse(token) as string);
	if (/^-?\d/.test(token)) {
		const number = Number(token);
		if (/[.eE]/.test(token)) return float(number);
		return Number.isSafeInteger(number) ? int(number) : { kind: "int" };
	}
	return WORDS[token];
}

interface Style {
	readonly indent: string | undefined;
	readonly sorted: boolean;
	readonly item: string;
	readonly colon: string;
}

/** `json.dumps` of plain values; others are not known. */
function dump(value: Value, style: Style, margin: string, call: LibraryCall): string {
	const unknown = (): never => vague("text of values that are not known");
	switch (value.kind) {
		case "none":
			return "null";
		case "bool":
			return value.value === undefined ? unknown() : String(value.value);
		case "int":
			return value.value === undefined ? unknown() : String(value.value);
		case "float":
			return value.value === undefined || !Number.isFinite(value.value) ? unknown() : floatText(value.value);
		case "str":
			return value.value === undefined || /\P{ASCII}/u.test(value.value) ? unknown() : JSON.stringify(value.value);
		case "list":
		case "tuple":
			return wrap(
				"[",
				"]",
				(value.items ?? unknown()).map((item) => dump(item, style, inner(margin, style), call)),
				style,
				margin,
			);
		case "dict": {
			const keys = [...(value.entries ?? unknown()).values()];
			const order = style.sorted
				? sortItems(
						keys.map(({ key }) => key),
						NONE,
						bool(false),
						call,
					)
				: keys.map(({ key }) => key);
			const parts = order.map((key) => {
				const entry = keys.find((each) => each.key === key) ?? unknown();
				return JSON.stringify(keyText(key)) + style.colon + dump(entry.value, style, inner(margin, style), call);
			});
			return wrap("{", "}", parts, style, margin);
		}
		default:
			return unknown();
	}
}

const inner = (margin: string, { indent }: Style): string => margin + (indent ?? "");

function keyText(key: Value): string {
	if (key.kind === "str") return textOf(key);
	if (key.kind === "int" && key.value !== undefined) return String(key.value);
	if (key.kind === "none") return "null";
	return key.kind === "bool" && key.value !== undefined ? String(key.value) : vague("a key that is not known");
}

function wrap(open: string, close: string, parts: readonly string[], style: Style, margin: string): string {
	if (parts.length === 0) return open + close;
	if (style.indent === undefined) return open + parts.join(style.item) + close;
	const line = `\n${inner(margin, style)}`;
	return `${open}${line}${parts.join(`${style.item}${line}`)}\n${margin}${close}`;
}

function dumps(bound: Bound, call: LibraryCall): Value {
	if (bound.extra.length > 0 || bound.given("separators")) return { kind: "str" };
	const given = bound.get("indent");
	const indent =
		given.kind === "int"
			? " ".repeat(given.value ?? vague("an indentation"))
			: given.kind === "str"
				? textOf(given)
				: undefined;
	const sorted = call.machine.truth(bound.get("sort_keys"), call.args.origin);
	if (sorted === undefined) return { kind: "str" };
	const style: Style = { indent, sorted, item: indent === undefined ? ", " : ",", colon: ": " };
	return str(dump(bound.get("obj"), style, "", call));
}

export const JSON_MODELS: readonly LibraryModel[] = [
	defineFunction("json.loads", "s, **kwargs", (bound) =>
		bound.extra.length > 0 ? vague("JSON that is read in a way of its own") : parse(textOf(bound.get("s"))),
	),
	defineFunction("json.dumps", "obj, *, indent=None, sort_keys=False, separators=None, **kwargs", dumps),
	{ kind: "function", name: "json.dump", call: nothing },
	{ kind: "function", name: "json.load", call: () => vague("a file is not read") },
];
