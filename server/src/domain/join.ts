import { joinShapes, type Shape } from "./shape";
import { joinSpecs, sameSpec } from "./spec";
import { specClass, specState } from "./type-spec";
import { type DictEntry, dimToValue, type InstanceValue, NONE, type TensorValue, tuple, type Value } from "./value";

/** The key under which a hashable value stands in a dict or set; absent when it is not known well enough. */
export function keyOf(value: Value): string | undefined {
	switch (value.kind) {
		case "str":
			return value.value === undefined ? undefined : `s:${value.value}`;
		case "int":
		case "float":
			return value.value === undefined ? undefined : `n:${value.value}`;
		case "bool":
			return value.value === undefined ? undefined : `n:${value.value ? 1 : 0}`;
		case "none":
			return "none";
		case "library":
			return `l:${value.name}`;
		case "dtype":
			return typeof value.dtype === "string" ? `d:${value.dtype}` : undefined;
		case "tuple": {
			const keys = value.items.map(keyOf);
			return keys.includes(undefined) ? undefined : `t:(${keys.join(",")})`;
		}
		case "tensorshape":
			return keyOfShape(value.shape);
		case "typespec": {
			const keys = specState(value).map(keyOf);
			return keys.includes(undefined) ? undefined : `spec:${specClass(value)}(${keys.join(",")})`;
		}
		case "set": {
			const keys = value.frozen && value.entries ? [...value.entries.keys()].sort() : undefined;
			return keys && `f:(${keys.join(",")})`;
		}
		case "instance":
			return keyOfInstance(value);
		case "class":
		case "function":
		case "tensor":
			return `o:${identity(value)}`;
		default:
			return undefined;
	}
}

/** A shape is the same key as the tuple of its sizes, one of unknown rank the same as `None`. */
function keyOfShape(shape: Shape): string | undefined {
	if (shape.kind !== "ranked") return shape.kind === "unknown-rank" ? keyOf(NONE) : undefined;
	return keyOf(tuple(shape.dims.map((dim, axis) => dimToValue(dim, axis, false))));
}

/** Objects are keys by identity, unless their class says otherwise: a `hashed` one by what it holds. */
function keyOfInstance(value: InstanceValue): string | undefined {
	if (value.hashed !== undefined) return value.hashed;
	const isEnumMember = value.native?.tag === "enum-member";
	return !isEnumMember && comparesItself(value.cls) ? undefined : `o:${identity(value)}`;
}

const comparesItself = (cls: Value): boolean =>
	cls.kind === "class" && (cls.attrs.has("__eq__") || cls.attrs.has("__hash__") || cls.bases.some(comparesItself));

const identities = new WeakMap<object, number>();
let nextIdentity = 0;

/** A number that stands for the object itself, as Python's `id`. */
export function identity(object: object): number {
	const known = identities.get(object);
	if (known !== undefined) return known;
	nextIdentity += 1;
	identities.set(object, nextIdentity);
	return nextIdentity;
}

/** Whether two values are certainly the same as far as any later computation can tell. */
export function sameValue(a: Value, b: Value): boolean {
	if (a === b) return true;
	if (a.kind !== b.kind) return false;
	if (a.kind === "none" || a.kind === "ellipsis") return true;
	if (a.kind === "tuple" && b.kind === "tuple") {
		return (
			a.items.length === b.items.length && a.items.every((item, index) => sameValue(item, b.items[index] as Value))
		);
	}
	if (
		(a.kind === "int" || a.kind === "float" || a.kind === "bool" || a.kind === "str") &&
		"value" in a &&
		"value" in b
	) {
		return a.value !== undefined && a.value === b.value;
	}
	if (a.kind === "library" && b.kind === "library") return a.name === b.name && a.world === b.world;
	if (a.kind === "dtype" && b.kind === "dtype") return typeof a.dtype === "string" && a.dtype === b.dtype;
	return false;
}

/** Whether two values say the same, although they may be different objects: `?` and `?`, tensors of one spec. */
export function equivalentValues(a: Value, b: Value): boolean {
	if (sameValue(a, b)) return true;
	if (a.kind !== b.kind) return false;
	if (a.kind === "unknown" && b.kind === "unknown") return sameAlternatives(a.oneOf, b.oneOf);
	if (a.kind === "tensor" && b.kind === "tensor") return a.history === b.history && sameSpec(a.spec, b.spec);
	if (a.kind === "tuple" && b.kind === "tuple") {
		return a.items.length === b.items.length && a.items.every((item, i) => equivalentValues(item, b.items[i] as Value));
	}
	const isScalar = a.kind === "int" || a.kind === "float" || a.kind === "bool" || a.kind === "str";
	return isScalar && (a as { value?: unknown }).value === (b as { value?: unknown }).value;
}

/** The least value we can express that covers both, where two paths of the program meet. */
export function joinValues(a: Value, b: Value): Value {
	if (sameValue(a, b)) return a;
	if (a.kind === "unknown" && !a.oneOf) return a;
	if (b.kind === "unknown" && !b.oneOf) return b;
	if (a.kind !== b.kind) return either(a, b, `${describeKind(a)} on one path, ${describeKind(b)} on another`);
	return joinSameKind(a, b);
}

const MAX_ALTERNATIVES = 4;

const alternativesOf = (value: Value): readonly Value[] =>
	value.kind === "unknown" && value.oneOf ? value.oneOf : [value];

/** One of a few values: `?` to all that does not ask which. */
function either(a: Value, b: Value, text: string): Value {
	const all = [...alternativesOf(a)];
	for (const value of alternativesOf(b)) if (!all.some((each) => sameValue(each, value))) all.push(value);
	const why = a.kind === "unknown" ? a.why : b.kind === "unknown" ? b.why : { text };
	return all.length <= MAX_ALTERNATIVES ? { kind: "unknown", why, oneOf: all } : { kind: "unknown", why };
}

const sameAlternatives = (a: readonly Value[] | undefined, b: readonly Value[] | undefined): boolean =>
	a === b ||
	(a !== undefined &&
		b !== undefined &&
		a.length === b.length &&
		a.every((each) => b.some((other) => sameValue(each, other))));

function joinSameKind(a: Value, b: Value): Value {
	if (a.kind === "tuple" && b.kind === "tuple" && a.items.length === b.items.length) {
		return { ...a, items: a.items.map((item, index) => joinValues(item, b.items[index] as Value)) };
	}
	if (a.kind === "list" && b.kind === "list" && a.items?.length === b.items?.length && a.items && b.items) {
		const others = b.items;
		return { kind: "list", items: a.items.map((item, index) => joinValues(item, others[index] as Value)) };
	}
	if (a.kind === "dict" && b.kind === "dict" && a.entries && b.entries && !a.attributesOf && !b.attributesOf) {
		const entries = joinEntries(a.entries, b.entries);
		if (entries) return { kind: "dict", entries };
	}
	if (a.kind === "tensor" && b.kind === "tensor" && a.flavor === b.flavor) return joinTensors(a, b);
	if (a.kind === "typespec" && b.kind === "typespec" && !a.type && !b.type) {
		return { kind: "typespec", spec: joinSpecs(a.spec, b.spec), derived: a.derived && b.derived };
	}
	if (a.kind === "tensorshape" && b.kind === "tensorshape") return { ...a, shape: joinShapes(a.shape, b.shape) };
	if (a.kind === "int" || a.kind === "float" || a.kind === "bool" || a.kind === "str") {
		const text = "two values on two paths";
		return { kind: a.kind, value: undefined, why: { text } };
	}
	return either(a, b, `two different ${describeKind(a)} values on two paths`);
}

function joinTensors(a: TensorValue, b: TensorValue): Value {
	return { ...a, spec: joinSpecs(a.spec, b.spec), history: undefined, content: undefined };
}

/** Entries of two dicts with the same keys; absent when the keys differ. */
export function joinEntries(
	a: ReadonlyMap<string, DictEntry>,
	b: ReadonlyMap<string, DictEntry>,
): ReadonlyMap<string, DictEntry> | undefined {
	if (a.size !== b.size) return undefined;
	const entries = new Map<string, DictEntry>();
	for (const [key, entry] of a) {
		const other = b.get(key);
		if (!other) return undefined;
		entries.set(key, { key: entry.key, value: joinValues(entry.value, other.value) });
	}
	return entries;
}

const KIND_WORDS: Partial<Record<Value["kind"], string>> = {
	none: "None",
	tensor: "a tensor",
	typespec: "a TensorSpec",
	tensorshape: "a TensorShape",
	instance: "an object",
	int: "an int",
	str: "a string",
	list: "a list",
	tuple: "a tuple",
	dict: "a dict",
};

const describeKind = (value: Value): string => KIND_WORDS[value.kind] ?? value.kind;
