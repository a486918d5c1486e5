import type { DictValue, InstanceValue, Opaque, Value } from "../../domain";

/** What an object of a user's subclass of `dict` holds. */
interface DictState extends Opaque {
	readonly tag: "dict-object";
	readonly dict: DictValue;
}

export function makeDictObject(cls: InstanceValue["cls"]): InstanceValue {
	const state: DictState = { tag: "dict-object", dict: { kind: "dict", entries: new Map() } };
	return { kind: "instance", cls, attrs: new Map(), native: state };
}

/** The dict that such an object is; any other value as it is. */
export const dictOf = (value: Value): Value =>
	value.kind === "instance" && value.native?.tag === "dict-object" ? (value.native as DictState).dict : value;
