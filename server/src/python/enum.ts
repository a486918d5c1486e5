import {
	type ClassValue,
	type DictEntry,
	type InstanceValue,
	int,
	library,
	NONE,
	type Opaque,
	str,
	type Value,
} from "../domain";
import {
	type BinaryOperator,
	type ClassModel,
	equal,
	type LibraryCall,
	type LibraryModel,
	type Machine,
	textOf as shownText,
	syntheticArguments,
	type TypeModel,
	vague,
} from "../interpreter/api";
import { itemsOf, pythonError, textOf } from "./arguments";
import { defineFunction } from "./function";
import { flagMember } from "./types/enum-flags";
import { MEMBERS, memberOf, membersOf } from "./types/enum-members";

const AUTO = "enum.<auto>";
const NOWHERE = { path: "", start: 0, end: 0 };

/** Marks the members that print as what they are. */
const PLAIN = "__plain__";

type Flavor = "object" | "int" | "str" | "flag";

function flavorOf(cls: ClassValue, machine: Machine): Flavor {
	const names = machine.mro(cls).flatMap((each) => (each.kind === "library" ? [each.name] : []));
	if (names.some((name) => name === "enum.StrEnum" || name === "builtins.str")) return "str";
	if (names.some((name) => name === "enum.IntEnum" || name === "builtins.int" || name === "enum.IntFlag")) return "int";
	if (names.includes("enum.Flag")) return "flag";
	return names.some((name) => name === "builtins.float" || name === "builtins.tuple")
		? vague("an enum of another type")
		: "object";
}

const isPlainText = (cls: ClassValue, machine: Machine): boolean =>
	machine.mro(cls).some((each) => each.kind === "library" && /^enum\.(?:Int|Str)(?:Enum|Flag)$/.test(each.name));

const isAuto = (value: Value): boolean =>
	value.kind === "instance" && value.cls.kind === "library" && value.cls.name === AUTO;

/** What `auto()` stands for, after the members before it. */
function automatic(name: string, before: readonly Value[], flavor: Flavor, cls: ClassValue): Value {
	if (cls.attrs.has("_generate_next_value_")) return vague("values that the enum generates itself");
	if (flavor === "str" && cls.bases.some((base) => base.kind === "library" && base.name === "enum.StrEnum"))
		return str(name.toLowerCase());
	const numbers = before.map((value) => (value.kind === "int" ? value.value : undefined));
	if (numbers.includes(undefined)) return vague("what auto() gives after such values");
	const highest = Math.max(0, ...(numbers as number[]));
	const isFlag = flavor === "flag" || cls.bases.some((base) => base.kind === "library" && base.name === "enum.IntFlag");
	return int(isFlag && highest > 0 ? 2 ** (Math.floor(Math.log2(highest)) + 1) : highest + 1);
}

/** `A | B` in the body of the class, where `auto()` has not been told its number yet. */
interface AutoExpression extends Opaque {
	readonly tag: "enum-auto-expression";
	readonly op: BinaryOperator;
	readonly left: Value;
	readonly right: Value;
}

const expressionOf = (value: Value): AutoExpression | undefined =>
	value.kind === "instance" && value.native?.tag === "enum-auto-expression"
		? (value.native as AutoExpression)
		: undefined;

/** What `auto()` stands for is a number as soon as the name is bound. */
export const AutoType: TypeModel = {
	handles: (value) => isAuto(value) || expressionOf(value) !== undefined,
	binary: (op, left, right, machine) => {
		const native: AutoExpression = { tag: "enum-auto-expression", op, left, right };
		return { kind: "instance", cls: library("builtins.object", machine.world), attrs: new Map(), native };
	},
};

/** The value of a name of the body, given those of the `auto()` before it. */
function resolved(written: Value, autos: ReadonlyMap<Value, Value>, machine: Machine): Value {
	const expression = expressionOf(written);
	if (!expression) return autos.get(written) ?? written;
	const [left, right] = [expression.left, expression.right].map((each) => resolved(each, autos, machine));
	return machine.binary(expression.op, left ?? NONE, right ?? NONE, NOWHERE);
}

const NO_MEMBER: ReadonlySet<Value["kind"]> = new Set(["function", "descriptor", "class", "partial", "method"]);

/** Whether a name of the class body is a member. */
const isMemberName = (name: string): boolean => !/^_.*_$/.test(name) && !name.startsWith("__");

/** Turns the values of the class body into members. */
function defineMembers(cls: ClassValue, machine: Machine): void {
	const found = [...cls.attrs].filter(([name, value]) => isMemberName(name) && !NO_MEMBER.has(value.kind));
	if (found.length === 0) return;
	const entries = new Map<string, DictEntry>();
	const values: Value[] = [];
	const flavor = flavorOf(cls, machine);
	const autos = new Map<Value, Value>();
	for (const [name, written] of found) {
		const isNew = isAuto(written) && !autos.has(written);
		if (isNew) autos.set(written, automatic(name, values, flavor, cls));
		const value = resolved(written, autos, machine);
		const alias = [...entries.values()].find((entry) => equal(valueOf(entry.value), value) === true);
		values.push(value);
		const member = alias?.value ?? makeMember(cls, name, value, flavor, machine);
		entries.set(`s:${name}`, { key: str(name), value: member });
		machine.journal.setEntry(cls.attrs, name, member);
	}
	machine.journal.setEntry(cls.attrs, MEMBERS, { kind: "dict", entries });
}

const valueOf = (member: Value): Value => memberOf(member)?.attrs.get("_value_") ?? member;

function makeMember(cls: ClassValue, name: string, value: Value, flavor: Flavor, machine: Machine): Value {
	const attrs = new Map<string, Value>([
		["name", str(name)],
		["_name_", str(name)],
		["value", value],
		["_value_", value],
	]);
	if (isPlainText(cls, machine)) attrs.set(PLAIN, NONE);
	const member: InstanceValue = { kind: "instance", cls, attrs, native: { tag: "enum-member" } };
	const init = cls.attrs.get("__init__");
	if (init)
		machine.call(init, syntheticArguments([member, ...(value.kind === "tuple" ? value.items : [value])], NOWHERE));
	if (cls.attrs.has("__new__")) return vague("an enum whose members are made by __new__");
	if (flavor === "str") return value.kind === "str" ? { ...value, member } : vague("a str enum of other values");
	if (flavor === "int") return value.kind === "int" ? { ...value, member } : vague("an int enum of other values");
	return member;
}

/** `Color(1)`: the member of that value. */
function lookUp(cls: ClassValue, call: LibraryCall): Value {
	const wanted = call.args.positional[0]?.value ?? vague("a member that is not known");
	const members = membersOf(cls) ?? vague("an enum whose members are not known");
	const own = memberOf(wanted);
	for (const member of members) {
		if (own && memberOf(member) === own) return member;
		const same = equal(valueOf(member), wanted);
		if (same === undefined) return vague("which member has that value");
		if (same) return member;
	}
	const mayBeMade = call.machine.mro(cls).some((each) => each.kind === "class" && each.attrs.has("_missing_"));
	const isFlag = call.machine
		.mro(cls)
		.some((each) => each.kind === "library" && /^enum\.(?:Int)?Flag$/.test(each.name));
	const bits = isFlag && !mayBeMade && wanted.kind === "int" && wanted.value !== undefined ? wanted.value : -1;
	const made = bits >= 0 ? flagMember(cls, bits, call.machine) : undefined;
	if (made) return made;
	if (mayBeMade || isFlag) return vague("a member that the enum makes");
	return pythonError(
		"ValueError",
		`${shownText(wanted, true, call.machine) ?? "the value"} is not a valid ${cls.name}`,
	);
}

/** `Enum("Color", "RED GREEN")`. */
function makeEnum(base: Value, call: LibraryCall): Value {
	const [name, names] = call.args.positional;
	if (!name || !names || call.args.keywords.length > 0) return vague("an enum that is made in another way");
	const cls: ClassValue = { kind: "class", name: textOf(name.value), bases: [base], attrs: new Map() };
	const source = names.value;
	const words =
		source.kind === "str"
			? textOf(source)
					.split(/[\s,]+/)
					.filter(Boolean)
					.map(str)
			: itemsOf(source, call, "names");
	words.forEach((word, index) => {
		if (word.kind !== "str") vague("an enum that is made in another way");
		cls.attrs.set(textOf(word), int(index + 1));
	});
	defineMembers(cls, call.machine);
	return cls;
}

const shown = (self: Value, call: LibraryCall, quoted: boolean): Value => {
	const member = memberOf(self);
	const value = member?.attrs.get("_value_");
	if (!member || !value || member.cls.kind !== "class") return { kind: "str" };
	const name = `${member.cls.name}.${textOf(member.attrs.get("_name_"))}`;
	if (!quoted) return str(name);
	const text = shownText(value, true, call.machine);
	return text === undefined ? { kind: "str" } : str(`<${name}: ${text}>`);
};

const enumClass = (name: string): ClassModel => ({
	kind: "class",
	name: `enum.${name}`,
	...(name === "Enum" ? {} : { bases: ["enum.Enum"] }),
	init: () => undefined,
	construct: (cls, call) => (cls.kind === "class" && cls.attrs.has(MEMBERS) ? lookUp(cls, call) : makeEnum(cls, call)),
	defined(cls, machine) {
		machine.guard(NOWHERE, () => {
			defineMembers(cls, machine);
			return NONE;
		});
		if (!cls.attrs.has(MEMBERS)) loseMembers(cls, machine);
	},
	methods: {
		__str__: (self, call) => shown(self, call, false),
		__repr__: (self, call) => shown(self, call, true),
	},
});

/** What the members are could not be told: they are not the values that were written. */
function loseMembers(cls: ClassValue, machine: Machine): void {
	for (const [name, value] of [...cls.attrs]) {
		if (!isMemberName(name) || NO_MEMBER.has(value.kind)) continue;
		machine.journal.setEntry(cls.attrs, name, { kind: "unknown", why: { text: `the member ${name} of an enum` } });
	}
}

export const ENUM: readonly LibraryModel[] = [
	...["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"].map(enumClass),
	{ kind: "class", name: AUTO, init: () => undefined },
	defineFunction("enum.auto", "", (_bound, { world }) => ({
		kind: "instance",
		cls: library(AUTO, world),
		attrs: new Map(),
	})),
	defineFunction("enum.unique", "enumeration", (bound) => bound.get("enumeration")),
];
