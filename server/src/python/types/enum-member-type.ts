import { bool, unknownBecause } from "../../domain";
import type { TypeModel } from "../../interpreter/api";
import { combineFlags, flagContains, flagTruth, invertFlag } from "./enum-flags";

/** Members of an enum that is neither int nor str: equal only to themselves. */
export const EnumMemberType: TypeModel = {
	handles: (value) => value.kind === "instance" && value.native?.tag === "enum-member",
	truth: flagTruth,
	contains: flagContains,
	compare: (op, left, right) => {
		if (op !== "==" && op !== "!=") return undefined;
		if (left.kind === "unknown" || right.kind === "unknown") return { kind: "bool" };
		return bool((left === right) === (op === "=="));
	},
	binary: (op, left, right, machine, origin) =>
		combineFlags(op, left, right, machine) ?? unknownBecause("an operator on members of an enum", origin),
	unary: (op, operand, machine) =>
		(op === "~" ? invertFlag(operand, machine) : undefined) ?? unknownBecause("an operator on a member of an enum"),
};
