import type { Value } from "../domain";
import { vague } from "../interpreter/api";

/** Nested lists, tuples and dicts, as `tf.nest` sees them: dicts in the order of their keys. */
export const isNested = (value: Value): boolean =>
	value.kind === "list" || value.kind === "tuple" || value.kind === "dict";

const sortedEntries = (value: Extract<Value, { kind: "dict" }>) =>
	[...(value.entries ?? vague("a dict that is not known"))].sort(([a], [b]) => (a < b ? -1 : 1));

/** The leaves in `tf.nest`'s order. */
export function flatten(value: Value): readonly Value[] {
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind === "instance") return vague("an object that may be a structure");
	if (value.kind === "list") return (value.items ?? vague("a list that is not known")).flatMap(flatten);
	if (value.kind === "tuple") return value.items.flatMap(flatten);
	if (value.kind === "dict") return sortedEntries(value).flatMap(([, entry]) => flatten(entry.value));
	return [value];
}

/** The same structure with other leaves, taken in `tf.nest`'s order. */
export function pack(structure: Value, leaves: readonly Value[]): Value {
	const queue = [...leaves];
	const result = fill(structure, queue);
	return queue.length === 0 ? result : vague("more leaves than the structure has");
}

function fill(structure: Value, queue: Value[]): Value {
	if (structure.kind === "list")
		return { kind: "list", items: (structure.items ?? []).map((item) => fill(item, queue)) };
	if (structure.kind === "tuple") return { ...structure, items: structure.items.map((item) => fill(item, queue)) };
	if (structure.kind === "dict") {
		const filled = new Map(sortedEntries(structure).map(([key, entry]) => [key, fill(entry.value, queue)] as const));
		const entries = [...(structure.entries ?? [])].map(
			([key, entry]) => [key, { key: entry.key, value: filled.get(key) as Value }] as const,
		);
		return { kind: "dict", entries: new Map(entries) };
	}
	return queue.shift() ?? vague("fewer leaves than the structure has");
}

/** Whether two values nest alike; lists and tuples differ. */
export function sameStructure(a: Value, b: Value): boolean {
	if (!isNested(a) || !isNested(b)) return !isNested(a) && !isNested(b);
	if (a.kind !== b.kind) return false;
	if (a.kind === "dict" && b.kind === "dict") {
		const [left, right] = [sortedEntries(a), sortedEntries(b)];
		return (
			left.length === right.length &&
			left.every(([key, entry], index) => {
				const other = right[index];
				return other !== undefined && other[0] === key && sameStructure(entry.value, other[1].value);
			})
		);
	}
	const [left, right] = [itemsOf(a), itemsOf(b)];
	return left.length === right.length && left.every((item, index) => sameStructure(item, right[index] as Value));
}

const itemsOf = (value: Value): readonly Value[] =>
	value.kind === "list" || value.kind === "tuple" ? (value.items ?? vague("a list that is not known")) : [];
