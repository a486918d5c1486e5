import { bool, int, list, NONE, str, tuple, unknownBecause, type Value } from "../../domain";
import {
	type LibraryCall,
	type MethodModel,
	type Parameter,
	raise,
	type TypeModel,
	truthOf,
	vague,
} from "../../interpreter/api";
import { bindMethod, intOf, itemsOf, pythonError, textOf } from "../arguments";
import { memberAttribute } from "./enum-members";
import { formatMethod } from "./format-method";

type Arguments = readonly (Value | undefined)[];

/** A method by its signature; `run` gets Unicode text and the arguments in order. */
const method =
	(name: string, text: string, run: (self: string, args: Arguments, call: LibraryCall) => Value): MethodModel =>
	(self, call) => {
		const bound = bindMethod(name, text, call);
		const names = text === "" ? [] : text.split(/,\s*/).filter((part) => part !== "/" && !part.startsWith("*"));
		const parameters: readonly Parameter["name"][] = names.map((part) => part.split("=")[0] as string);
		return run(
			textOf(self),
			parameters.map((each) => bound.get(each)),
			call,
		);
	};

const map = (name: string, change: (self: string) => string): MethodModel =>
	method(name, "", (self) => str(change(self)));

const isAscii = (text: string): boolean => !/\P{ASCII}/u.test(text);

const is = (name: string, test: RegExp): MethodModel => method(name, "", (self) => bool(test.test(self)));

const optional = (value: Value | undefined): number | undefined =>
	!value || value.kind === "none" ? undefined : intOf(value);

/** The part of a text that `start` and `end` leave, as slices do. */
function part(self: string, [start, end]: Arguments): { text: string; offset: number } {
	const clamp = (at: number): number => Math.min(Math.max(at < 0 ? at + self.length : at, 0), self.length);
	const from = clamp(optional(start) ?? 0);
	const to = clamp(optional(end) ?? self.length);
	return { text: self.slice(from, Math.max(from, to)), offset: from };
}

const affix = (name: string, decide: (text: string, affix: string) => boolean): MethodModel =>
	method(name, "affix, start=None, end=None, /", (self, [wanted, ...bounds]) => {
		const { text } = part(self, bounds);
		if (wanted?.kind === "tuple") return bool(wanted.items.some((each) => decide(text, textOf(each))));
		return bool(decide(text, textOf(wanted)));
	});

const search = (name: string, from: "indexOf" | "lastIndexOf", missing: boolean): MethodModel =>
	method(name, "sub, start=None, end=None, /", (self, [sub, ...bounds]) => {
		const { text, offset } = part(self, bounds);
		const at = text[from](textOf(sub));
		if (at < 0 && missing) return pythonError("ValueError", "substring not found");
		return int(at < 0 ? -1 : at + offset);
	});

/** Python's whitespace, which `trim` nearly shares. */
const SPACE = "\\s\\x1c-\\x1f\\x85";

const strip = (name: string, left: boolean, right: boolean): MethodModel =>
	method(name, "chars=None, /", (self, [chars]) => {
		const set = !chars || chars.kind === "none" ? `[${SPACE}]` : `[${textOf(chars).replace(/[\\\]^-]/g, "\\$&")}]`;
		if (set === "[]") return str(self);
		const start = left ? self.replace(new RegExp(`^${set}+`, "u"), "") : self;
		return str(right ? start.replace(new RegExp(`${set}+$`, "u"), "") : start);
	});

function split(self: string, [separator, limit]: Arguments): Value {
	const max = limit ? intOf(limit) : -1;
	if (!separator || separator.kind === "none") return list(splitSpace(self, max).map(str));
	const mark = textOf(separator);
	if (mark === "") return pythonError("ValueError", "empty separator");
	const parts = self.split(mark);
	if (max < 0 || parts.length <= max + 1) return list(parts.map(str));
	return list([...parts.slice(0, max), parts.slice(max).join(mark)].map(str));
}

function splitSpace(self: string, max: number): readonly string[] {
	const parts: string[] = [];
	let rest = self.trimStart();
	while (rest !== "") {
		const match = parts.length === max ? null : /\s+/.exec(rest);
		if (!match) return [...parts, parts.length === max ? rest : rest.trimEnd()];
		parts.push(rest.slice(0, match.index));
		rest = rest.slice(match.index + match[0].length);
	}
	return parts;
}

function splitRight(self: string, [separator, limit]: Arguments): Value {
	const max = limit ? intOf(limit) : -1;
	if (max < 0) return split(self, [separator, limit]);
	if (!separator || separator.kind === "none") return vague("rsplit() at spaces with a limit");
	const mark = textOf(separator);
	const parts = self.split(mark);
	const cut = Math.max(1, parts.length - max);
	return list([parts.slice(0, cut).join(mark), ...parts.slice(cut)].map(str));
}

const partition = (name: string, last: boolean): MethodModel =>
	method(name, "sep, /", (self, [separator]) => {
		const mark = textOf(separator);
		const at = last ? self.lastIndexOf(mark) : self.indexOf(mark);
		if (at < 0) return tuple((last ? ["", "", self] : [self, "", ""]).map(str));
		return tuple([self.slice(0, at), mark, self.slice(at + mark.length)].map(str));
	});

function join(self: string, [source]: Arguments, call: LibraryCall): Value {
	const items = itemsOf(source ?? NONE, call, "join()");
	const odd = items.findIndex((item) => item.kind === "int" || item.kind === "float" || item.kind === "none");
	if (odd >= 0) return pythonError("TypeError", `sequence item ${odd}: expected str instance`);
	return str(items.map(textOf).join(self));
}

function replace(self: string, [from, to, count]: Arguments): Value {
	const max = count ? intOf(count) : -1;
	const [old, fresh] = [textOf(from), textOf(to)];
	if (max < 0) return str(self.replaceAll(old, () => fresh));
	let result = self;
	let at = 0;
	for (let done = 0; done < max; done += 1) {
		at = result.indexOf(old, at);
		if (at < 0) break;
		result = result.slice(0, at) + fresh + result.slice(at + old.length);
		at += fresh.length + (old === "" ? 1 : 0);
		if (old === "" && at > result.length) break;
	}
	return str(result);
}

const pad = (name: string, place: (room: number, self: string, fill: string, width: number) => string): MethodModel =>
	method(name, "width, fillchar=' ', /", (self, [width, fill]) => {
		const room = intOf(width) - [...self].length;
		return str(room > 0 ? place(room, self, textOf(fill), intOf(width)) : self);
	});

const zfill = method("zfill", "width, /", (self, [width]) => {
	const [, sign = "", digits = ""] = /^([-+]?)([\s\S]*)$/.exec(self) ?? [];
	return str(sign + digits.padStart(intOf(width) - sign.length, "0"));
});

const capitalize = (value: string): string => value.slice(0, 1).toUpperCase() + value.slice(1).toLowerCase();

const hasCase = (self: string): boolean => self.toLowerCase() !== self.toUpperCase();

/** What a `tf.DType` has. */
const OF_DTYPES: ReadonlySet<string> = new Set(
	"name as_numpy_dtype base_dtype real_dtype is_floating is_integer is_complex is_bool is_unsigned is_quantized is_numeric is_numpy_compatible is_compatible_with as_datatype_enum size min max limits".split(
		" ",
	),
);

const rejectDType = (name: string): never =>
	raise({
		code: "shape-is-a-tuple",
		exception: "AttributeError",
		message: `in Keras 3 the dtype of a KerasTensor is a str, which has no ${name}`,
		facts: { fix: name === "name" ? "dtype-name" : name },
	});

export const StrType: TypeModel = {
	handles: (value) => value.kind === "str",
	attribute: (self, name, machine, origin) => {
		const member = self.kind === "str" ? self.member : undefined;
		if (member) return memberAttribute(self, member, name, machine, origin);
		if (self.kind === "str" && self.isDType && OF_DTYPES.has(name)) rejectDType(name);
		return name.startsWith("__") ? unknownBecause(`${name} of a string`, origin) : undefined;
	},
	methods: {
		format: formatMethod,
		split: method("split", "sep=None, maxsplit=-1", split),
		rsplit: method("rsplit", "sep=None, maxsplit=-1", splitRight),
		join: method("join", "iterable, /", join),
		lower: map("lower", (value) => value.toLowerCase()),
		casefold: method("casefold", "", (self) =>
			isAscii(self) ? str(self.toLowerCase()) : vague("casefold() beyond ASCII"),
		),
		upper: map("upper", (value) => value.toUpperCase()),
		swapcase: map("swapcase", (value) =>
			[...value].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(""),
		),
		capitalize: map("capitalize", capitalize),
		title: map("title", (value) => value.replace(/\p{L}+/gu, capitalize)),
		strip: strip("strip", true, true),
		lstrip: strip("lstrip", true, false),
		rstrip: strip("rstrip", false, true),
		startswith: affix("startswith", (text, wanted) => text.startsWith(wanted)),
		endswith: affix("endswith", (text, wanted) => text.endsWith(wanted)),
		removeprefix: method("removeprefix", "prefix, /", (self, [prefix]) =>
			str(self.startsWith(textOf(prefix)) ? self.slice(textOf(prefix).length) : self),
		),
		removesuffix: method("removesuffix", "suffix, /", (self, [suffix]) => {
			const tail = textOf(suffix);
			return str(tail !== "" && self.endsWith(tail) ? self.slice(0, -tail.length) : self);
		}),
		isdigit: is("isdigit", /^\d+$/),
		isnumeric: is("isnumeric", /^\d+$/),
		isdecimal: is("isdecimal", /^\d+$/),
		isalpha: is("isalpha", /^[A-Za-z]+$/),
		isalnum: is("isalnum", /^[A-Za-z0-9]+$/),
		isspace: is("isspace", /^\s+$/),
		isidentifier: is("isidentifier", /^[A-Za-z_]\w*$/),
		islower: method("islower", "", (self) => bool(hasCase(self) && self === self.toLowerCase())),
		isupper: method("isupper", "", (self) => bool(hasCase(self) && self === self.toUpperCase())),
		replace: method("replace", "old, new, count=-1, /", replace),
		find: search("find", "indexOf", false),
		rfind: search("rfind", "lastIndexOf", false),
		index: search("index", "indexOf", true),
		rindex: search("rindex", "lastIndexOf", true),
		count: method("count", "sub, start=None, end=None, /", (self, [sub, ...bounds]) =>
			int(part(self, bounds).text.split(textOf(sub)).length - 1 + (textOf(sub) === "" ? 2 : 0)),
		),
		partition: partition("partition", false),
		rpartition: partition("rpartition", true),
		splitlines: method("splitlines", "keepends=False", (self, [keep]) => {
			if (truthOf(keep ?? NONE) !== false) return vague("splitlines() that keeps the ends");
			return list(
				self.split(/\r\n|\r|\n/).flatMap((line, at, all) => (at === all.length - 1 && line === "" ? [] : [str(line)])),
			);
		}),
		zfill,
		ljust: pad("ljust", (room, self, fill) => self + fill.repeat(room)),
		rjust: pad("rjust", (room, self, fill) => fill.repeat(room) + self),
		center: pad("center", (room, self, fill, width) => {
			// CPython puts the odd place to the left only in odd widths.
			const left = Math.floor(room / 2) + (room & width & 1);
			return fill.repeat(left) + self + fill.repeat(room - left);
		}),
		expandtabs: () => vague("expanded tabs"),
		translate: () => vague("translated text"),
		encode: method("encode", "encoding='utf-8', errors='strict'", (self) =>
			isAscii(self) ? { kind: "bytes", value: self } : vague("encoded text"),
		),
	},
};
