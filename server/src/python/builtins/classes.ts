import { bool, NONE, type Value } from "../../domain";
import {
	type Bound,
	type ClassModel,
	exposeAttributes,
	Failure,
	type FunctionModel,
	type LibraryCall,
	type LibraryModel,
	vague,
} from "../../interpreter/api";
import { defineFunction } from "../function";
import { isInstance, isSubclass, typeOfValue } from "./instances";

const define = (name: string, text: string, run: (bound: Bound, call: LibraryCall) => Value): FunctionModel =>
	defineFunction(`builtins.${name}`, text, run);

const descriptor = (flavor: "staticmethod" | "classmethod"): FunctionModel =>
	define(flavor, "func", (bound) => ({ kind: "descriptor", flavor, func: bound.get("func") }));

const property = define("property", "fget=None, fset=None, fdel=None, doc=None", (bound) => ({
	kind: "descriptor",
	flavor: "property",
	func: bound.get("fget"),
	setter: bound.given("fset")?.value,
	deleter: bound.given("fdel")?.value,
}));

const ObjectClass: ClassModel = {
	kind: "class",
	name: "builtins.object",
	init: () => undefined,
	attribute: () => undefined,
	methods: { __init__: () => NONE },
};

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

function setAttribute(bound: Bound, { machine, args }: LibraryCall): Value {
	const [object, name] = [bound.get("object"), bound.get("name")];
	if (name.kind === "str" && name.value !== undefined)
		machine.setAttribute(object, name.value, bound.get("value"), args.origin);
	else if ("attrs" in object)
		exposeAttributes(
			object,
			{ text: "an attribute with a name that is not known was set", origin: args.origin },
			machine,
		);
	return NONE;
}

function typeOf(bound: Bound, call: LibraryCall): Value {
	if (bound.given("bases")) return makeClass(bound);
	const value = bound.get("object");
	return typeOfValue(value, call.machine, call.world) ?? vague("the type is not known");
}

/** `type(name, bases, attributes)`. */
function makeClass(bound: Bound): Value {
	const [name, bases, body] = [bound.get("object"), bound.get("bases"), bound.get("dict")];
	if (name.kind !== "str" || name.value === undefined) return vague("a class with a name that is not known");
	if (bases.kind !== "tuple" || body.kind !== "dict" || !body.entries) return vague("a class that is not known");
	const attrs = new Map<string, Value>();
	for (const { key, value } of body.entries.values()) if (key.kind === "str") attrs.set(key.value ?? "", value);
	return { kind: "class", name: name.value, bases: bases.items, attrs };
}

function makeSuper(bound: Bound): Value {
	const after = bound.get("cls");
	const self = bound.get("self");
	return after.kind === "class" ? { kind: "super", after, self } : vague("super() of a class that is not known");
}

const CALLABLE: ReadonlySet<Value["kind"]> = new Set(["function", "method", "class", "partial", "library"]);
const UNCALLABLE: ReadonlySet<Value["kind"]> = new Set([
	"int",
	"float",
	"str",
	"bool",
	"list",
	"tuple",
	"dict",
	"set",
	"none",
]);

export const classBuiltins: readonly LibraryModel[] = [
	ObjectClass,
	property,
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
		return UNCALLABLE.has(kind) ? bool(false) : { kind: "bool" };
	}),
	define("getattr", "object, name, default=None", getAttribute),
	define("hasattr", "object, name", hasAttribute),
	define("setattr", "object, name, value", setAttribute),
	define("delattr", "object, name", (bound, call) => {
		const name = bound.get("name");
		if (name.kind !== "str" || name.value === undefined) return vague("delattr() with a name that is not known");
		call.machine.deleteAttribute(bound.get("object"), name.value, call.args.origin);
		return NONE;
	}),
	define("vars", "object", (bound, call) =>
		call.machine.getAttribute(bound.get("object"), "__dict__", call.args.origin),
	),
	define("type", "object, bases=None, dict=None", typeOf),
	define("super", "cls=None, self=None", makeSuper),
];
