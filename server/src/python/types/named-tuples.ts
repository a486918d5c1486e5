import { type ClassValue, int, NONE, type Origin, str, type TupleValue, tuple, type Value } from "../../domain";
import {
	dictFrom,
	equal,
	type LibraryCall,
	type Machine,
	type MethodModel,
	type TypeModel,
	vague,
} from "../../interpreter/api";
import { bindMethod, pythonError } from "../arguments";

const asNamed = (self: Value): TupleValue & { readonly fields: readonly string[] } =>
	self.kind === "tuple" && self.fields ? { ...self, fields: self.fields } : vague("a named tuple");

function replace(self: Value, call: LibraryCall): Value {
	const named = asNamed(self);
	const { extra } = bindMethod("_replace", "**kwargs", call);
	const odd = extra.find(({ name }) => !named.fields.includes(name));
	if (odd) return pythonError("ValueError", `the named tuple has no field ${odd.name}`);
	const fresh = (name: string) => extra.find((each) => each.name === name)?.value;
	return { ...named, items: named.fields.map((name, index) => fresh(name) ?? (named.items[index] as Value)) };
}

const sameAs =
	(wanted: Value) =>
	(item: Value): boolean =>
		equal(item, wanted) ?? vague("an item that is not known");

/** What every named tuple can do; a field of the same name comes first. */
const METHODS: Readonly<Record<string, MethodModel>> = {
	_asdict: (self) => {
		const { fields, items } = asNamed(self);
		return dictFrom(fields.map((name, index) => [str(name), items[index] as Value]));
	},
	_replace: replace,
	index: (self, call) => {
		const at = asNamed(self).items.findIndex(sameAs(call.args.positional[0]?.value ?? NONE));
		return at >= 0 ? int(at) : pythonError("ValueError", "tuple.index(x): x not in tuple");
	},
	count: (self, call) => int(asNamed(self).items.filter(sameAs(call.args.positional[0]?.value ?? NONE)).length),
};

const hidden = (name: string): string => `<${name}>`;

/** Objects of the classes that `namedtuple` and `NamedTuple` make. */
export const NamedTupleType: TypeModel = {
	handles: (value) => value.kind === "tuple" && value.fields !== undefined,
	methods: Object.fromEntries(Object.entries(METHODS).map(([name, method]) => [hidden(name), method])),
	attribute(self, name, machine, origin) {
		const named = asNamed(self);
		const at = named.fields.indexOf(name);
		if (at >= 0) return named.items[at];
		if (name === "__class__") return named.cls;
		const own = named.cls && ownAttribute(named, named.cls, name, machine, origin);
		if (own) return own;
		if (name === "_fields") return tuple(named.fields.map(str));
		return name in METHODS ? { kind: "method", self, name: hidden(name) } : undefined;
	},
};

/** A method, property or constant of a class that derives from a named tuple. */
function ownAttribute(
	self: TupleValue,
	cls: ClassValue,
	name: string,
	machine: Machine,
	origin: Origin,
): Value | undefined {
	const holder = machine.mro(cls).find((each) => each.kind === "class" && each.attrs.has(name));
	const value = holder?.kind === "class" ? holder.attrs.get(name) : undefined;
	if (value?.kind === "function") return { kind: "method", self, name, func: value };
	if (value?.kind !== "descriptor") return value;
	if (value.flavor === "staticmethod") return value.func;
	if (value.flavor === "classmethod") return { kind: "method", self: cls, name, func: value.func };
	return machine.call(value.func, { positional: [{ value: self, origin }], keywords: [], origin });
}
