import {
	int,
	type ListValue,
	library,
	list,
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

const asList = (self: Value): ListValue => (self.kind === "list" ? self : vague("not a list"));
const argument = (call: LibraryCall, index: number): Value | undefined => call.args.positional[index]?.value;

/** A method that changes the list; on a list that is not known it changes nothing that is known. */
const mutate =
	(change: (items: readonly Value[], call: LibraryCall) => readonly Value[] | undefined): MethodModel =>
	(self, call) => {
		const target = asList(self);
		if (target.items) setItems(target, change(target.items, call), call.machine);
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
	const item = target.items[at];
	if (!item) raise({ code: "python-error", exception: "IndexError", message: "pop index out of range" });
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
	for (const [index, item] of items.entries()) {
		const same = equal(item, wanted);
		if (same === undefined) return vague("an index that is not known");
		if (same) return int(index);
	}
	raise({ code: "python-error", exception: "ValueError", message: "the item is not in the sequence" });
}

function count(self: Value, call: LibraryCall): Value {
	const items = self.kind === "list" || self.kind === "tuple" ? self.items : undefined;
	const wanted = argument(call, 0);
	const results = wanted && items?.map((item) => equal(item, wanted));
	if (!results || results.includes(undefined)) return { kind: "int" };
	return int(results.filter(Boolean).length);
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
		clear: mutate(() => []),
		sort: mutate(() => undefined),
		remove: mutate((items, call) => {
			const wanted = argument(call, 0);
			const index = wanted ? items.findIndex((item) => equal(item, wanted) === true) : -1;
			return index >= 0 ? items.toSpliced(index, 1) : undefined;
		}),
		pop,
		index: indexOf,
		count,
		copy: (self) => (asList(self).items ? list(asList(self).items ?? []) : { kind: "list", items: undefined }),
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
	methods: { index: indexOf, count },
	attribute(self, name, machine) {
		const field = self.kind === "tuple" ? (self.fields?.indexOf(name) ?? -1) : -1;
		if (self.kind === "tuple" && field >= 0) return self.items[field];
		if (self.kind === "tuple" && self.isShape && !name.startsWith("__")) {
			const instead = SHAPE_ATTRIBUTES[name];
			const problem = {
				code: "shape-is-a-tuple",
				exception: "AttributeError",
				message: `in Keras 3 a shape is a tuple: it has no ${name}${instead ? `, use ${instead}` : ""}`,
				facts: { fix: name },
			} as const;
			raise(problem, undefined, () => ofTensorShape(self, name, machine.world));
		}
		return undefined;
	},
};

/** What the attribute of a `TensorShape` would have been, so that the program can go on. */
function ofTensorShape(self: TupleValue, name: string, world: World): Value {
	if (name === "as_list") return { kind: "method", self, name, func: library("builtins.list", world) };
	if (name === "rank" || name === "ndims") return int(self.items.length);
	return unknownBecause(`in Keras 3 a shape has no ${name}`);
}
