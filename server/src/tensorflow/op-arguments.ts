import {
	type Dim,
	type Problem as DomainProblem,
	type DType,
	isStatic,
	type NoneValue,
	type Origin,
	type UnknownValue,
	type Value,
	type World,
} from "../domain";
import { type Bound, Failure, type LibraryCall, type Machine, vague } from "../interpreter/api";
import { convert, type Operand, readSizes } from "./convert";
import { readOptionalDType } from "./dtypes";

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

/** Reads bound arguments; `isGraph` says whether what is wrong is found by shape inference. */
export function readArguments(bound: Bound, call: LibraryCall, isGraph: boolean, isSymbolic: boolean): OpArguments {
	const { machine, args } = call;
	const get = (name: string): Value => bound.get(name);
	const fail = (failure: OpFailure): never => {
		const exception = failure.exception ?? (isGraph ? "ValueError" : "InvalidArgumentError");
		throw new Failure({ ...failure, exception }, originOf(bound, failure.argument));
	};
	return {
		machine,
		world: call.world,
		origin: args.origin,
		isGraph,
		isSymbolic,
		bound,
		get,
		given: (name) => bound.given(name) !== undefined && bound.get(name).kind !== "none",
		tensor(name, wanted) {
			rejectNoneInside(name, get(name), fail, isGraph);
			return convert(get(name), wanted);
		},
		tensors(name) {
			const value = get(name);
			if ((value.kind === "list" || value.kind === "tuple") && value.items)
				return value.items.map((each) => convert(each));
			return vague(`the tensors of ${name} are not known`);
		},
		int: (name) => intOf(get(name)),
		ints: (name) => intsOf(get(name), machine, args.origin),
		sizes(name) {
			rejectNoneInside(name, get(name), fail, isGraph);
			return readSizes(get(name), machine, bound.given(name)?.origin ?? args.origin);
		},
		isTrue: (name) => truthOf(get(name)),
		dtype: (name) => readOptionalDType(get(name)),
		fail,
	};
}

const leavesOf = (value: Value): readonly Value[] =>
	value.kind === "list" || value.kind === "tuple" ? (value.items ?? []).flatMap(leavesOf) : [value];

/**
 * A `None` in a list makes no tensor. In a graph the list becomes a constant, whose elements have one type, unless a
 * tensor stands in it: then each item is converted by itself.
 */
function rejectNoneInside(name: string, value: Value, fail: (failure: OpFailure) => never, isGraph: boolean): void {
	const items = leavesOf(value);
	const axis = items.findIndex((item) => item.kind === "none");
	const item = items[axis];
	if (item?.kind !== "none" || value.kind === "none") return;
	const dim = item.dimOf?.dim;
	if (items.some((each) => each.kind === "unknown")) vague("a list of sizes that are not all known");
	fail({
		code: "undefined-dimension",
		exception: isGraph && !items.some((each) => each.kind === "tensor") ? "TypeError" : "ValueError",
		message: `item ${axis} of ${name} is None, which is no size; tf.shape(x)[axis] is one, and reshape infers a -1`,
		argument: name,
		because: dim === undefined || isStatic(dim) ? [] : [dim.why],
	});
}

const originOf = (bound: Bound, argument: string | undefined): Origin | undefined =>
	argument === undefined ? undefined : bound.given(argument)?.origin;

function intOf(value: Value): number | undefined {
	if (value.kind === "none") return undefined;
	if (value.kind === "tensor" && value.content) return intOf(value.content);
	if (value.kind === "bool" && value.value !== undefined) return Number(value.value);
	if (value.kind === "int" && value.value !== undefined) return value.value;
	return vague("an int that is not known");
}

function intsOf(value: Value, machine: Machine, origin: Origin): readonly number[] | undefined {
	if (value.kind === "none") return undefined;
	if (value.kind === "tensor" && value.content) return intsOf(value.content, machine, origin);
	if (value.kind === "list" || value.kind === "tuple") {
		const items = value.items ?? vague("a list that is not known");
		return items.map((item) => intOf(item) ?? vague("a None among ints"));
	}
	return [intOf(value) ?? vague("an int that is not known")];
}

function truthOf(value: Value): boolean {
	if (value.kind === "bool" && value.value !== undefined) return value.value;
	if (value.kind === "none") return false;
	if (value.kind === "int" && value.value !== undefined) return value.value !== 0;
	return vague("a flag that is not known");
}
