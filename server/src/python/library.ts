import type { Snapshot, Value } from "../domain";
import { type Library, toText } from "../interpreter/api";
import { ABC } from "./abc";
import { BUILTINS } from "./builtins";
import { COLLECTIONS } from "./collections";
import { DATACLASSES } from "./dataclasses";
import { FUNCTOOLS } from "./functools";
import { IMPORTLIB } from "./importlib";
import { MATH } from "./math";
import { SYS } from "./sys";
import { DescriptorType } from "./types/descriptors";
import { DictType, SetType } from "./types/mappings";
import { ListType, TupleType } from "./types/sequences";
import { StrType } from "./types/strings";

/** Python's builtins and the parts of the standard library that model code uses. */
export const pythonLibrary: Library = {
	models: [...BUILTINS, ...MATH, ...FUNCTOOLS, ...IMPORTLIB, ...SYS, ...DATACLASSES, ...COLLECTIONS, ...ABC],
	types: [ListType, TupleType, DictType, SetType, StrType, DescriptorType],
	namespaces: [],
	describe: describeContainer,
	missing: () => null,
};

/** Containers are shown when they hold, at some depth, something that is shown. */
function describeContainer(value: Value, describe: (value: Value) => Snapshot | undefined): Snapshot | undefined {
	if (value.kind === "tuple" || value.kind === "list") {
		if (!value.items || value.items.length === 0) return undefined;
		const items: Snapshot[] = [];
		for (const item of value.items) {
			const snapshot = describe(item);
			if (!snapshot) return undefined;
			items.push(snapshot);
		}
		return { kind: value.kind, items };
	}
	if (value.kind !== "dict" || !value.entries || value.entries.size === 0) return undefined;
	const items: Record<string, Snapshot> = {};
	for (const { key, value: item } of value.entries.values()) {
		const snapshot = describe(item);
		const name = key.kind === "str" ? key.value : toText(key);
		if (!snapshot || name === undefined) return undefined;
		items[name] = snapshot;
	}
	return { kind: "dict", items };
}
