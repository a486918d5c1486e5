import type { ClassValue, InstanceValue, LibraryValue, Value } from "../domain";
import { unknownBecause } from "../domain";
import type { ClassDef, Expr } from "../syntax/ast";
import type { Core } from "./core";
import type { CallArguments, ClassModel, Machine, Scope } from "./machine";
import { originOf } from "./origin";
import { childScope } from "./scope";

export function defineClass(node: ClassDef, scope: Scope, core: Core): Value {
	const written = node.bases.map((base) => core.evaluate(base, scope));
	const keywords = node.keywords.map((keyword) => core.evaluate(keyword.value, scope));
	const bases = isRewritten(written, keywords, core)
		? [...written, unknownBecause("code that rewrites classes")]
		: written;
	const attrs = new Map<string, Value>();
	const marks = annotationMarks(node);
	const annotated = node.body.flatMap((each) =>
		each.type === "AnnAssign" && each.target.type === "Name" ? [each.target.id] : [],
	);
	const cls: ClassValue = {
		kind: "class",
		name: node.name,
		bases,
		attrs,
		origin: originOf(node, scope),
		annotated,
		marks,
	};
	const body = { ...childScope(scope, "class", { owner: cls }), vars: attrs };
	core.uncalled.set(node, { value: cls, origin: originOf(node, scope) });
	core.execute(node.body, body);
	libraryBase(cls, core)?.model.defined?.(cls, core, originOf(node, scope));
	let value: Value = cls;
	for (const decorator of [...node.decoratorList].reverse()) {
		const origin = originOf(decorator, scope);
		const result = core.call(core.evaluate(decorator, scope), {
			positional: [{ value, origin }],
			keywords: [],
			origin,
		});
		// A decorator that is not followed nearly always returns the class (registration); a model may say otherwise.
		value = result.kind === "unknown" ? value : result;
	}
	return value;
}

const MARKS: ReadonlySet<string> = new Set(["ClassVar", "InitVar", "KW_ONLY"]);

/** The annotations in a class body that say more than a type: `x: ClassVar[int]`, `_: dataclasses.KW_ONLY`. */
function annotationMarks(node: ClassDef): ReadonlyMap<string, string> | undefined {
	const marks = new Map<string, string>();
	for (const each of node.body) {
		if (each.type !== "AnnAssign" || each.target.type !== "Name") continue;
		const head = each.annotation.type === "Subscript" ? each.annotation.value : each.annotation;
		const name = head.type === "Attribute" ? head.attr : head.type === "Name" ? head.id : writtenHead(head);
		if (name !== undefined && MARKS.has(name)) marks.set(each.target.id, name);
	}
	return marks.size > 0 ? marks : undefined;
}

/** The first name of an annotation that is a string. */
const writtenHead = (node: Expr): string | undefined =>
	node.type === "Constant" && node.value.kind === "str" ? /^(?:\w+\.)*(\w+)/.exec(node.value.value)?.[1] : undefined;

/** Whether a metaclass or an `__init_subclass__` may change the class: then it counts as having an unknown base. */
const isRewritten = (bases: readonly Value[], keywords: readonly Value[], core: Core): boolean =>
	keywords.some((value) => value.kind !== "library" || value.name !== "abc.ABCMeta") ||
	bases.some((base) => core.mro(base).some((each) => each.kind === "class" && each.attrs.has("__init_subclass__")));

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
export const hasUnknownBase = (cls: Value, machine: Machine): boolean =>
	machine.mro(cls).some((each) => {
		if (each.kind === "class") return false;
		return each.kind !== "library" || machine.registry.find(each.name, each.world)?.kind !== "class";
	});

/** Calls a class: a fresh instance, native state from its library base, then `__init__`. */
export function instantiate(cls: Value, args: CallArguments, core: Core): Value {
	if (cls.kind !== "class" && cls.kind !== "library")
		return unknownBecause("an object of an unknown class", args.origin);
	if (cls.kind === "class") forgetUncalled(cls, core);
	if (hasUnknownBase(cls, core)) {
		return unknownBecause(`an object whose base class is not known`, args.origin);
	}
	const base = libraryBase(cls, core);
	if (base?.model.construct) {
		const { construct } = base.model;
		return core.guard(args.origin, () => construct(cls, { machine: core, world: base.value.world, args }));
	}
	const self: InstanceValue = { kind: "instance", cls, attrs: new Map() };
	base?.model.allocate?.(self, core, base.value.world, args.origin);
	const init = core.mro(cls).find((each) => each.kind === "class" && each.attrs.has("__init__"));
	if (init?.kind === "class") {
		const func = init.attrs.get("__init__") as Value;
		core.call(func, { ...args, positional: [{ value: self, origin: args.origin }, ...args.positional] });
	} else if (!base && hasArguments(args)) {
		// A decorator or a metaclass that is not followed (a dataclass, say) made an `__init__`.
		return unknownBecause("an object of a class whose __init__ is not known", args.origin);
	} else if (base) {
		base.model.init(self, { machine: core, world: base.value.world, args });
	}
	return self;
}

const hasArguments = (args: CallArguments): boolean =>
	args.positional.length > 0 || args.keywords.length > 0 || args.open !== undefined;

function forgetUncalled(cls: ClassValue, core: Core): void {
	for (const each of core.mro(cls)) {
		if (each.kind !== "class") continue;
		for (const [node, definition] of core.uncalled) if (definition.value === each) core.uncalled.delete(node);
	}
}
