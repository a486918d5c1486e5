import { bool, type DictEntry, keyOf, NONE, type SetValue, tuple, type Value } from "../../domain";
import {
	combineSets,
	type LibraryCall,
	type MethodModel,
	makeSet,
	requireHash,
	setEntries,
	type TypeModel,
	vague,
} from "../../interpreter/api";
import { pythonError } from "../arguments";
import { unorderedItems } from "../builtins/conversions";

type Entries = ReadonlyMap<string, DictEntry>;

const asSet = (self: Value): SetValue => (self.kind === "set" ? self : vague("not a set"));

const known = (self: Value): Entries => asSet(self).entries ?? vague(asSet(self).why ?? "a set that is not known");

/** What a method's argument holds, as the entries of a set. */
function entriesOf(value: Value, call: LibraryCall): Entries {
	const made = makeSet(unorderedItems(value, call, "a set"));
	return made.kind === "set" && made.entries ? made.entries : vague("a set with an unknown element");
}

const combine =
	(op: "|" | "&" | "-" | "^"): MethodModel =>
	(self, call) => {
		const entries = call.args.positional.reduce<Entries>(
			(all, { value }) => combineSets(op, all, entriesOf(value, call)) ?? all,
			known(self),
		);
		return { kind: "set", entries, frozen: asSet(self).frozen };
	};

/** As `combine`, in place; a set that is not known any more stays so. */
const change =
	(op: "|" | "&" | "-" | "^"): MethodModel =>
	(self, call) => {
		const target = asSet(self);
		let entries = target.entries;
		for (const { value } of call.args.positional) {
			const items =
				value.kind === "set"
					? value.entries && [...value.entries.values()].map(({ key }) => key)
					: call.machine.iterate(value, call.args.origin);
			const made = items && makeSet(items);
			entries = made?.kind === "set" && made.entries && entries ? combineSets(op, entries, made.entries) : undefined;
		}
		setEntries(target, entries, call.machine);
		return NONE;
	};

/** Adds or takes one element; which one must be known, or the set is not any more. */
const alter =
	(edit: (entries: Map<string, DictEntry>, key: string, item: Value) => void): MethodModel =>
	(self, call) => {
		const target = asSet(self);
		const item = call.args.positional[0]?.value ?? NONE;
		requireHash(item);
		const key = keyOf(item);
		const entries = target.entries && key !== undefined ? new Map(target.entries) : undefined;
		if (entries && key !== undefined) edit(entries, key, item);
		setEntries(target, entries, call.machine);
		return NONE;
	};

const relate =
	(decide: (own: Entries, other: Entries) => boolean): MethodModel =>
	(self, call) =>
		bool(decide(known(self), entriesOf(call.args.positional[0]?.value ?? tuple([]), call)));

const within = (a: Entries, b: Entries): boolean => [...a.keys()].every((key) => b.has(key));

function pop(self: Value, call: LibraryCall): Value {
	const target = asSet(self);
	const entries = known(self);
	if (entries.size === 0) return pythonError("KeyError", "pop from an empty set");
	setEntries(target, entries.size === 1 ? new Map() : undefined, call.machine);
	return entries.size === 1 ? ([...entries.values()][0] as DictEntry).key : vague("one of a set's elements");
}

export const SetType: TypeModel = {
	handles: (value) => value.kind === "set",
	attribute: () => undefined,
	compare: (op, left, right) => {
		if (left.kind !== "set" || right.kind !== "set" || op === "==" || op === "!=") return undefined;
		const [a, b] = [left.entries, right.entries];
		if (!a || !b) return { kind: "bool" };
		const [small, large] = op === "<" || op === "<=" ? [a, b] : [b, a];
		const isStrict = op === "<" || op === ">";
		return bool(within(small, large) && (!isStrict || small.size < large.size));
	},
	methods: {
		add: alter((entries, key, item) => {
			if (!entries.has(key)) entries.set(key, { key: item, value: item });
		}),
		discard: alter((entries, key) => {
			entries.delete(key);
		}),
		remove: alter((entries, key) => {
			if (!entries.delete(key)) pythonError("KeyError", "the set has no such element");
		}),
		pop,
		clear: (self, call) => {
			setEntries(asSet(self), new Map(), call.machine);
			return NONE;
		},
		copy: (self) => ({ kind: "set", entries: known(self), frozen: asSet(self).frozen }),
		union: combine("|"),
		intersection: combine("&"),
		difference: combine("-"),
		symmetric_difference: combine("^"),
		update: change("|"),
		intersection_update: change("&"),
		difference_update: change("-"),
		symmetric_difference_update: change("^"),
		issubset: relate(within),
		issuperset: relate((own, other) => within(other, own)),
		isdisjoint: relate((own, other) => ![...own.keys()].some((key) => other.has(key))),
	},
};
