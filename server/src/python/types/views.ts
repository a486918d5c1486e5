import {
	bool,
	type DictEntry,
	type DictValue,
	type InstanceValue,
	int,
	keyOf,
	library,
	type Opaque,
	str,
	tuple,
	type Value,
} from "../../domain";
import {
	type ClassModel,
	combineSets,
	type Machine,
	raise,
	type TypeModel,
	textOf,
	vague,
} from "../../interpreter/api";

/** What a view shows of its dict, now and after every change. */
interface View extends Opaque {
	readonly tag: "dict-view";
	readonly dict: DictValue;
}

type Part = "keys" | "values" | "items";

const PARTS: Readonly<Record<string, (entry: DictEntry) => Value>> = {
	"builtins.dict_keys": ({ key }) => key,
	"builtins.dict_values": ({ value }) => value,
	"builtins.dict_items": ({ key, value }) => tuple([key, value]),
};

export const makeView = (dict: DictValue, part: Part, machine: Machine): Value => ({
	kind: "instance",
	cls: library(`builtins.dict_${part}`, machine.world),
	attrs: new Map(),
	native: { tag: "dict-view", dict } as View,
});

const isView = (value: Value): value is InstanceValue => value.kind === "instance" && value.native?.tag === "dict-view";

const nameOf = (view: InstanceValue): string => (view.cls.kind === "library" ? view.cls.name : "");

function itemsOf(view: InstanceValue): readonly Value[] | undefined {
	const { entries } = (view.native as View).dict;
	const pick = PARTS[nameOf(view)];
	return entries && pick && [...entries.values()].map(pick);
}

function shown(view: InstanceValue, machine: Machine): Value {
	const parts = (itemsOf(view) ?? vague("a dict that is not known")).map((item) => textOf(item, true, machine));
	return parts.includes(undefined)
		? { kind: "str" }
		: str(`${nameOf(view).slice("builtins.".length)}([${parts.join(", ")}])`);
}

const viewClass = (name: string): ClassModel => ({
	kind: "class",
	name,
	init: () => undefined,
	iterate: itemsOf,
	methods: {
		__repr__: (self, { machine }) => (isView(self) ? shown(self, machine) : vague("a view")),
		isdisjoint: (self, { machine, args }) => {
			const others = args.positional[0] && machine.iterate(args.positional[0].value, args.origin);
			const keys = others?.map(keyOf);
			const own = isView(self) ? itemsOf(self)?.map(keyOf) : undefined;
			if (!keys || !own || keys.includes(undefined)) return { kind: "bool" };
			return bool(!keys.some((key) => own.includes(key)));
		},
	},
});

export const VIEW_CLASSES: readonly ClassModel[] = Object.keys(PARTS).map(viewClass);

/** A view, a set or an iterable, as the entries of a set. */
function entriesOf(value: Value, machine: Machine): ReadonlyMap<string, DictEntry> {
	if (value.kind === "set") return value.entries ?? vague("a set that is not known");
	const items = isView(value) ? itemsOf(value) : machine.iterate(value, { path: "", start: 0, end: 0 });
	const entries = new Map<string, DictEntry>();
	for (const item of items ?? vague("items that are not known"))
		entries.set(keyOf(item) ?? vague("an item that is not known"), { key: item, value: item });
	return entries;
}

/** `d.keys()`, `d.values()` and `d.items()`: they follow their dict, and keys are a kind of set. */
export const ViewType: TypeModel = {
	handles: isView,
	attribute: () => undefined,
	length: (self) => {
		const items = isView(self) ? itemsOf(self) : undefined;
		return items ? int(items.length) : { kind: "int" };
	},
	truth: (self) => {
		const items = isView(self) ? itemsOf(self) : undefined;
		return items && items.length > 0;
	},
	contains: (self, item, machine, origin) => {
		const items = isView(self) ? itemsOf(self) : undefined;
		if (!items) return undefined;
		const found = machine.compare("in", item, tuple(items), origin);
		return found.kind === "bool" ? found.value : undefined;
	},
	getItem: (self) => {
		const name = isView(self) ? nameOf(self).slice("builtins.".length) : "";
		return raise({ code: "python-error", exception: "TypeError", message: `'${name}' object is not subscriptable` });
	},
	binary: (op, left, right, machine) => {
		const entries = combineSets(op, entriesOf(left, machine), entriesOf(right, machine));
		return entries && { kind: "set", entries };
	},
	compare: (op, left, right, machine) => {
		if (op !== "==" && op !== "!=") return { kind: "bool" };
		const [a, b] = [entriesOf(left, machine), entriesOf(right, machine)];
		return bool((a.size === b.size && [...a.keys()].every((key) => b.has(key))) === (op === "=="));
	},
};
