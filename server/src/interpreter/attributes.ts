import {
	type ClassValue,
	type InstanceValue,
	type LibraryValue,
	library,
	type ModuleValue,
	misspelling,
	NONE,
	type Origin,
	type Problem,
	str,
	tuple,
	unknown,
	unknownBecause,
	type Value,
} from "../domain";
import { forEachAlternative } from "./alternatives";
import { syntheticArguments } from "./arguments";
import { ANY_ATTRIBUTE, attributeDict } from "./attribute-dict";
import { classOf, hasUnknownBase, libraryBase, ownClass } from "./classes";
import { dictFrom } from "./collections";
import type { Core } from "./core";
import { bindAttribute, isDataDescriptor } from "./descriptors";
import { docstring, userCode } from "./functions";
import type { LibraryModel } from "./machine";
import { changeOf, patchOf } from "./patches";
import { Raised } from "./signals";
import { userAttribute } from "./special-methods";
import { subclassesMethod } from "./subclasses";

/** Reads an attribute; a certainly missing one is reported as AttributeError. */
export function getAttribute(object: Value, name: string, origin: Origin, core: Core): Value {
	const value = core.guard(origin, () => {
		const found = core.findAttribute(object, name, origin);
		if (found) return found;
		// Code that is not followed may have set an attribute of a module: a reason to go on, unless something takes it.
		if (object.kind === "module" && !core.handlers.some((handler) => handler.takes("AttributeError")))
			return unknownBecause(`${object.name} has no ${name} that is known`, origin);
		core.report({ exception: "AttributeError", ...missingAttribute(object, name, core) }, origin);
		return unknownBecause(`there is no attribute ${name}`, origin);
	});
	return value;
}

/** A name that a library certainly lacks is worth a finding; a missing attribute of the user's own is Python's to report. */
export function missingAttribute(object: Value, name: string, core: Core): Pick<Problem, "code" | "message" | "facts"> {
	if (object.kind !== "library") return { code: "python-error", message: `there is no attribute ${name}` };
	const version = object.name.startsWith("keras") && object.world === core.world ? ` ${core.versions.keras}` : "";
	const history = core.registry.historyOf({ ...object, name: `${object.name}.${name}` }, core.versions);
	const message = `${object.name}${version} has no ${name}${history === undefined ? "" : `: ${history}`}`;
	// A name that came or went is spelt well.
	const names = history === undefined ? core.registry.names(object.name, object.world) : [];
	return {
		code: "unknown-library-name",
		message,
		...misspelling(
			name,
			names.filter((each) => !each.startsWith("_")),
		),
	};
}

export function findAttribute(object: Value, name: string, origin: Origin, core: Core): Value | undefined {
	switch (object.kind) {
		case "unknown":
			if (object.oneOf) return alternativeAttribute(object.oneOf, name, origin, core);
			return { ...unknownBecause(`attribute ${name} of a value that is not known`, origin), within: object.within };
		case "library":
			return libraryAttribute(object, name, origin, core);
		case "module":
			return moduleAttribute(object, name, origin, core);
		case "instance":
			return instanceAttribute(object, name, origin, core);
		case "class":
			return classAttribute(object, name, origin, core);
		case "super":
			return superAttribute(object.after, object.self, name, origin, core);
		default:
			return typeAttribute(object, name, origin, core);
	}
}

function moduleAttribute(module: ModuleValue, name: string, origin: Origin, core: Core): Value | undefined {
	const own = module.attrs.get(name);
	if (own || core.modules.lacks(module, name)) return own;
	return unknownBecause(`${module.name} has no ${name} that is known`, origin);
}

const alternativeAttribute = (values: readonly Value[], name: string, origin: Origin, core: Core): Value =>
	forEachAlternative(values, origin, core, (each) => {
		const found = core.findAttribute(each, name, origin);
		if (!found) throw new Raised("AttributeError");
		return found;
	});

function libraryAttribute(owner: LibraryValue, name: string, origin: Origin, core: Core): Value | undefined {
	if (owner.name === "builtins.object" && (name === "__new__" || OBJECT_METHODS.has(name)))
		return library(`${OBJECT}${name}`, owner.world);
	const patched = patchOf(owner, name, "attribute", origin, core);
	if (patched) return patched;
	const found = core.registry.canonical(`${owner.name}.${name}`, owner.world, owner.viaTensorflow);
	const followed = core.followed(found.name, found.world);
	if (followed) return followed;
	const value = owner.viaTensorflow ? { ...found, viaTensorflow: true } : found;
	const model = shown(core.registry.find(value.name, value.world), value);
	if (model?.kind === "constant") return model.value(core, value.world);
	const ofClass = core.registry.find(owner.name, owner.world);
	if (ofClass?.kind === "class" && ofClass.classMethods?.[name]) return { kind: "method", self: owner, name };
	if (model || core.registry.isModule(value.name, value.world)) return value;
	if (name === "__name__") return str(owner.name.split(".").at(-1) ?? owner.name);
	const why = core.registry.missing(value.name, value.world, value.viaTensorflow);
	return why && unknown({ ...why, origin });
}

/** What Keras 3 keeps for `tf.keras` alone is not to be seen from `keras`, nor the other way round. */
function shown(model: LibraryModel | undefined, value: LibraryValue): LibraryModel | undefined {
	if (value.world === "keras2") return model;
	const isHidden = value.viaTensorflow
		? model?.kind === "function" && model.notLegacy === true
		: model?.legacy === true;
	return isHidden ? undefined : model;
}

function instanceAttribute(self: InstanceValue, name: string, origin: Origin, core: Core): Value | undefined {
	if (name === "__class__") return ownClass(self, core);
	if (name === "__dict__") return attributeDict(self);
	const intercept = isSpecialName(name) ? undefined : userAttribute(self.cls, "__getattribute__", core);
	const found = intercept ? intercepted(intercept, self, name, origin, core) : plainAttribute(self, name, origin, core);
	return (
		found ??
		computedAttribute(self, name, origin, core) ??
		(self.assumed ? unknownBecause(`a subclass may give it ${name}`, origin) : undefined)
	);
}

/** What the `__getattribute__` of a class of the user's gives; absent when it raises an AttributeError. */
function intercepted(intercept: Value, self: InstanceValue, name: string, origin: Origin, core: Core) {
	const read = (): Value => core.call(intercept, syntheticArguments([self, str(name)], origin));
	const outcome = core.trap(read, "AttributeError");
	return outcome instanceof Raised ? undefined : outcome;
}

/** `object.__getattribute__`. */
export function plainAttribute(self: InstanceValue, name: string, origin: Origin, core: Core): Value | undefined {
	const fromClass = userAttribute(self.cls, name, core);
	if (fromClass && isDataDescriptor(fromClass, core)) return bindAttribute(fromClass, self, name, origin, core);
	const own = self.attrs.get(name);
	if (own) return own;
	const exposed = self.attrs.get(ANY_ATTRIBUTE);
	if (exposed && (!fromClass || isPlain(fromClass))) return exposed;
	if (fromClass) return bindAttribute(fromClass, self, name, origin, core);
	return baseAttribute(self, name, origin, core);
}

function baseAttribute(self: InstanceValue, name: string, origin: Origin, core: Core): Value | undefined {
	const base = libraryBase(self.cls, core);
	const change = changeOf(self.cls, core);
	if (change) return change;
	if (base) {
		if (base.model.methods?.[name]) return { kind: "method", self, name };
		return base.model.attribute?.(self, name, core, origin);
	}
	if (name === "__doc__" || name === "__module__") return classAttribute(self.cls, name, origin, core);
	if (hasUnknownBase(self.cls, core)) return unknownBecause(`attribute ${name} of an unknown base class`, origin);
	return undefined;
}

/** What `__getattr__` makes of a name that is not there; Python does not ask it for special methods. */
function computedAttribute(self: InstanceValue, name: string, origin: Origin, core: Core): Value | undefined {
	if (isSpecialName(name)) return undefined;
	const compute = userAttribute(self.cls, "__getattr__", core);
	if (!compute) return undefined;
	const outcome = core.trap(() => core.call(compute, syntheticArguments([self, str(name)], origin)), "AttributeError");
	return outcome instanceof Raised ? undefined : outcome;
}

function classAttribute(cls: Value, name: string, origin: Origin, core: Core): Value | undefined {
	if (cls.kind !== "class") return undefined;
	switch (name) {
		case "__name__":
		case "__qualname__":
			return cls.attrs.get(name) ?? str(cls.name);
		case "__bases__":
			return tuple(cls.bases);
		case "__class__":
			return library("builtins.type", core.world);
		case "__dict__":
			return hasUnknownBase(cls, core) ? unknownBecause("the names of a class", origin) : classDict(cls);
		case "__mro__":
			return tuple([...core.mro(cls), ...(endsAtObject(cls, core) ? [library("builtins.object", core.world)] : [])]);
	}
	if (name === "__subclasses__") return subclassesMethod(cls, core);
	const value = userAttribute(cls, name, core);
	// The members of an Enum are not the values that were written.
	if (value && isPlain(value) && hasUnknownBase(cls, core))
		return unknownBecause(`${name} of a class with an unknown base`, origin);
	if (value) return bindAttribute(value, cls, name, origin, core);
	if (isSpecialName(name))
		return name === "__doc__"
			? NONE
			: { ...unknownBecause(`class attribute ${name} is not known`, origin), within: cls };
	const base = libraryBase(cls, core);
	if (base?.model.classMethods?.[name]) return { kind: "method", self: cls, name };
	const fromLibrary = base && libraryAttribute(base.value, name, origin, core);
	if (fromLibrary) return fromLibrary;
	return endsAtObject(cls, core) ? undefined : unknownBecause(`class attribute ${name} is not known`, origin);
}

/** `vars(cls)`: what the body of the class defines, and what Python adds to it. */
function classDict(cls: ClassValue): Value {
	const body = [...cls.attrs].filter(([name]) => name !== "__qualname__" && name !== "__doc__");
	const own = [["__module__", { kind: "str" }], ...body, ["__doc__", cls.attrs.get("__doc__") ?? NONE]] as const;
	return dictFrom(own.map(([name, value]) => [str(name), value] as const));
}

/** Whether all classes that it derives from are the user's. */
const endsAtObject = (cls: Value, core: Core): boolean => core.mro(cls).every((each) => each.kind === "class");

const isPlain = (value: Value): boolean =>
	value.kind !== "function" && value.kind !== "class" && value.kind !== "descriptor";

function superAttribute(after: Value, self: Value, name: string, origin: Origin, core: Core): Value {
	const value = userAttribute(classOf(self), name, core, after);
	if (value && name === "__init_subclass__" && value.kind === "function")
		return { kind: "method", self, name, func: value };
	if (value && name === "__new__") return value.kind === "descriptor" ? value.func : value;
	if (value) return bindAttribute(value, self, name, origin, core);
	if (name === "__new__") return library(`${OBJECT}__new__`, core.world);
	if (name === "__init_subclass__") return { kind: "method", self: NONE, name };
	const base = libraryBase(classOf(self), core);
	if (base || OBJECT_METHODS.has(name)) return { kind: "method", self, name };
	return unknownBecause(`super().${name} is not known`, origin);
}

function typeAttribute(object: Value, name: string, origin: Origin, core: Core): Value | undefined {
	if (object.kind === "function") {
		const own = object.attrs.get(name);
		if (own) return own;
		if (name === "__name__" || name === "__qualname__") return str(object.name);
		if (name === "__doc__") return docstring(userCode(object).node);
		if (!object.wrapper && !name.startsWith("__")) return object.attrs.get(ANY_ATTRIBUTE);
	}
	if (object.kind === "method" && object.func && name !== "__self__" && name !== "__func__") {
		// A method of a bound function of a library is one of the bound function.
		if (core.registry.typeOf(object)?.methods?.[name]) return { kind: "method", self: object, name };
		return core.findAttribute(object.func, name, origin);
	}
	if (object.kind === "method" && object.func) return name === "__self__" ? object.self : object.func;
	if (object.kind === "partial") {
		if (name === "func") return object.func;
		if (name === "args") return tuple(object.args);
		if (name === "keywords") return dictFrom(object.keywords.map(([key, value]) => [str(key), value] as const));
	}
	const type = core.registry.typeOf(object);
	if (!type && object.kind === "none" && !name.startsWith("__")) return undefined;
	if (!type) return unknownBecause(`attribute ${name} is not known`, origin);
	if (type.methods?.[name]) return { kind: "method", self: object, name };
	if (!type.attribute) return unknownBecause(`attribute ${name} is not modelled`, origin);
	const found = type.attribute(object, name, core, origin);
	// Python's own containers have special methods that have no model.
	return found ?? (CONTAINERS.has(object.kind) && isSpecialName(name) ? specialName(object, name, origin) : undefined);
}

const CONTAINERS: ReadonlySet<Value["kind"]> = new Set(["list", "tuple", "dict", "set", "str"]);

/** Special methods that all containers have are methods; of any other name it is not known. */
const specialName = (self: Value, name: string, origin: Origin): Value =>
	OF_CONTAINERS.has(name) ? { kind: "method", self, name } : unknownBecause(`attribute ${name} is not known`, origin);

const OF_CONTAINERS: ReadonlySet<string> = new Set(["__len__", "__iter__", "__contains__"]);

const isSpecialName = (name: string): boolean => name.startsWith("__") && name.endsWith("__");

/** Methods that every object has, as `super()` reaches them. */
const OBJECT_METHODS: ReadonlySet<string> = new Set(["__init__", "__getattribute__", "__setattr__", "__delattr__"]);

/** What the names of the methods of `object` begin with. */
export const OBJECT = "builtins.object.";
