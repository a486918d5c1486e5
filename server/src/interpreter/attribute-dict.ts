import { type AttributesOwner, type DictEntry, type DictValue, type Reason, str, unknown, type Value } from "../domain";
import type { Machine } from "./machine";

/** Kept as an attribute once the names of the attributes are not known any more. */
export const ANY_ATTRIBUTE = "__dict__";

/** An object's `__dict__`: a dict that reads and writes the attributes themselves. */
export function attributeDict(self: AttributesOwner): DictValue {
	return {
		kind: "dict",
		attributesOf: self,
		get entries() {
			if (self.attrs.has(ANY_ATTRIBUTE)) return undefined;
			return new Map(
				[...self.attrs].map(([name, value]): [string, DictEntry] => [`s:${name}`, { key: str(name), value }]),
			);
		},
	};
}

/** Makes the attributes what the dict is to hold; absent when that is not known. */
export function writeAttributes(
	self: AttributesOwner,
	entries: ReadonlyMap<string, DictEntry> | undefined,
	machine: Machine,
): void {
	const { journal } = machine;
	if (!entries) {
		exposeAttributes(self, { text: "it may have been changed through __dict__" }, machine);
		return;
	}
	const wanted = new Map<string, Value>();
	for (const { key, value } of entries.values()) if (key.kind === "str") wanted.set(key.value ?? "", value);
	for (const name of [...self.attrs.keys()]) if (!wanted.has(name)) journal.deleteEntry(self.attrs, name);
	for (const [name, value] of wanted) if (self.attrs.get(name) !== value) journal.setEntry(self.attrs, name, value);
}

/** Any attribute may have become anything. */
export function exposeAttributes(self: AttributesOwner, why: Reason, machine: Machine): void {
	for (const name of [...self.attrs.keys()]) machine.journal.setEntry(self.attrs, name, unknown(why));
	machine.journal.setEntry(self.attrs, ANY_ATTRIBUTE, unknown(why));
}
