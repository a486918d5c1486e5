import { type Dim, isStatic, noneDim, unknownDim, type Value } from "../../domain";
import { type Machine, typeName, vague } from "../../interpreter/api";
import { asInt } from "../engine/argument-readers";
import type { OpCall } from "./op-call";

/** The items of a list, tuple or shape; absent for a single value. Vague when they are not known. */
export function itemsOf(value: Value): readonly Value[] | undefined {
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind === "tuple" || value.kind === "list") return value.items ?? vague("a list that is not known");
	return undefined;
}

/** A known int; vague when it is not known, and when it is no int. */
export function intOf(value: Value): number {
	const int = asInt(value);
	if (int !== undefined) return int;
	if (value.kind === "tensor" && value.content) return intOf(value.content);
	return vague(value.kind === "unknown" ? value.why : "an int that is not known");
}

/** The axis from the front. Keras's `canonicalize_axis` raises the same in all modes. */
export function canonicalAxis(axis: number, rank: number, op: OpCall, name = "axis", exception?: string): number {
	const at = axis < 0 ? axis + rank : axis;
	if (at >= 0 && at < rank) return at;
	return op.fail({
		code: "input-rank",
		message: `axis ${axis} is out of range for a tensor of rank ${rank}`,
		argument: name,
		exception,
	});
}

const NO_AXIS: ReadonlySet<Value["kind"]> = new Set(["float", "str", "dict", "complex", "ellipsis"]);

/** One axis or several, as they were written; absent for None. */
export function writtenAxes(op: OpCall, name = "axis", exception = "TypeError"): readonly number[] | undefined {
	const value = op.get(name);
	if (value.kind === "none") return undefined;
	if (NO_AXIS.has(value.kind)) rejectAxis(value, op, name, exception);
	return itemsOf(value)?.map(intOf) ?? [intOf(value)];
}

function rejectAxis(value: Value, op: OpCall, name: string, exception: string): never {
	return op.fail({
		code: "invalid-layer-argument",
		exception,
		message: `${name} must be an int or several, found a value of type ${typeName(value)}`,
		argument: name,
	});
}

/** A size among those of a shape: a tensor that was read from a shape is what that says. */
export function sizeOf(value: Value): Dim {
	if (value.kind === "tensor") {
		if (value.flavor === "KerasTensor") return noneDim({ text: "a size that the model computes" });
		return value.content ? sizeOf(value.content) : unknownDim({ text: "a size that is computed" });
	}
	if (value.kind === "none") {
		const dim = value.dimOf?.dim;
		return dim !== undefined && !isStatic(dim) ? dim : noneDim({ text: "None was written here" });
	}
	const int = asInt(value);
	if (int !== undefined) return int;
	const why = "why" in value ? value.why : undefined;
	return unknownDim(why ?? { text: "a size that is not known" });
}

/** The values of a shape argument in order; vague when not even their number is known. */
export function shapeItems(value: Value, machine: Machine, op: OpCall): readonly Value[] {
	if (value.kind === "tensor") {
		const content = value.content;
		if (content?.kind === "list" || content?.kind === "tuple")
			return content.items ?? vague("a shape that is not known");
		const { shape } = value.spec;
		const count = shape.kind === "ranked" && shape.dims.length === 1 ? shape.dims[0] : undefined;
		if (count === undefined || !isStatic(count)) return vague("a shape that is computed");
		return Array.from({ length: count }, () => ({ kind: "int" }));
	}
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind === "int" || value.kind === "bool") return [value];
	return machine.iterate(value, op.origin) ?? vague("a shape that is not known");
}
