import { type ClassValue, type DictEntry, library, str, tuple, unknownBecause, type Value } from "../domain";
import {
	bind,
	type ClassModel,
	type LibraryCall,
	type LibraryModel,
	type Machine,
	type Parameter,
	raise,
	vague,
} from "../interpreter/api";
import { itemsOf, textOf } from "./arguments";
import { defineFunction } from "./function";

const BASE = "collections.<namedtuple>";
const MAKE = `${BASE}._make`;

/** Where a class keeps its fields and their defaults. */
const FIELDS = "_fields";
const DEFAULTS = "_field_defaults";

/** `"a b"`, `"a, b"` or a sequence of names. */
function fieldNames(value: Value, call: LibraryCall): readonly string[] {
	if (value.kind === "str")
		return textOf(value)
			.split(/[\s,]+/)
			.filter(Boolean);
	return itemsOf(value, call, "field names").map(textOf);
}

/** A class whose objects are tuples with names. */
function makeClass(name: string, fields: readonly string[], defaults: readonly Value[], call: LibraryCall): ClassValue {
	const offset = fields.length - defaults.length;
	const named = defaults.map((value, index) => [fields[offset + index] as string, value] as const);
	const attrs = new Map<string, Value>([
		[FIELDS, tuple(fields.map(str))],
		[DEFAULTS, { kind: "dict", entries: entriesOf(named) }],
		["_make", { kind: "descriptor", flavor: "classmethod", func: library(MAKE, call.world) }],
	]);
	return { kind: "class", name, bases: [library(BASE, call.world)], attrs };
}

const entriesOf = (pairs: Iterable<readonly [string, Value]>): ReadonlyMap<string, DictEntry> =>
	new Map([...pairs].map(([name, value]) => [`s:${name}`, { key: str(name), value }]));

/** The parameters of the constructor, from the class that has the fields. */
function parametersOf(cls: Value, machine: Machine): readonly Parameter[] {
	for (const each of machine.mro(cls)) {
		if (each.kind !== "class") continue;
		const fields = each.attrs.get(FIELDS);
		const defaults = each.attrs.get(DEFAULTS);
		if (fields?.kind !== "tuple" || defaults?.kind !== "dict") continue;
		return fields.items.map((field): Parameter => {
			const name = textOf(field);
			return { name, kind: "positional", default: defaults.entries?.get(`s:${name}`)?.value };
		});
	}
	return vague("a named tuple whose fields are not known");
}

function construct(cls: Value, call: LibraryCall): Value {
	const { machine } = call;
	const isChanged = machine.mro(cls).some((each) => each.kind === "class" && each.attrs.has("__init__"));
	if (cls.kind !== "class" || isChanged) return vague("a named tuple with a constructor of its own");
	const parameters = parametersOf(cls, machine);
	const bound = bind({ text: "", parameters }, call.args);
	if (bound.open) vague(bound.open);
	if (bound.errors.length > 0)
		raise({ code: "python-error", exception: "TypeError", message: `the arguments do not fit ${cls.name}()` });
	const fields = parameters.map(({ name }) => name);
	return { kind: "tuple", items: fields.map((name) => bound.get(name)), fields, cls };
}

/** The last fields get the defaults, as the last parameters do. */
function setDefaults(cls: ClassValue, defaults: Value, { journal }: Machine): void {
	const fields = cls.attrs.get(FIELDS);
	if (fields?.kind !== "tuple") return;
	const values = defaults.kind === "tuple" ? defaults.items : undefined;
	const names = fields.items.slice(fields.items.length - (values?.length ?? 0));
	const entries = values && entriesOf(names.map((name, index) => [textOf(name), values[index] as Value] as const));
	journal.setEntry(cls.attrs, DEFAULTS, { kind: "dict", entries });
	if (!entries) journal.setEntry(cls.attrs, FIELDS, unknownBecause("fields with defaults that are not known"));
}

const NamedTupleBase: ClassModel = {
	kind: "class",
	name: BASE,
	init: () => undefined,
	construct,
	constructsInNew: true,
	setDefaults,
};

/** `class Size(NamedTuple)`: the annotated names are the fields, what they are bound to the defaults. */
const TypingNamedTuple: ClassModel = {
	kind: "class",
	name: "typing.NamedTuple",
	aliases: ["typing_extensions.NamedTuple"],
	init: () => undefined,
	constructsInNew: true,
	defined(cls, { journal }) {
		if (
			cls.attrs.has(FIELDS) ||
			!cls.bases.some((base) => base.kind === "library" && base.name === "typing.NamedTuple")
		)
			return;
		const fields = cls.annotated ?? [];
		const defaults = new Map(
			fields.flatMap((name) => (cls.attrs.has(name) ? [[name, cls.attrs.get(name) as Value] as const] : [])),
		);
		for (const name of defaults.keys()) journal.deleteEntry(cls.attrs, name);
		journal.setEntry(cls.attrs, FIELDS, tuple(fields.map(str)));
		journal.setEntry(cls.attrs, DEFAULTS, { kind: "dict", entries: entriesOf(defaults) });
	},
	construct(cls, call) {
		if (cls.kind === "class") return construct(cls, call);
		const [name, pairs] = call.args.positional;
		if (!name || !pairs) return vague("a NamedTuple made from keywords");
		const fields = itemsOf(pairs.value, call, "fields").map((pair) => textOf(itemsOf(pair, call, "a field")[0]));
		return makeClass(textOf(name.value), fields, [], call);
	},
};

export const NAMED_TUPLES: readonly LibraryModel[] = [
	NamedTupleBase,
	TypingNamedTuple,
	defineFunction(
		"collections.namedtuple",
		"typename, field_names, *, rename=False, defaults=None, module=None",
		(bound, call) => {
			if (bound.given("rename")) return vague("a namedtuple with other names");
			const fields = fieldNames(bound.get("field_names"), call);
			const given = bound.get("defaults");
			const defaults = given.kind === "none" ? [] : itemsOf(given, call, "defaults");
			return makeClass(textOf(bound.get("typename")), fields, defaults, call);
		},
	),
	defineFunction(MAKE, "cls, iterable", (bound, call) => {
		const items = itemsOf(bound.get("iterable"), call, "_make()");
		const positional = items.map((value) => ({ value, origin: call.args.origin }));
		return construct(bound.get("cls"), { ...call, args: { ...call.args, positional, keywords: [] } });
	}),
];
