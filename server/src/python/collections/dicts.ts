import { type DictEntry, type DictValue, int, keyOf, list, NONE, tuple, type Value } from "../../domain";
import {
	type Bound,
	type ClassModel,
	dictFrom,
	finiteIterator,
	type LibraryCall,
	type MethodModel,
	put,
	setEntries,
	type TypeModel,
	vague,
} from "../../interpreter/api";
import { bindMethod, intOf } from "../arguments";
import { pairsOf, unorderedItems } from "../builtins/conversions";
import { DictType } from "../types/mappings";

/** A subclass of `dict`: its objects are dicts that know what they are. A user's subclass is not followed. */
const dictClass = (
	name: string,
	construct: (bound: Bound, call: LibraryCall) => DictValue,
	text: string,
): ClassModel => ({
	kind: "class",
	name,
	bases: ["builtins.dict"],
	init: () => undefined,
	construct: (cls, call) =>
		cls.kind === "library" ? construct(bindMethod(name, text, call), call) : vague(`a class that derives from ${name}`),
});

const contentOf = (bound: Bound, call: LibraryCall): readonly (readonly [Value, Value])[] => [
	...pairsOf(bound.rest[0]?.value, call),
	...bound.extra.map(({ name, value }) => [{ kind: "str", value: name } as Value, value] as const),
];

const OrderedDict = dictClass(
	"collections.OrderedDict",
	(bound, call) => ({ ...dictFrom(contentOf(bound, call)), type: "collections.OrderedDict" }),
	"*args, **kwargs",
);

const DefaultDict = dictClass(
	"collections.defaultdict",
	(bound, call) => {
		const factory = bound.get("factory");
		const missing = factory.kind === "none" ? undefined : factory;
		return { ...dictFrom(contentOf(bound, call)), type: "collections.defaultdict", missing };
	},
	"factory=None, /, *args, **kwargs",
);

/** How often each item occurs, after what is there already. */
function counted(
	entries: ReadonlyMap<string, DictEntry>,
	items: readonly Value[],
	sign: number,
): ReadonlyMap<string, DictEntry> {
	const counts = new Map(entries);
	for (const item of items) {
		const key = keyOf(item) ?? vague("an item that is not known");
		const before = counts.get(key)?.value ?? int(0);
		put(counts, { key: item, value: int(intOf(before) + sign) });
	}
	return counts;
}

function tally(
	target: ReadonlyMap<string, DictEntry>,
	bound: Bound,
	call: LibraryCall,
	sign: number,
): ReadonlyMap<string, DictEntry> {
	const source = bound.rest[0]?.value;
	const named = bound.extra.map(({ name, value }) => [{ kind: "str", value: name } as Value, value] as const);
	const pairs = source?.kind === "dict" ? [...pairsOf(source, call), ...named] : named;
	let counts =
		source && source.kind !== "dict" ? counted(target, unorderedItems(source, call, "Counter()"), sign) : target;
	for (const [key, value] of pairs) {
		const before = counts.get(keyOf(key) ?? vague("a key that is not known"))?.value ?? int(0);
		const grown = new Map(counts);
		put(grown, { key, value: int(intOf(before) + sign * intOf(value)) });
		counts = grown;
	}
	return counts;
}

const Counter = dictClass(
	"collections.Counter",
	(bound, call) => ({
		kind: "dict",
		entries: tally(new Map(), bound, call, 1),
		type: "collections.Counter",
		missing: int(0),
	}),
	"*args, **kwargs",
);

const known = (self: Value): ReadonlyMap<string, DictEntry> =>
	(self.kind === "dict" ? self.entries : undefined) ?? vague("a Counter that is not known");

const change =
	(sign: number): MethodModel =>
	(self, call) => {
		if (self.kind !== "dict") return vague("a Counter");
		const bound = bindMethod("update", "*args, **kwargs", call);
		setEntries(self, self.entries && tally(self.entries, bound, call, sign), call.machine);
		return NONE;
	};

/** `Counter` counts where a dict would replace. */
export const CounterType: TypeModel = {
	...DictType,
	handles: (value) => value.kind === "dict" && value.type === "collections.Counter",
	methods: {
		...DictType.methods,
		update: change(1),
		subtract: change(-1),
		elements: (self) =>
			finiteIterator([...known(self).values()].flatMap(({ key, value }) => Array(Math.max(0, intOf(value))).fill(key))),
		total: (self) => int([...known(self).values()].reduce((sum, { value }) => sum + intOf(value), 0)),
		most_common: (self, call) => {
			const pairs = [...known(self).values()].map(({ key, value }) => tuple([key, value]));
			const counts = new Map(pairs.map((pair) => [pair, intOf(pair.kind === "tuple" ? pair.items[1] : undefined)]));
			const sorted = [...pairs].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
			const limit = call.args.positional[0]?.value;
			return list(limit && limit.kind !== "none" ? sorted.slice(0, intOf(limit)) : sorted);
		},
	},
};

export const DICT_CLASSES: readonly ClassModel[] = [OrderedDict, DefaultDict, Counter];
