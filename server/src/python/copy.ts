import type { DictValue, InstanceValue, ListValue, Value } from "../domain";
import { type LibraryModel, vague } from "../interpreter/api";
import { defineFunction } from "./function";

/** A new container with the same items; what cannot change is its own copy. */
function shallow(value: Value): Value {
	switch (value.kind) {
		case "list":
		case "dict":
		case "set":
			return { ...value };
		case "instance":
			return copyInstance(value, (each) => each);
		case "tensor":
			return value.flavor === "ndarray" ? { ...value } : vague("a copy of a tensor");
		case "unknown":
			return vague("a copy of what is not known");
		case "iterator":
			return vague("a copy of an iterator");
		default:
			return value;
	}
}

/** Objects of the user's own classes only: what a library object is copied to is its own affair. */
function copyInstance(value: InstanceValue, part: (value: Value) => Value): InstanceValue {
	if (value.native?.tag === "enum-member") return value;
	const isPlain = value.cls.kind === "class" && value.native === undefined;
	if (!isPlain || hasHook(value)) return vague("a copy of an object that is not followed");
	return { ...value, attrs: new Map([...value.attrs].map(([name, each]) => [name, part(each)])) };
}

const HOOKS = ["__copy__", "__deepcopy__", "__reduce__", "__reduce_ex__", "__getstate__", "__setstate__"];

const hasHook = ({ cls }: InstanceValue): boolean =>
	cls.kind === "class" &&
	(HOOKS.some((name) => cls.attrs.has(name)) || cls.bases.some((base) => base.kind === "unknown"));

/** Copies containers and objects at every depth; one that occurs twice is copied once. */
function deep(value: Value, memo: Map<Value, Value>): Value {
	const known = memo.get(value);
	if (known) return known;
	switch (value.kind) {
		case "list": {
			const copy: ListValue = { ...value };
			memo.set(value, copy);
			copy.items = value.items?.map((item) => deep(item, memo));
			return copy;
		}
		case "dict": {
			const copy: DictValue = { ...value };
			memo.set(value, copy);
			copy.entries =
				value.entries &&
				new Map([...value.entries].map(([name, entry]) => [name, { key: entry.key, value: deep(entry.value, memo) }]));
			return copy;
		}
		case "tuple":
			return { ...value, items: value.items.map((item) => deep(item, memo)) };
		case "instance": {
			if (memo.size > 10_000) return vague("a copy of very many objects");
			const copy = copyInstance(value, (each) => each);
			memo.set(value, copy);
			for (const [name, each] of value.attrs) copy.attrs.set(name, deep(each, memo));
			return copy;
		}
		case "unknown":
			return value;
		default:
			return shallow(value);
	}
}

/** `copy` and `deepcopy`, as configurations are copied before they are changed. */
export const COPY: readonly LibraryModel[] = [
	defineFunction("copy.copy", "x", (bound) => shallow(bound.get("x"))),
	defineFunction("copy.deepcopy", "x, memo=None", (bound) => deep(bound.get("x"), new Map())),
];
