import { bool, type InstanceValue, int, type ListValue, list, NONE, type Opaque, str, type Value } from "../../domain";
import {
	type ClassModel,
	equal,
	type LibraryCall,
	type MethodModel,
	setItems,
	type TypeModel,
	textOf,
	vague,
} from "../../interpreter/api";
import { bindMethod, intOf, itemsOf, pythonError } from "../arguments";

const NAME = "collections.deque";

interface Deque extends Opaque {
	readonly tag: "deque";
	readonly list: ListValue;
	readonly limit: number | undefined;
}

const isDeque = (value: Value): value is InstanceValue => value.kind === "instance" && value.native?.tag === "deque";
const stateOf = (self: Value): Deque => (isDeque(self) ? (self.native as Deque) : vague("a deque"));
const known = (self: Value): readonly Value[] => stateOf(self).list.items ?? vague("a deque that is not known");

/** A change of the items; beyond the limit, those at the other end fall out. */
const change =
	(
		edit: (items: readonly Value[], call: LibraryCall) => readonly Value[] | undefined,
		cut: "front" | "back" = "front",
	): MethodModel =>
	(self, call) => {
		const { list: target, limit } = stateOf(self);
		const items = target.items && edit(target.items, call);
		const over = items && limit !== undefined ? Math.max(0, items.length - limit) : 0;
		setItems(target, cut === "front" ? items?.slice(over) : items?.slice(0, items.length - over), call.machine);
		return NONE;
	};

const more = (call: LibraryCall): readonly Value[] | undefined =>
	call.machine.iterate(call.args.positional[0]?.value ?? NONE, call.args.origin);

const take =
	(end: "front" | "back"): MethodModel =>
	(self, call) => {
		const items = known(self);
		const item = items.at(end === "front" ? 0 : -1) ?? pythonError("IndexError", "pop from an empty deque");
		setItems(stateOf(self).list, end === "front" ? items.slice(1) : items.slice(0, -1), call.machine);
		return item;
	};

/** A method that a list has too. */
const asList =
	(name: string): MethodModel =>
	(self, call) =>
		call.machine.registry.typeOf(stateOf(self).list)?.methods?.[name]?.(stateOf(self).list, call) ?? vague(name);

function rotate(items: readonly Value[], call: LibraryCall): readonly Value[] {
	const steps = call.args.positional[0] ? intOf(call.args.positional[0].value) : 1;
	const at = items.length === 0 ? 0 : ((steps % items.length) + items.length) % items.length;
	return [...items.slice(items.length - at), ...items.slice(0, items.length - at)];
}

/** `collections.deque`: a list with two ends, and no list to `isinstance`. */
export const DequeClass: ClassModel = {
	kind: "class",
	name: NAME,
	bases: ["builtins.object"],
	init(self, call) {
		const bound = bindMethod("deque", "iterable=(), maxlen=None", call);
		const size = bound.get("maxlen");
		const limit = size.kind === "none" ? undefined : intOf(size);
		const items = itemsOf(bound.get("iterable"), call, "deque()");
		const kept = limit === undefined ? items : items.slice(Math.max(0, items.length - limit));
		self.native = { tag: "deque", list: list(kept) as ListValue, limit } as Deque;
	},
	attribute: (self, name) => {
		if (name !== "maxlen") return undefined;
		const { limit } = stateOf(self);
		return limit === undefined ? NONE : int(limit);
	},
	iterate: (self) => stateOf(self).list.items,
	methods: {
		append: change((items, { args }) => [...items, ...args.positional.map(({ value }) => value)]),
		appendleft: change((items, { args }) => [...args.positional.map(({ value }) => value), ...items], "back"),
		extend: change((items, call) => {
			const added = more(call);
			return added && [...items, ...added];
		}),
		extendleft: change((items, call) => {
			const added = more(call);
			return added && [...[...added].reverse(), ...items];
		}, "back"),
		rotate: change(rotate),
		reverse: change((items) => [...items].reverse()),
		pop: take("back"),
		popleft: take("front"),
		clear: asList("clear"),
		remove: asList("remove"),
		insert: asList("insert"),
		index: asList("index"),
		count: asList("count"),
		__repr__: (self, { machine }) => {
			const { limit } = stateOf(self);
			const text = textOf(list(known(self)), true, machine);
			if (text === undefined) return { kind: "str" };
			return str(`deque(${text}${limit === undefined ? "" : `, maxlen=${limit}`})`);
		},
	},
};

export const DequeType: TypeModel = {
	handles: isDeque,
	length: (self) => int(known(self).length),
	truth: (self) => known(self).length > 0,
	getItem: (self, index, machine, origin) =>
		index.kind === "slice"
			? pythonError("TypeError", "a deque has no slices")
			: machine.getItem(stateOf(self).list, index, origin),
	setItem: (self, index, value, machine) =>
		machine.setItem(stateOf(self).list, index, value, { path: "", start: 0, end: 0 }),
	deleteItem: (self, _index, machine) => setItems(stateOf(self).list, undefined, machine),
	contains: (self, item, machine, origin) => {
		const answer = machine.compare("in", item, stateOf(self).list, origin);
		return answer.kind === "bool" ? answer.value : undefined;
	},
	compare: (op, left, right) => {
		if (op !== "==" && op !== "!=") return undefined;
		if (!isDeque(left) || !isDeque(right)) return { kind: "bool" };
		const same = equal(stateOf(left).list, stateOf(right).list);
		return same === undefined ? { kind: "bool" } : bool(same === (op === "=="));
	},
};
