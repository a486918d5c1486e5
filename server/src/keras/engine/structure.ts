import { type Reason, type Spec, type TensorValue, tuple, type Value } from "../../domain";

/** What a layer takes or gives: a spec, or a list, tuple or dict of them. */
export type SpecStructure = Spec | SpecSequence | SpecMapping;

export interface SpecSequence {
	readonly kind: "list" | "tuple";
	readonly items: readonly SpecStructure[];
}

export interface SpecMapping {
	readonly kind: "dict";
	readonly entries: Readonly<Record<string, SpecStructure>>;
}

export const specList = (items: readonly SpecStructure[]): SpecSequence => ({ kind: "list", items });
export const specTuple = (items: readonly SpecStructure[]): SpecSequence => ({ kind: "tuple", items });

export const isSpec = (structure: SpecStructure): structure is Spec => "shape" in structure;

export function flattenSpecs(structure: SpecStructure): readonly Spec[] {
	if (isSpec(structure)) return [structure];
	if (structure.kind === "dict") return Object.values(structure.entries).flatMap(flattenSpecs);
	return structure.items.flatMap(flattenSpecs);
}

/** The Python value with a tensor in each spec's place. */
export function structureToValue(structure: SpecStructure, make: (spec: Spec) => Value): Value {
	if (isSpec(structure)) return make(structure);
	if (structure.kind === "dict") {
		const entries = Object.entries(structure.entries).map(([name, item]) => {
			const key = { kind: "str", value: name } as const;
			return [`s:${name}`, { key, value: structureToValue(item, make) }] as const;
		});
		return { kind: "dict", entries: new Map(entries) };
	}
	const items = structure.items.map((item) => structureToValue(item, make));
	return structure.kind === "list" ? { kind: "list", items } : tuple(items);
}

/** The tensors in a nested value, in Keras's order (dicts by sorted key). */
export function flattenTensors(value: Value): readonly TensorValue[] {
	if (value.kind === "tensor") return [value];
	if (value.kind === "list" || value.kind === "tuple") return (value.items ?? []).flatMap(flattenTensors);
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
		return entries.flatMap(([, entry]) => flattenTensors(entry.value));
	}
	if (value.kind === "slice") return [value.lower, value.upper, value.step].flatMap(flattenTensors);
	return [];
}

/** Replaces the tensors of a nested value; the result shares nothing mutable with it. */
export function mapTensors(value: Value, replace: (tensor: TensorValue) => Value): Value {
	if (value.kind === "tensor") return replace(value);
	if (value.kind === "list") return { kind: "list", items: value.items?.map((item) => mapTensors(item, replace)) };
	if (value.kind === "tuple") return { ...value, items: value.items.map((item) => mapTensors(item, replace)) };
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries].map(
			([key, entry]) => [key, { key: entry.key, value: mapTensors(entry.value, replace) }] as const,
		);
		return { kind: "dict", entries: new Map(entries) };
	}
	if (value.kind === "slice") {
		const [lower, upper, step] = [value.lower, value.upper, value.step].map((bound) => mapTensors(bound, replace));
		return { ...value, lower: lower as Value, upper: upper as Value, step: step as Value };
	}
	return value;
}

/** Replaces the leaves of a nested value: all that is not a list, tuple or dict of known content. */
export function mapLeaves(value: Value, replace: (leaf: Value) => Value): Value {
	if (value.kind === "list" && value.items)
		return { kind: "list", items: value.items.map((item) => mapLeaves(item, replace)) };
	if (value.kind === "tuple") return { ...value, items: value.items.map((item) => mapLeaves(item, replace)) };
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries].map(
			([key, entry]) => [key, { key: entry.key, value: mapLeaves(entry.value, replace) }] as const,
		);
		return { kind: "dict", entries: new Map(entries) };
	}
	return replace(value);
}

/** The leaves of a nested value, in Keras's order (dicts by sorted key). */
export function flattenLeaves(value: Value): readonly Value[] {
	if ((value.kind === "list" || value.kind === "tuple") && value.items) return value.items.flatMap(flattenLeaves);
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
		return entries.flatMap(([, entry]) => flattenLeaves(entry.value));
	}
	return [value];
}

/** The specs of a nested value of tensors; absent when some leaf is not a tensor. */
export function valueToStructure(value: Value): SpecStructure | undefined {
	if (value.kind === "tensor") return value.spec;
	if (value.kind === "list" || value.kind === "tuple") {
		const items = value.items?.map(valueToStructure);
		if (!items || items.includes(undefined)) return undefined;
		return { kind: value.kind, items: items as SpecStructure[] };
	}
	if (value.kind === "dict" && value.entries) {
		const entries: Record<string, SpecStructure> = {};
		for (const { key, value: item } of value.entries.values()) {
			const structure = valueToStructure(item);
			if (!structure || key.kind !== "str" || key.value === undefined) return undefined;
			entries[key.value] = structure;
		}
		return { kind: "dict", entries };
	}
	return undefined;
}

/** Why some leaf of a nested value is not known; absent when all are. */
export function unknownPart(value: Value): Reason | undefined {
	if (value.kind === "unknown") return value.why;
	if (value.kind === "list" || value.kind === "tuple") {
		if (!value.items) return (value.kind === "list" ? value.why : undefined) ?? { text: "a list that is not known" };
		return value.items.map(unknownPart).find((why) => why !== undefined);
	}
	if (value.kind !== "dict") return undefined;
	if (!value.entries) return value.why ?? { text: "a dict that is not known" };
	return [...value.entries.values()].map((entry) => unknownPart(entry.value)).find((why) => why !== undefined);
}
