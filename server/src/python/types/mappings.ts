import { type DictEntry, type DictValue, keyOf, NONE, str, tuple, type Value } from "../../domain";
import {
	forget,
	type LibraryCall,
	type MethodModel,
	put,
	requireHash,
	setEntries,
	syntheticArguments,
	type TypeModel,
	vague,
} from "../../interpreter/api";
import { pythonError } from "../arguments";
import { pairsOf } from "../builtins/conversions";
import { makeView } from "./views";

const argument = (call: LibraryCall, index: number): Value | undefined => call.args.positional[index]?.value;
const named = (call: LibraryCall, index: number, name: string): Value | undefined =>
	argument(call, index) ?? call.args.keywords.find((each) => each.name === name)?.value;
const asDict = (self: Value): DictValue => (self.kind === "dict" ? self : vague("not a dict"));

const entriesOf = (self: Value): ReadonlyMap<string, DictEntry> =>
	asDict(self).entries ?? vague(asDict(self).why ?? "a dict that is not known");

const view =
	(part: "keys" | "values" | "items"): MethodModel =>
	(self, call) =>
		makeView(asDict(self), part, call.machine);

function get(self: Value, call: LibraryCall): Value {
	requireHash(argument(call, 0) ?? NONE);
	const key = keyOf(argument(call, 0) ?? NONE);
	const entries = entriesOf(self);
	if (key === undefined)
		return entries.size === 0 ? (named(call, 1, "default") ?? NONE) : vague("a key that is not known");
	return entries.get(key)?.value ?? named(call, 1, "default") ?? NONE;
}

/** The content is not known any more, and neither is what is asked for. */
function lose(target: DictValue, call: LibraryCall): never {
	setEntries(target, undefined, call.machine);
	return vague("a dict that is not known");
}

function remove(target: DictValue, key: string, call: LibraryCall): void {
	const entries = new Map(target.entries);
	entries.delete(key);
	setEntries(target, entries, call.machine);
}

function pop(self: Value, call: LibraryCall): Value {
	const key = keyOf(argument(call, 0) ?? NONE);
	const target = asDict(self);
	if (!target.entries || key === undefined) return lose(target, call);
	const entry = target.entries.get(key);
	const fallback = argument(call, 1);
	if (entry) remove(target, key, call);
	return entry?.value ?? fallback ?? pythonError("KeyError", "the dict has no such key");
}

function popItem(self: Value, call: LibraryCall): Value {
	const target = asDict(self);
	if (!target.entries) return lose(target, call);
	const last = named(call, 0, "last");
	const isFirst =
		target.type === "collections.OrderedDict" &&
		last !== undefined &&
		call.machine.truth(last, call.args.origin) === false;
	const [key, entry] = [...target.entries].at(isFirst ? 0 : -1) ?? pythonError("KeyError", "the dict is empty");
	remove(target, key, call);
	return tuple([entry.key, entry.value]);
}

/** The entries after `update(source, **more)`; absent when not known. */
function updated(target: DictValue, call: LibraryCall): ReadonlyMap<string, DictEntry> | undefined {
	const source = argument(call, 0);
	if (!target.entries || call.args.open) return undefined;
	if (source?.kind === "dict" && !source.entries) return undefined;
	if (
		source &&
		source.kind !== "dict" &&
		source.kind !== "list" &&
		source.kind !== "tuple" &&
		source.kind !== "iterator" &&
		source.kind !== "instance"
	)
		return undefined;
	if (source?.kind === "list" && !source.items) return undefined;
	const entries = new Map(target.entries);
	const more = call.args.keywords.map(({ name, value }) => [str(name), value] as const);
	for (const [key, value] of [...pairsOf(source, call), ...more]) {
		if (keyOf(key) === undefined) return undefined;
		put(entries, { key, value });
	}
	return entries;
}

function update(self: Value, call: LibraryCall): Value {
	const target = asDict(self);
	const { machine, args } = call;
	let entries: ReadonlyMap<string, DictEntry> | undefined;
	machine.guard(args.origin, () => {
		entries = updated(target, call);
		return NONE;
	});
	setEntries(target, entries, machine);
	return NONE;
}

function setDefault(self: Value, call: LibraryCall): Value {
	const key = argument(call, 0) ?? NONE;
	const target = asDict(self);
	const name = keyOf(key);
	if (!target.entries || name === undefined) return lose(target, call);
	const known = target.entries.get(name);
	if (known) return known.value;
	const value = named(call, 1, "default") ?? NONE;
	const entries = new Map(target.entries);
	put(entries, { key, value });
	setEntries(target, entries, call.machine);
	return value;
}

function moveToEnd(self: Value, call: LibraryCall): Value {
	const target = asDict(self);
	const key = keyOf(argument(call, 0) ?? NONE);
	if (!target.entries || key === undefined) return lose(target, call);
	const entry = target.entries.get(key) ?? pythonError("KeyError", "the dict has no such key");
	const last = named(call, 1, "last");
	const toEnd = last === undefined ? true : call.machine.truth(last, call.args.origin);
	const rest = [...target.entries].filter(([each]) => each !== key);
	const moved: [string, DictEntry] = [key, entry];
	setEntries(
		target,
		toEnd === undefined ? undefined : new Map(toEnd ? [...rest, moved] : [moved, ...rest]),
		call.machine,
	);
	return NONE;
}

/** `d[key]` of a `defaultdict`: what the factory makes is kept. */
function missing(
	self: DictValue,
	index: Value,
	call: Pick<LibraryCall, "machine">,
	origin: LibraryCall["args"]["origin"],
): Value {
	const key = keyOf(index);
	const { machine } = call;
	if (!self.entries || key === undefined) {
		// Which entry it is, or whether it is a new one, is not known; it may be changed all the same.
		if (self.missing && self.type !== "collections.Counter") forget(self, machine);
		const why = self.why ?? { text: "an entry of a dict that is not known", origin };
		return { kind: "unknown", why, within: self };
	}
	const entry = self.entries.get(key);
	if (entry) return entry.value;
	if (!self.missing) return pythonError("KeyError", "the dict has no such key");
	const isCounter = self.type === "collections.Counter";
	const value = isCounter ? self.missing : machine.call(self.missing, syntheticArguments([], origin));
	if (isCounter) return value;
	const entries = new Map(self.entries);
	put(entries, { key: index, value });
	setEntries(self, entries, machine);
	return value;
}

export const DictType: TypeModel = {
	handles: (value) => value.kind === "dict",
	attribute: () => undefined,
	getItem: (self, index, machine, origin) => missing(asDict(self), index, { machine }, origin),
	methods: {
		items: view("items"),
		keys: view("keys"),
		values: view("values"),
		get,
		pop,
		popitem: popItem,
		update,
		setdefault: setDefault,
		move_to_end: moveToEnd,
		copy: (self) => ({ ...asDict(self), entries: entriesOf(self) }),
		clear: (self, call) => {
			setEntries(asDict(self), new Map(), call.machine);
			return NONE;
		},
		__contains__: (self, call) => call.machine.compare("in", argument(call, 0) ?? NONE, self, call.args.origin),
		__getitem__: (self, call) => missing(asDict(self), argument(call, 0) ?? NONE, call, call.args.origin),
	},
};
