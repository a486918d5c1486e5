import type { Snapshot, Value } from "../domain";
import { type Library, toText } from "../interpreter/api";
import { ABC } from "./abc";
import { BUILTINS } from "./builtins/index";
import { BuiltinTypeType, INSTANCE_CLASSES } from "./builtins/instances";
import { UNBOUND_METHODS } from "./builtins/unbound-methods";
import { DequeType } from "./collections/deque";
import { CounterType } from "./collections/dicts";
import { COLLECTIONS } from "./collections/index";
import { CONTEXTLIB, ManagerFunctionType } from "./contextlib";
import { COPY } from "./copy";
import { DATACLASSES } from "./dataclasses";
import { AutoType, ENUM } from "./enum";
import { CachedFunctionType } from "./function-cache";
import { FUNCTOOLS } from "./functools";
import { IMPORTLIB } from "./importlib";
import { ITERTOOLS } from "./itertools";
import { MATH } from "./math";
import { isInEveryPython } from "./module-names";
import { NAMED_TUPLES } from "./named-tuples";
import { OPERATOR } from "./operator";
import { ModulesType, SearchPathType } from "./stdlib/import-state";
import { STANDARD_LIBRARY } from "./stdlib/index";
import { EnvironType } from "./stdlib/os";
import { PathType } from "./stdlib/pathlib";
import { MatchType } from "./stdlib/re";
import { VersionType } from "./stdlib/versions";
import { SYS } from "./sys";
import { DescriptorType } from "./types/descriptors";
import { DictClass, DictObjectType } from "./types/dict-objects";
import { EnumMemberType } from "./types/enum-member-type";
import { EnumClassType } from "./types/enum-members";
import { IteratorType } from "./types/iterators";
import { DictType } from "./types/mappings";
import { NamedTupleType } from "./types/named-tuples";
import { BytesType, NumberType } from "./types/numbers";
import { ListType, TupleType } from "./types/sequences";
import { SetType } from "./types/sets";
import { StrType } from "./types/strings";
import { VIEW_CLASSES, ViewType } from "./types/views";
import { GenericType, TYPING } from "./typing";

/** Python's builtins and the parts of the standard library that model code uses. */
export const pythonLibrary: Library = {
	models: [
		...BUILTINS,
		DictClass,
		...MATH,
		...FUNCTOOLS,
		...IMPORTLIB,
		...TYPING,
		...SYS,
		...DATACLASSES,
		...ENUM,
		...STANDARD_LIBRARY,
		...NAMED_TUPLES,
		...COLLECTIONS,
		...COPY,
		...ITERTOOLS,
		...OPERATOR,
		...VIEW_CLASSES,
		...INSTANCE_CLASSES,
		...UNBOUND_METHODS,
		...ABC,
		...CONTEXTLIB,
	],
	types: [
		ManagerFunctionType,
		CachedFunctionType,
		EnvironType,
		ModulesType,
		SearchPathType,
		VersionType,
		PathType,
		GenericType,
		MatchType,
		EnumClassType,
		EnumMemberType,
		AutoType,
		ListType,
		NamedTupleType,
		TupleType,
		CounterType,
		DictType,
		DictObjectType,
		DequeType,
		SetType,
		ViewType,
		StrType,
		NumberType,
		BytesType,
		BuiltinTypeType,
		IteratorType,
		DescriptorType,
	],
	namespaces: [],
	exists: isInEveryPython,
	describe: describeContainer,
	missing: () => null,
};

/** Containers are shown when they hold, at some depth, something that is shown. */
function describeContainer(value: Value, describe: (value: Value) => Snapshot | undefined): Snapshot | undefined {
	if (depth > MAX_DEPTH) return undefined;
	depth += 1;
	try {
		return describeItems(value, describe);
	} finally {
		depth -= 1;
	}
}

/** Longer lists are no help to a reader, and are looked at wherever they are named. */
const MAX_ITEMS = 256;

/** A list may hold itself. */
const MAX_DEPTH = 24;
let depth = 0;

function describeItems(value: Value, describe: (value: Value) => Snapshot | undefined): Snapshot | undefined {
	if (value.kind === "tuple" || value.kind === "list") {
		if (!value.items || value.items.length === 0 || value.items.length > MAX_ITEMS) return undefined;
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
