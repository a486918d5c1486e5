import { bool, type InstanceValue, type LibraryValue, NONE, unknownBecause, type Value } from "../domain";
import {
	type Bound,
	type ClassModel,
	classOf,
	Failure,
	type FunctionModel,
	type LibraryCall,
	type LibraryModel,
	type Machine,
	vague,
} from "../interpreter/api";
import { defineFunction } from "./function";

const define = (name: string, text: string, run: (bound: Bound, call: LibraryCall) => Value): FunctionModel =>
	defineFunction(`builtins.${name}`, text, run);

const descriptor = (flavor: "property" | "staticmethod" | "classmethod"): FunctionModel =>
	define(flavor, "func=None, *args", (bound) => ({ kind: "descriptor", flavor, func: bound.get("func") }));

const ObjectClass: ClassModel = {
	kind: "class",
	name: "builtins.object",
	init: () => undefined,
	attribute: (_self, name, _machine, origin) => unknownBecause(`no assignment to ${name} was seen`, origin),
	methods: { __init__: () => NONE },
};

/** The Python types that `isinstance` can decide for plain values. */
const KINDS: Readonly<Record<string, readonly Value["kind"][]>> = {
	"builtins.int": ["int", "bool"],
	"builtins.float": ["float"],
	"builtins.str": ["str"],
	"builtins.bool": ["bool"],
	"builtins.list": ["list"],
	"builtins.tuple": ["tuple"],
	"builtins.dict": ["dict"],
	"builtins.set": ["set"],
};

const PLAIN = new Set<Value["kind"]>(["int", "float", "str", "bool", "list", "tuple", "dict", "set", "none"]);

/** Whether the value is an instance of the class; absent when not known. */
function isInstance(value: Value, cls: Value, machine: Machine): boolean | undefined {
	if (cls.kind === "tuple") {
		const results = cls.items.map((each) => isInstance(value, each, machine));
		if (results.includes(true)) return true;
		return results.includes(undefined) ? undefined : false;
	}
	if (value.kind === "unknown") return undefined;
	const kinds = cls.kind === "library" ? KINDS[cls.name] : undefined;
	if (kinds) return PLAIN.has(value.kind) || value.kind === "instance" ? kinds.includes(value.kind) : undefined;
	if (value.kind === "instance" && (cls.kind === "class" || cls.kind === "library"))
		return isSubclass(value, cls, machine);
	return PLAIN.has(value.kind) && cls.kind === "class" ? false : undefined;
}

function isSubclass(value: InstanceValue | Value, cls: Value, machine: Machine): boolean | undefined {
	const order = machine.mro(classOf(value));
	if (order.some((each) => each === cls || isSameLibrary(each, cls))) return true;
	const libraries = order.filter((each): each is LibraryValue => each.kind === "library");
	for (const each of libraries) {
		const model = machine.registry.find(each.name, each.world);
		if (model?.kind !== "class") return undefined;
		if (cls.kind === "library" && model.bases?.includes(cls.name)) return true;
	}
	return order.some((each) => each.kind === "unknown") ? undefined : false;
}

const isSameLibrary = (a: Value, b: Value): boolean =>
	a.kind === "library" && b.kind === "library" && a.name === b.name;

function getAttribute(bound: Bound, call: LibraryCall): Value {
	const name = bound.get("name");
	if (name.kind !== "str" || name.value === undefined) return vague("getattr() with a name that is not known");
	const fallback = bound.given("default");
	if (!fallback) return call.machine.getAttribute(bound.get("object"), name.value, call.args.origin);
	return attributeOrNone(bound.get("object"), name.value, call) ?? fallback.value;
}

/** Absent too when reading the attribute raises an AttributeError, which `hasattr` and `getattr` take. */
function attributeOrNone(object: Value, name: string, call: LibraryCall): Value | undefined {
	try {
		return call.machine.findAttribute(object, name, call.args.origin);
	} catch (signal) {
		if (signal instanceof Failure && signal.problem.exception === "AttributeError") return undefined;
		throw signal;
	}
}

function hasAttribute(bound: Bound, call: LibraryCall): Value {
	const name = bound.get("name");
	if (name.kind !== "str" || name.value === undefined) return { kind: "bool" };
	const object = bound.get("object");
	const found = attributeOrNone(object, name.value, call);
	if (!found) return bool(false);
	if (found.kind !== "unknown") return bool(true);
	const listed =
		object.kind === "library" &&
		call.machine.registry.exists(`${object.name}.${name.value}`, object.world, object.viaTensorflow);
	return listed ? bool(true) : { kind: "bool" };
}

function typeOf(bound: Bound, call: LibraryCall): Value {
	const value = bound.get("object");
	if (value.kind === "instance") return value.cls;
	const name = Object.entries(KINDS).find(([, kinds]) => kinds[0] === value.kind)?.[0];
	return name ? { kind: "library", name, world: call.world } : vague("the type is not known");
}

function makeSuper(bound: Bound): Value {
	const after = bound.get("cls");
	const self = bound.get("self");
	return after.kind === "class" ? { kind: "super", after, self } : vague("super() of a class that is not known");
}

const CALLABLE = new Set<Value["kind"]>(["function", "method", "class", "partial", "library"]);

export const classBuiltins: readonly LibraryModel[] = [
	ObjectClass,
	descriptor("property"),
	descriptor("staticmethod"),
	descriptor("classmethod"),
	define("isinstance", "object, cls", (bound, call) => {
		const result = isInstance(bound.get("object"), bound.get("cls"), call.machine);
		return result === undefined ? { kind: "bool" } : bool(result);
	}),
	define("issubclass", "object, cls", (bound, call) => {
		const result = isSubclass(bound.get("object"), bound.get("cls"), call.machine);
		return result === undefined ? { kind: "bool" } : bool(result);
	}),
	define("callable", "object", (bound) => {
		const { kind } = bound.get("object");
		if (CALLABLE.has(kind)) return bool(true);
		return PLAIN.has(kind) ? bool(false) : { kind: "bool" };
	}),
	define("getattr", "object, name, default=None", getAttribute),
	define("hasattr", "object, name", hasAttribute),
	define("setattr", "object, name, value", (bound, call) => {
		const name = bound.get("name");
		if (name.kind === "str" && name.value !== undefined) {
			call.machine.setAttribute(bound.get("object"), name.value, bound.get("value"), call.args.origin);
		}
		return NONE;
	}),
	define("vars", "object", (bound, call) =>
		call.machine.getAttribute(bound.get("object"), "__dict__", call.args.origin),
	),
	define("type", "object", typeOf),
	define("super", "cls=None, self=None", makeSuper),
];
