import type { Dim, Problem as DomainProblem, DType, NoneValue, Origin, UnknownValue, Value, World } from "../domain";
import type { Bound, Machine } from "../interpreter/api";
import type { Operand } from "./convert";

/** What an operation gives: one tensor, or several in a list or tuple. */
export type OpResult = Operand | OpSequence;

/** One of several results; `None` where an operation gives nothing, `?` for what is no tensor. */
export type OpItem = OpResult | NoneValue | UnknownValue;

export interface OpSequence {
	readonly kind: "list" | "tuple";
	readonly items: readonly OpItem[];
	/** Names of the items, for a named tuple. */
	readonly fields?: readonly string[];
}

export const isNothing = (item: OpItem): item is NoneValue | UnknownValue =>
	"kind" in item && (item.kind === "none" || item.kind === "unknown");

export const isSequence = (result: OpResult): result is OpSequence => "items" in result;

/** An operation's bound arguments, read as TensorFlow reads them. */
export interface OpArguments {
	readonly machine: Machine;
	readonly world: World;
	readonly origin: Origin;
	/** True unless the operation runs at once, on values: its failures are then those of shape inference. */
	readonly isGraph: boolean;
	/** True when it becomes a layer of Keras 2: a KerasTensor is among its arguments. */
	readonly isSymbolic: boolean;
	readonly bound: Bound;
	get(name: string): Value;
	given(name: string): boolean;
	tensor(name: string, wanted?: DType): Operand;
	/** The items of a list argument as tensors. */
	tensors(name: string): readonly Operand[];
	int(name: string): number | undefined;
	/** One int or a list of them; absent for `None`. */
	ints(name: string): readonly number[] | undefined;
	sizes(name: string): readonly Dim[] | undefined;
	isTrue(name: string): boolean;
	dtype(name: string): DType | undefined;
	/** What the kernel, or in a graph its shape function, raises. */
	fail(failure: OpFailure): never;
}

export type OpFailure = Pick<DomainProblem, "code" | "message"> & Partial<DomainProblem>;
