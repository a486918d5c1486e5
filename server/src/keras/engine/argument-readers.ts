import { type Dim, unknownDim, type Value } from "../../domain";
import { vague } from "../../interpreter/api";
import type { LayerArguments } from "./layer-definition";

/** Readers of constructor arguments that every family needs. They are vague when the value is not known. */

/** Python's truth of an argument such as `use_bias`, `return_sequences`, `keepdims`. */
export function readFlag(args: LayerArguments, name: string): boolean {
	const value = args.get(name);
	const truth = args.machine.truth(value, { path: "", start: 0, end: 0 });
	return truth ?? vague(`${name} is not known`);
}

/** A string argument; absent for `None`. Vague when it is not a string. */
export function readText(args: LayerArguments, name: string): string | undefined {
	const value = args.get(name);
	if (value.kind === "none") return undefined;
	return value.kind === "str" && value.value !== undefined ? value.value : vague(`${name} is not known`);
}

/** An int as a size: `?` when it is an int that is not known, vague when it is something else. */
export function readSize(args: LayerArguments, name: string): Dim {
	const value = args.get(name);
	if (value.kind === "int" && value.value !== undefined) return value.value;
	if (value.kind === "bool" && value.value !== undefined) return Number(value.value);
	if (value.kind === "int" || value.kind === "unknown")
		return unknownDim(value.why ?? { text: `${name} is not known` });
	return vague(`${name} is not an int`);
}

/** The items of a tuple or list of known length; absent for anything else. */
export const itemsOf = (value: Value): readonly Value[] | undefined =>
	value.kind === "tuple" || value.kind === "list" ? value.items : undefined;

/** An int, or the bool that Python takes for one; absent when it is not one or not known. */
export function asInt(value: Value): number | undefined {
	if (value.kind === "int") return value.value;
	if (value.kind === "bool") return value.value === undefined ? undefined : Number(value.value);
	return undefined;
}

export const isKnown = (value: Value): boolean =>
	value.kind !== "unknown" && !("value" in value && value.value === undefined);
