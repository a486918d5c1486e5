import {
	int,
	type ListValue,
	library,
	NONE,
	type TupleValue,
	unknownBecause,
	type Value,
	type World,
} from "../../domain";
import {
	equal,
	type LibraryCall,
	type MethodModel,
	raise,
	setItems,
	type TypeModel,
	vague,
} from "../../interpreter/api";
import { bindMethod, intOf, pythonError } from "../arguments";
import { sortItems } from "../builtins/iteration";

const asList = (self: Value): ListValue => (self.kind === "list" ? self : vague("not a list"));
const argument = (call: LibraryCall, index: number): Value | undefined => call.args.positional[index]?.value;

/** A method that changes the list; on a list that is not known it changes nothing that is known. */
const mutate =
	(change: (items: readonly Value[], call: LibraryCall) => readonly Value[] | undefined): MethodModel =>
	(self, call) => {
		const target = asList(self);
		if (target.items) setItems(target, change(target.items, call), call.machine);
		else if (target.unordered) setItems(target, undefined, call.machine);
		return NONE;
	};

function pop(self: Value, call: LibraryCall): Value {
	const target = asList(self);
	const index = argument(call, 0) ?? int(-1);
	if (!target.items || index.kind !== "int" || index.value === undefined) {
		setItems(target, undefined, call.machine);
		return vague("an item of a list that is not known");
	}
	const at = index.value < 0 ? index.value + target.items.length : index.value;
	const item = target.items[at] ?? pythonError("IndexError", "pop index out of range");
	setItems(target, target.items.toSpliced(at, 1), call.machine);
	return item;
}

function insert(items: readonly Value[], call: LibraryCall): readonly Value[] | undefined {
	const index = argument(call, 0);
	const item = argument(call, 1);
	return index?.kind === "int" && index.value !== undefined && item ? items.toSpliced(index.value, 0, item) : undefined;
}

function indexOf(self: Value, call: LibraryCall): Value {
	const items = self.kind === "list" || self.kind === "tuple" ? self.items : undefined;
	const wanted = argument(call, 0);
	if (!items || !wanted) return vague("an index that is not known");
	const [start, stop] = [argument(call, 1), argument(call, 2)].map((value) => value && intOf(value));
	const from = start === undefined ? 0 : start < 0 ? Math.max(0, start + items.length) : start;
	const to = stop === undefined ? items.length : stop < 0 ? stop + items.length : stop;
	for (const [index, item] of items.entries()) {
		if (index < from || index >= to) continue;
		const same = sameItem(item, wanted, call);
		if (same === undefined) return vague("an index that is not known");
		if (same) return int(index);
	}
	return pythonError("ValueError", "the item is not in the sequence");
}

/** Python looks whether it is the same object before it asks `==`; absent when not known. */
function sameItem(item: Value, wanted: Value, { machine, args }: LibraryCall): boolean | undefined {
	if (item.kind !== "instance" && wanted.kind !== "instance") return equal(item, wanted);
	return item === wanted || machine.truth(machine.compare("==", item, wanted, args.origin), args.origin);
}

function count(self: Value, call: LibraryCall): Value {
	const items = self.kind === "list" || self.kind === "tuple" ? self.items : undefined;
	const wanted = argument(call, 0);
	const results = wanted && items?.map((item) => sameItem(item, wanted, call));
	if (!results || results.includes(undefined)) return { kind: "int" };
	return int(results.filter(Boolean).length);
}

/** Takes the first item that is equal; when that cannot be told, the list is not known any more. */
function remove(items: readonly Value[], call: LibraryCall): readonly Value[] | undefined {
	const wanted = argument(call, 0) ?? NONE;
	const results = items.map((item) => sameItem(item, wanted, call));
	const index = results.findIndex((same) => same !== false);
	if (index < 0) return pythonError("ValueError", "list.remove(x): x not in list");
	return results[index] === true ? items.toSpliced(index, 1) : undefined;
}

function sort(items: readonly Value[], call: LibraryCall): readonly Value[] {
	const bound = bindMethod("sort", "*, key=None, reverse=False", call);
	return sortItems(items, bound.get("key"), bound.get("reverse"), call);
}

/** Sorting gives the items of a set their order, unless two may have the same key. */
function sortList(self: Value, call: LibraryCall): Value {
	const target = asList(self);
	const isPlain = call.args.keywords.every(({ name }) => name !== "key");
	const items = target.items ?? (isPlain ? target.unordered : undefined);
	setItems(target, items && sort(items, call), call.machine);
	return NONE;
}

export const ListType: TypeModel = {
	handles: (value) => value.kind === "list",
	attribute: () => undefined,
	methods: {
		append: mutate((items, call) => [...items, ...call.args.positional.map((each) => each.value)]),
		extend: mutate((items, call) => {
			const more = call.machine.iterate(argument(call, 0) ?? NONE, call.args.origin);
			return more && [...items, ...more];
		}),
		insert: mutate(insert),
		reverse: mutate((items) => [...items].reverse()),
		clear: (self, call) => {
			setItems(asList(self), [], call.machine);
			return NONE;
		},
		sort: sortList,
		remove: mutate(remove),
		pop,
		index: indexOf,
		count,
		copy: (self) => ({ ...asList(self) }),
		__len__: (self) => (asList(self).items ? int(asList(self).items?.length ?? 0) : { kind: "int" }),
		__contains__: (self, call) => call.machine.compare("in", argument(call, 0) ?? NONE, self, call.args.origin),
		__getitem__: (self, call) => call.machine.getItem(self, argument(call, 0) ?? NONE, call.args.origin),
	},
};

const SHAPE_ATTRIBUTES: Readonly<Record<string, string>> = {
	as_list: "list(…)",
	rank: "len(…)",
	ndims: "len(…)",
	dims: "the tuple itself",
	is_fully_defined: "None not in …",
	num_elements: "math.prod(…)",
};

export const TupleType: TypeModel = {
	handles: (value) => value.kind === "tuple",
	methods: {
		index: indexOf,
		count,
		__len__: (self) => (self.kind === "tuple" ? int(self.items.length) : { kind: "int" }),
	},
	attribute(self, name, machine) {
		if (self.kind !== "tuple") return undefined;
		if (self.isShape && !name.startsWith("__")) {
			const instead = SHAPE_ATTRIBUTES[name];
			const problem = {
				code: "shape-is-a-tuple",
				exception: "AttributeError",
				message: `in Keras 3 a shape is a tuple: it has no ${name}${instead ? `, use ${instead}` : ""}`,
				facts: { fix: name },
			} as const;
			raise(problem, undefined, () => ofTensorShape(self, name, machine.world));
		}
		return self.view ? rangeAttribute(self, name) : undefined;
	},
};

/** `range(…).start` and the like, as far as the items tell. */
function rangeAttribute({ items }: TupleValue, name: string): Value | undefined {
	if (name === "start" && items[0]) return items[0];
	return name === "start" || name === "stop" || name === "step" ? { kind: "int" } : undefined;
}

/** What the attribute of a `TensorShape` would have been, so that the program can go on. */
function ofTensorShape(self: TupleValue, name: string, world: World): Value {
	if (name === "as_list") return { kind: "method", self, name, func: library("builtins.list", world) };
	if (name === "rank" || name === "ndims") return int(self.items.length);
	return unknownBecause(`in Keras 3 a shape has no ${name}`);
}
