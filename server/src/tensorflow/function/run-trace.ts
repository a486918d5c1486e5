import type { Origin, Value } from "../../domain";
import { type CallArguments, type Machine, Raised, raise, type Trace, type UserCode } from "../../interpreter/api";
import { isTracing } from "../op";
import type { BoundArgument } from "./function-type";
import type { Entered } from "./trace-type";
import type { Wrapped } from "./wrapper";

/** An argument of a call, and what enters the trace for it. */
export interface EnteredArgument extends BoundArgument, Entered {}

/** The arguments with which the body is called. */
function bodyArguments(entered: readonly EnteredArgument[], which: keyof Entered, origin: Origin): CallArguments {
	const isByName = ({ parameter }: EnteredArgument): boolean => parameter.kind === "keyword-only";
	return {
		positional: entered.filter((each) => !isByName(each)).map((each) => ({ value: each[which], origin: each.origin })),
		keywords: entered
			.filter(isByName)
			.map((each) => ({ name: each.parameter.name, value: each[which], origin: each.origin })),
		origin,
	};
}

const originOf = ({ func, wrapper }: Wrapped): Origin => {
	const { node, scope, target } = func.code as UserCode;
	return target ? wrapper.origin : { path: scope.path, start: node.start, end: node.start + 3 };
};

const newTrace = ({ wrapper }: Wrapped, origin: Origin, isRun = false): Trace => ({
	origin,
	isRepetition: false,
	createdVariables: false,
	isConverted: wrapper.autograph,
	isRun,
	readsShape: false,
	captures: false,
});

/** The body on tensors of a graph; TensorFlow repeats the first trace when variables were made in it. */
export function trace(wrapped: Wrapped, entered: readonly EnteredArgument[], call: TraceCall): Traced {
	const { machine, origin } = call;
	const body = bodyArguments(entered, "traced", origin);
	const first = newTrace(wrapped, originOf(wrapped));
	const run = (): Value => call.convert(machine.callFunction(wrapped.func, body));
	let value = within(machine, first, wrapped, run);
	if (first.createdVariables) value = within(machine, { ...first, isRepetition: true }, wrapped, run);
	return { value, captures: first.captures || first.createdVariables, readsShape: first.readsShape };
}

export interface TraceCall {
	readonly machine: Machine;
	readonly origin: Origin;
	/** Makes the outputs of the graph of what the body returns. */
	convert(value: Value): Value;
}

export interface Traced {
	readonly value: Value;
	readonly captures: boolean;
	readonly readsShape: boolean;
}

/**
 * What the body gives on the arguments themselves; absent when that cannot be told. In eager code, what raises there and
 * did not in the trace is found by a kernel, unless the body does other things for other shapes.
 */
export function retrace(
	wrapped: Wrapped,
	entered: readonly EnteredArgument[],
	call: Pick<TraceCall, "machine" | "origin"> & { readonly readsShape: boolean },
): Value | undefined {
	const { machine, origin, readsShape } = call;
	const body = bodyArguments(entered, "actual", origin);
	const again = newTrace(wrapped, origin, !isTracing(machine) || machine.tracing?.isRun);
	const outcome = machine.rehearse(() =>
		within(machine, again, wrapped, () => machine.callFunction(wrapped.func, body)),
	);
	if (!(outcome instanceof Raised)) return outcome;
	const { problem } = outcome;
	if (readsShape || isTracing(machine) || problem?.exception !== "ValueError") return undefined;
	raise({ ...problem, exception: "InvalidArgumentError" }, origin);
}

function within<T>(machine: Machine, inner: Trace, { wrapper }: Wrapped, run: () => T): T {
	const outer = { tracing: machine.tracing, inPlainGraph: machine.inPlainGraph };
	try {
		machine.tracing = inner;
		machine.inPlainGraph = !wrapper.autograph;
		return run();
	} finally {
		Object.assign(machine, outer);
	}
}
