import { type ClassValue, type InstanceValue, type LibraryValue, unknownBecause, type Value } from "../domain";
import type { Core } from "./core";
import type { CallArguments, ClassModel, Machine } from "./machine";
import { changeOf } from "./patches";

/** The method resolution order: user classes by C3, ending at the library classes they derive from. */
export function linearize(cls: Value, depth = 0): readonly Value[] {
	if (cls.kind !== "class" || depth > 32) return [cls];
	const parents = cls.bases.map((base) => linearize(base, depth + 1));
	return [cls, ...mergeOrders([...parents, [...cls.bases]])];
}

const sameClass = (a: Value, b: Value): boolean =>
	a === b || (a.kind === "library" && b.kind === "library" && a.name === b.name && a.world === b.world);

function mergeOrders(orders: readonly (readonly Value[])[]): Value[] {
	const result: Value[] = [];
	let rest = orders.filter((order) => order.length > 0);
	while (rest.length > 0) {
		const current = rest;
		const next =
			current
				.map((order) => order[0] as Value)
				.find((head) => !current.some((o) => o.slice(1).some((v) => sameClass(v, head)))) ??
			((current[0] as readonly Value[])[0] as Value);
		result.push(next);
		rest = current.map((order) => order.filter((value) => !sameClass(value, next))).filter((order) => order.length > 0);
	}
	return result;
}

export const classOf = (value: Value): Value => (value.kind === "instance" ? value.cls : value);

/** `type(self)`: some objects of a library are of a class that derives from the one that the program named. */
export function ownClass(self: InstanceValue, machine: Machine): Value {
	const { cls } = self;
	const model = cls.kind === "library" ? machine.registry.find(cls.name, cls.world) : undefined;
	const name = model?.kind === "class" ? model.ownName?.(self) : undefined;
	return cls.kind === "library" && name !== undefined ? { ...cls, name } : cls;
}

/** The first library class that a class derives from, with its model. */
export function libraryBase(cls: Value, machine: Machine): { value: LibraryValue; model: ClassModel } | undefined {
	for (const each of machine.mro(cls)) {
		if (each.kind !== "library") continue;
		const model = machine.registry.find(each.name, each.world);
		if (model?.kind === "class") return { value: each, model };
	}
	return undefined;
}

/** Whether some base class is not known: its attributes, and what it does on construction, are not either. */
export function hasUnknownBase(cls: Value, machine: Machine): boolean {
	const order = machine.mro(cls);
	const modelOf = (each: Value) => (each.kind === "library" ? machine.registry.find(each.name, each.world) : undefined);
	// A class that makes its objects itself knows what a `str` or an `int` beside it means.
	const makes = order.some((each) => {
		const model = modelOf(each);
		return model?.kind === "class" && model.construct !== undefined;
	});
	return order.some((each) => {
		if (each.kind === "class") return false;
		if (makes && each.kind === "library" && each.name.startsWith("builtins.")) return false;
		return modelOf(each)?.kind !== "class";
	});
}

const constructWith = (
	construct: NonNullable<ClassModel["construct"]>,
	cls: ClassValue | LibraryValue,
	args: CallArguments,
	base: LibraryValue,
	core: Core,
): Value => core.guard(args.origin, () => construct(cls, { machine: core, world: base.world, args }));

/** `object.__new__`: a fresh instance of a class, with the native state of its library base. */
export function allocate(cls: Value | undefined, args: CallArguments, core: Core): Value {
	if (cls?.kind !== "class" && cls?.kind !== "library")
		return unknownBecause("an object of an unknown class", args.origin);
	const base = libraryBase(cls, core);
	if (base?.model.construct) return constructWith(base.model.construct, cls, args, base.value, core);
	const self: InstanceValue = { kind: "instance", cls, attrs: new Map() };
	base?.model.allocate?.(self, core, base.value.world, args.origin);
	return self;
}

/** Calls a class: `__new__`, then `__init__`. */
export function instantiate(cls: Value, args: CallArguments, core: Core): Value {
	if (cls.kind !== "class" && cls.kind !== "library")
		return unknownBecause("an object of an unknown class", args.origin);
	if (cls.kind === "class") forgetUncalled(cls, core);
	const change = changeOf(cls, core);
	if (change) return change;
	if (hasUnknownBase(cls, core)) {
		return unknownBecause(`an object whose base class is not known`, args.origin);
	}
	const base = libraryBase(cls, core);
	const create = classEntry(cls, "__new__", core);
	if (base?.model.construct && !(create && base.model.constructsInNew))
		return constructWith(base.model.construct, cls, args, base.value, core);
	const self = create ? core.call(asFunction(create), withFirst(cls, args)) : allocate(cls, args, core);
	if (self.kind !== "instance" || (create && !core.mro(self).includes(cls))) return self;
	const init = classEntry(cls, "__init__", core);
	if (init) {
		core.call(init, withFirst(self, args));
	} else if (!base && !create && hasArguments(args)) {
		// A decorator or a metaclass that is not followed (a dataclass, say) made an `__init__`.
		return unknownBecause("an object of a class whose __init__ is not known", args.origin);
	} else if (base) {
		base.model.init(self, { machine: core, world: base.value.world, args });
	}
	return self;
}

const withFirst = (value: Value, args: CallArguments): CallArguments => ({
	...args,
	positional: [{ value, origin: args.origin }, ...args.positional],
});

/** `__new__` is a static method, written as one or not. */
const asFunction = (value: Value): Value => (value.kind === "descriptor" ? value.func : value);

function classEntry(cls: Value, name: string, machine: Machine): Value | undefined {
	for (const each of machine.mro(cls)) {
		const found = each.kind === "class" ? each.attrs.get(name) : undefined;
		if (found) return found;
	}
	return undefined;
}

const hasArguments = (args: CallArguments): boolean =>
	args.positional.length > 0 || args.keywords.length > 0 || args.open !== undefined;

function forgetUncalled(cls: ClassValue, core: Core): void {
	if (core.uncalled.size === 0 || core.instantiated.has(cls)) return;
	core.instantiated.add(cls);
	for (const each of core.mro(cls)) {
		if (each.kind !== "class") continue;
		for (const [node, definition] of core.uncalled) if (definition.value === each) core.uncalled.delete(node);
	}
}
