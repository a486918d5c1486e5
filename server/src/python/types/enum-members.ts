import { type ClassValue, type InstanceValue, int, type Origin, unknownBecause, type Value } from "../../domain";
import { equal, type Machine, type TypeModel } from "../../interpreter/api";
import { pythonError, textOf } from "../arguments";

/** Where an enum keeps its members, aliases included. */
export const MEMBERS = "__members__";

/** The distinct members of an enum in the order of their definition; absent for other classes. */
export function membersOf(cls: Value): readonly Value[] | undefined {
	const members = cls.kind === "class" ? cls.attrs.get(MEMBERS) : undefined;
	if (members?.kind !== "dict" || !members.entries) return undefined;
	return [...new Set([...members.entries.values()].map(({ value }) => value))];
}

/** The object behind a member, which may be an int or a string itself. */
export const memberOf = (value: Value): InstanceValue | undefined => {
	if (value.kind === "int" || value.kind === "str") return value.member;
	return value.kind === "instance" && value.native?.tag === "enum-member" ? value : undefined;
};

/** An attribute of a member that is an int or a string; its methods get the member as it is. */
export function memberAttribute(
	self: Value,
	member: InstanceValue,
	name: string,
	machine: Machine,
	origin: Origin,
): Value | undefined {
	const found = machine.findAttribute(member, name, origin);
	return found?.kind === "method" && found.self === member ? { ...found, self } : found;
}

function named(cls: ClassValue, index: Value): Value {
	const members = cls.attrs.get(MEMBERS);
	const name = textOf(index);
	const entry = members?.kind === "dict" ? members.entries?.get(`s:${name}`) : undefined;
	return entry?.value ?? pythonError("KeyError", `${cls.name} has no member ${name}`);
}

/** An enum as a collection: `Color["RED"]`, `list(Color)`, `len(Color)`, `x in Color`. */
export const EnumClassType: TypeModel = {
	handles: (value) => membersOf(value) !== undefined,
	getItem: (self, index) => (self.kind === "class" ? named(self, index) : unknownBecause("an enum")),
	iterate: membersOf,
	length: (self) => int(membersOf(self)?.length ?? 0),
	truth: () => true,
	contains: (self, item) => {
		const member = memberOf(item);
		const members = membersOf(self) ?? [];
		if (members.includes(item) || (member && members.some((each) => memberOf(each) === member))) return true;
		return member || item.kind === "unknown"
			? undefined
			: members.some((each) => equal(each, item) !== false)
				? undefined
				: false;
	},
};
