import { type DictEntry, type DictValue, keyOf, NONE, type SetValue, tuple, type Value } from "../../domain";
import {
	dictFrom,
	type LibraryCall,
	type MethodModel,
	raise,
	setEntries,
	type TypeModel,
	vague,
} from "../../interpreter/api";

const argument = (call: LibraryCall, index: number): Value | undefined => call.args.positional[index]?.value;
const asDict = (self: Value): DictValue => (self.kind === "dict" ? self : vague("not a dict"));
const asSet = (self: Value): SetValue => (self.kind === "set" ? self : vague("not a set"));

const entriesOf = (self: Value): ReadonlyMap<string, DictEntry> =>
	asDict(self).entries ?? vague(asDict(self).why ?? "a dict that is not known");

const view =
	(pick: (entry: DictEntry) => Value): MethodModel =>
	(self) =>
		tuple([...entriesOf(self).values()].map(pick));

function get(self: Value, call: LibraryCall): Value {
	const key = keyOf(argument(call, 0) ?? NONE);
	if (key === undefined) return vague("a key that is not known");
	return entriesOf(self).get(key)?.value ?? argument(call, 1) ?? NONE;
}

function pop(self: Value, call: LibraryCall): Value {
	const key = keyOf(argument(call, 0) ?? NONE);
	const target = asDict(self);
	if (!target.entries || key === undefined) {
		setEntries(target, undefined, call.machine);
		return vague("a dict that is not known");
	}
	const entry = target.entries.get(key);
	const fallback = argument(call, 1);
	if (!entry && !fallback) raise({ code: "python-error", exception: "KeyError", message: "the dict has no such key" });
	const entries = new Map(target.entries);
	entries.delete(key);
	setEntries(target, entries, call.machine);
	return entry?.value ?? (fallback as Value);
}

function update(self: Value, call: LibraryCall): Value {
	const target = asDict(self);
	const source = argument(call, 0);
	const known = target.entries && (!source || (source.kind === "dict" && source.entries));
	if (!known || !target.entries) {
		setEntries(target, undefined, call.machine);
		return NONE;
	}
	const entries = new Map(target.entries);
	if (source?.kind === "dict") for (const [key, entry] of source.entries ?? []) entries.set(key, entry);
	for (const keyword of call.args.keywords) {
		entries.set(`s:${keyword.name}`, { key: { kind: "str", value: keyword.name }, value: keyword.value });
	}
	setEntries(target, entries, call.machine);
	return NONE;
}

function setDefault(self: Value, call: LibraryCall): Value {
	const keyValue = argument(call, 0) ?? NONE;
	const key = keyOf(keyValue);
	const target = asDict(self);
	if (!target.entries || key === undefined) return vague("a dict that is not known");
	const known = target.entries.get(key);
	if (known) return known.value;
	const value = argument(call, 1) ?? NONE;
	setEntries(target, new Map(target.entries).set(key, { key: keyValue, value }), call.machine);
	return value;
}

export const DictType: TypeModel = {
	handles: (value) => value.kind === "dict",
	attribute: () => undefined,
	methods: {
		items: view((entry) => tuple([entry.key, entry.value])),
		keys: view((entry) => entry.key),
		values: view((entry) => entry.value),
		get,
		pop,
		update,
		setdefault: setDefault,
		copy: (self) => dictFrom([...entriesOf(self).values()].map((entry) => [entry.key, entry.value] as const)),
		clear: (self, call) => {
			setEntries(asDict(self), new Map(), call.machine);
			return NONE;
		},
	},
};

export const SetType: TypeModel = {
	handles: (value) => value.kind === "set",
	attribute: () => undefined,
	methods: {
		add: (self, call) => {
			const target = asSet(self);
			const item = argument(call, 0) ?? NONE;
			const key = keyOf(item);
			const entries =
				target.entries && key !== undefined ? new Map(target.entries).set(key, { key: item, value: item }) : undefined;
			setEntries(target, entries, call.machine);
			return NONE;
		},
	},
};
