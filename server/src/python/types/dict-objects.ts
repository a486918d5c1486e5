import { bool, int, NONE, type Value } from "../../domain";
import {
	type ClassModel,
	finiteIterator,
	type MethodModel,
	syntheticArguments,
	type TypeModel,
	vague,
} from "../../interpreter/api";
import { bindMethod } from "../arguments";
import { toDict } from "../builtins/conversions";
import { dictOf, makeDictObject } from "./dict-state";
import { DictType } from "./mappings";

const onDict =
	(method: MethodModel): MethodModel =>
	(self, call) =>
		method(dictOf(self), call);

const special: Readonly<Record<string, MethodModel>> = {
	__setitem__: (self, { machine, args }) => {
		const [key, value] = args.positional;
		if (!key || !value) return vague("an item that is set without a value");
		machine.setItem(self, key.value, value.value, args.origin);
		return NONE;
	},
	__len__: (self) => (self.kind === "dict" && self.entries ? int(self.entries.size) : { kind: "int" }),
	__iter__: (self, { machine, args }) =>
		finiteIterator(machine.iterate(self, args.origin) ?? vague("a dict that is not known")),
};

const METHODS: Readonly<Record<string, MethodModel>> = Object.fromEntries(
	Object.entries({ ...DictType.methods, ...special }).map(([name, method]) => [name, onDict(method)]),
);

/** A dict without items is false, by what `__len__` says. */
const hasItems: MethodModel = (self, { machine, args: { origin } }) => {
	const length = machine.call(machine.getAttribute(self, "__len__", origin), syntheticArguments([], origin));
	const truth = machine.truth(length, origin);
	return truth === undefined ? { kind: "bool" } : bool(truth);
};

/** Methods that a class of the user's may have to make or find items in a way of its own. */
const UNFOLLOWED = ["__new__", "__missing__"];

/** `dict`: a call makes a dict; an object of a subclass of the user's holds one. */
export const DictClass: ClassModel = {
	kind: "class",
	name: "builtins.dict",
	construct(cls, call) {
		if (cls.kind === "library") return toDict(bindMethod("dict", "*args, **kwargs", call), call);
		const own = call.machine
			.mro(cls)
			.find((each) => each.kind === "class" && UNFOLLOWED.some((name) => each.attrs.has(name)));
		if (own || cls.kind !== "class") return vague("a subclass of dict that is not followed");
		const self = makeDictObject(cls);
		const { origin } = call.args;
		call.machine.call(call.machine.getAttribute(self, "__init__", origin), call.args);
		return self;
	},
	init(self, call) {
		const update = DictType.methods?.update;
		update?.(dictOf(self), call);
	},
	iterate: (self, machine) => machine.iterate(dictOf(self), { path: "", start: 0, end: 0 }),
	methods: { ...METHODS, __init__: () => NONE, __bool__: hasItems },
};

/** Objects of subclasses: what a class of the user's overrides was asked before, or is asked here. */
export const DictObjectType: TypeModel = {
	handles: (value) => dictOf(value) !== value,
	getItem: (self, index, machine, origin) => machine.getItem(dictOf(self), index, origin),
	setItem: (self, index, value, machine) => machine.setItem(dictOf(self), index, value, { path: "", start: 0, end: 0 }),
	contains(self, item, machine, origin) {
		const method = machine.getAttribute(self, "__contains__", origin);
		return machine.truth(machine.call(method, syntheticArguments([item], origin)), origin);
	},
	compare: (op, left, right, machine, origin) =>
		op === "is" || op === "is not" ? undefined : machine.compare(op, dictOf(left), dictOf(right), origin),
	typeName: (self: Value) => (self.kind === "instance" && self.cls.kind === "class" ? self.cls.name : "dict"),
};
