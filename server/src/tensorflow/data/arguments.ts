import { type DType, noneDim, type Value } from "../../domain";
import {
	type Bound,
	bind,
	describeBindError,
	Failure,
	type LibraryCall,
	type MethodModel,
	raise,
	signature,
	vague,
} from "../../interpreter/api";
import { convert } from "../convert";
import { type DatasetState, datasetState } from "./dataset";

/** Binds arguments as Python does; what does not fit raises TypeError. */
export function bound(text: string, call: LibraryCall, name: string): Bound {
	const found = bind(signature(text), call.args);
	const error = found.errors[0];
	if (error) raise({ code: "python-error", exception: "TypeError", message: describeBindError(error, name) });
	if (found.open) vague(found.open);
	return found;
}

export type Transform = (state: DatasetState, args: Bound, call: LibraryCall, self: Value) => Value;

/** A method of datasets by its Python signature. */
export const method =
	(name: string, text: string, run: Transform): MethodModel =>
	(self, call) =>
		run(datasetState(self) ?? vague("a dataset that is not followed"), bound(text, call, name), call, self);

/** An argument that becomes a scalar of int64; absent when its value is not known. */
export function readCount(args: Bound, name: string): number | undefined {
	const value = args.get(name);
	if (value.kind === "none") fail(args, name, "ValueError", "None is no number");
	if (value.kind === "dict") fail(args, name, "ValueError", "a dict is no number");
	if (value.kind === "bool") return value.value === undefined ? undefined : Number(value.value);
	const { shape, content } = atArgument(args, name, () => convert(value, "int64"));
	if (shape.kind === "ranked" && shape.dims.length > 0)
		fail(args, name, "InvalidArgumentError", "a vector is no number");
	return content?.kind === "int" ? content.value : undefined;
}

/** Runs a reader of an argument; what it raises is blamed on the argument. */
export function atArgument<T>(args: Bound, name: string, run: () => T): T {
	try {
		return run();
	} catch (signal) {
		const origin = args.given(name)?.origin;
		if (signal instanceof Failure && origin) throw new Failure(signal.problem, signal.origin ?? origin);
		throw signal;
	}
}

export function fail(args: Bound, name: string, exception: string, why: string): never {
	raise(
		{ code: "invalid-layer-argument", exception, message: `${name}: ${why}`, argument: name },
		args.given(name)?.origin,
	);
}

/** A flag that becomes a bool tensor; absent when it is not known. */
export function readFlag(args: Bound, name: string): boolean | undefined {
	const value = args.get(name);
	if (value.kind === "bool") return value.value;
	if (value.kind === "none") fail(args, name, "ValueError", "None is no flag");
	if (value.kind === "tensor" && value.content?.kind === "bool") return value.content.value;
	if (value.kind === "int" || value.kind === "float" || value.kind === "str")
		fail(args, name, "TypeError", `a ${value.kind} is no flag`);
	return undefined;
}

/** A dataset argument; anything else that is certainly none raises. */
export function readDataset(value: Value, reject: () => never): DatasetState {
	const state = datasetState(value);
	if (state) return state;
	return value.kind === "unknown" || value.kind === "instance" ? vague("a dataset that is not followed") : reject();
}

/** Whether a spec's shape and dtype are certainly not those of a scalar of a dtype. */
export function isScalarOf(value: Value, dtype: DType): boolean | undefined {
	if (value.kind === "unknown") return undefined;
	if (value.kind !== "typespec" || value.type !== undefined) return false;
	const { shape, dtype: found } = value.spec;
	if (typeof found === "string" && found !== dtype) return false;
	if (shape.kind === "ranked")
		return shape.dims.length === 0 && typeof found === "string" ? true : shape.dims.length === 0 ? undefined : false;
	return shape.kind === "unknown-rank" ? true : undefined;
}

/** A new open dimension. */
export const openDim = (text: string, call: LibraryCall) => noneDim({ text, origin: call.args.origin });
