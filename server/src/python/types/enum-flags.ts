import { type ClassValue, type InstanceValue, int, NONE, str, type Value } from "../../domain";
import type { BinaryOperator, Machine } from "../../interpreter/api";
import { memberOf, membersOf } from "./enum-members";

/** The number behind a member of an enum of flags; absent for other members. */
function bitsOf(value: Value, machine: Machine): number | undefined {
	const member = memberOf(value);
	const held = member?.attrs.get("_value_");
	if (!member || held?.kind !== "int") return undefined;
	return isFlag(member.cls, machine) ? held.value : undefined;
}

const isFlag = (cls: Value, machine: Machine): boolean =>
	machine.mro(cls).some((each) => each.kind === "library" && each.name === "enum.Flag");

/** Members that are made of others, one object for each number. */
const composites = new WeakMap<ClassValue, Map<number, InstanceValue>>();

/** The member of a number; absent when it has bits that no member has. */
export function flagMember(cls: ClassValue, bits: number, machine: Machine): Value | undefined {
	const members = membersOf(cls) ?? [];
	const known = members.find((each) => bitsOf(each, machine) === bits);
	if (known) return known;
	const singles = members.filter((each) => isSingle(bitsOf(each, machine)));
	const parts = singles.filter((each) => ((bitsOf(each, machine) ?? 0) & bits) !== 0);
	if (parts.reduce((sum, each) => sum | (bitsOf(each, machine) ?? 0), 0) !== bits) return undefined;
	const made = composites.get(cls) ?? new Map<number, InstanceValue>();
	composites.set(cls, made);
	const name = bits === 0 ? NONE : str(parts.map((each) => nameOf(each)).join("|"));
	const value = int(bits);
	const attrs = new Map<string, Value>([
		["name", name],
		["_name_", name],
		["value", value],
		["_value_", value],
	]);
	const member = made.get(bits) ?? { kind: "instance", cls, attrs, native: { tag: "enum-member" } };
	made.set(bits, member);
	return member;
}

const isSingle = (bits: number | undefined): boolean => bits !== undefined && bits > 0 && (bits & (bits - 1)) === 0;

function nameOf(member: Value): string {
	const name = memberOf(member)?.attrs.get("_name_");
	return name?.kind === "str" ? (name.value ?? "") : "";
}

const COMBINE: Readonly<Partial<Record<BinaryOperator, (a: number, b: number) => number>>> = {
	"|": (a, b) => a | b,
	"&": (a, b) => a & b,
	"^": (a, b) => a ^ b,
};

/** `A | B` of flags; absent when they are none, or not known. */
export function combineFlags(op: BinaryOperator, left: Value, right: Value, machine: Machine): Value | undefined {
	const cls = memberOf(left)?.cls;
	const [a, b, combine] = [bitsOf(left, machine), bitsOf(right, machine), COMBINE[op]];
	if (cls?.kind !== "class" || memberOf(right)?.cls !== cls || a === undefined || b === undefined || !combine)
		return undefined;
	return flagMember(cls, combine(a, b), machine);
}

/** `~A`: the other flags of one bit. */
export function invertFlag(operand: Value, machine: Machine): Value | undefined {
	const cls = memberOf(operand)?.cls;
	const bits = bitsOf(operand, machine);
	if (cls?.kind !== "class" || bits === undefined) return undefined;
	const all = (membersOf(cls) ?? []).map((each) => bitsOf(each, machine) ?? 0);
	return flagMember(cls, all.filter(isSingle).reduce((sum, each) => sum | each, 0) & ~bits, machine);
}

/** Whether a member is true: flags without a bit are not. */
export const flagTruth = (self: Value, machine: Machine): boolean => bitsOf(self, machine) !== 0;

/** `A in B`: all bits of the one are bits of the other. */
export function flagContains(self: Value, item: Value, machine: Machine): boolean | undefined {
	const [all, some] = [bitsOf(self, machine), bitsOf(item, machine)];
	if (all === undefined || some === undefined || memberOf(self)?.cls !== memberOf(item)?.cls) return undefined;
	return (all & some) === some;
}
