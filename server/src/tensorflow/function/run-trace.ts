import type { Origin, Value } from "../../domain";
import {
	type CallArguments,
	type Machine,
	Raised,
	raise,
	startTrace,
	type Trace,
	type UserCode,
} from "../../interpreter/api";
import { isTracing, noteCaptured, tensorsOf } from "../op";
import type { BoundArgument } from "./function-type";
import type { Entered } from "./trace-type";
import type { Concrete, Wrapped } from "./wrapper";

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

const newTrace = ({ wrapper }: Wrapped, origin: Origin, isRun = false): Trace =>
	startTrace(origin, { isConverted: wrapper.autograph, isRun });

/** The body on tensors of a graph; TensorFlow repeats the first trace when variables were made in it. */
export function trace(wrapped: Wrapped, entered: readonly EnteredArgument[], call: TraceCall): Traced {
	const { machine, origin } = call;
	const body = bodyArguments(entered, "traced", origin);
	const first = newTrace(wrapped, originOf(wrapped));
	const run = (): Value => {
		const returned = machine.callFunction(wrapped.func, body);
		noteCaptured(tensorsOf(returned), machine);
		return call.convert(returned);
	};
	let value = within(machine, first, wrapped, run);
	const second: Trace = { ...first, isRepetition: true };
	if (first.createdVariables) value = within(machine, second, wrapped, run);
	const isFaithful = !first.readsShape && !first.hasProblem && !second.hasProblem;
	return {
		value,
		captures: first.captures || second.captures || first.createdVariables,
		isFaithful,
	};
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
	/** Whether the body does on the arguments what the trace did: it asks for no static shape, and nothing raised. */
	readonly isFaithful: boolean;
}

/** Whether all that the body computes comes out: Grappler prunes what does not, with its errors, and reshapes that seem to do nothing. */
function isExpression({ func }: Wrapped): boolean {
	const { node } = func.code as UserCode;
	const statements = node.type === "Lambda" ? [] : node.body;
	return statements.every((each, index) => each.type === "Return" && index === 0);
}

/**
 * What the body gives on the arguments themselves; absent when that cannot be told. In eager code, what raises there and
 * did not in the trace is found by a kernel, unless the body does other things for other shapes.
 */
export function retrace(
	wrapped: Wrapped,
	entered: readonly EnteredArgument[],
	call: Pick<TraceCall, "machine" | "origin"> & Pick<Traced, "isFaithful">,
): Value | undefined {
	const { machine, origin, isFaithful } = call;
	const body = bodyArguments(entered, "actual", origin);
	const again = newTrace(wrapped, origin, !isTracing(machine) || machine.tracing?.isRun);
	const receiver = wrapped.wrapper.tag === "concrete-function" ? (wrapped.wrapper as Concrete).receiver : undefined;
	const bound = receiver ? { ...body, positional: [{ value: receiver, origin }, ...body.positional] } : body;
	const outcome = machine.rehearse(() =>
		within(machine, again, wrapped, () => machine.callFunction(wrapped.func, bound)),
	);
	if (!(outcome instanceof Raised)) return outcome;
	const { problem } = outcome;
	const isFound = isFaithful && !isTracing(machine) && problem?.exception === "ValueError";
	if (!isFound || problem.code === "reshape-size-mismatch" || !isExpression(wrapped)) return undefined;
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
		if (outer.tracing && inner.hasProblem) outer.tracing.hasProblem = true;
		if (outer.tracing && inner.captures) outer.tracing.captures = true;
	}
}
