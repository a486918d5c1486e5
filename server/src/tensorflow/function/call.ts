import { type Origin, printSpec, type Value } from "../../domain";
import { type CallArguments, type LibraryCall, raise, vague } from "../../interpreter/api";
import { isTracing } from "../op";
import { announceCall } from "./announce";
import { enterFreely } from "./enter-freely";
import { bindArguments, type Reject } from "./function-type";
import { isOpenOutput, resultOf, toOutputs } from "./outputs";
import { type EnteredArgument, retrace, type Traced, trace } from "./run-trace";
import { castTo, type Entry } from "./trace-type";
import type { Polymorphic, Wrapped } from "./wrapper";

/** The arguments of a call, on their way into the trace. */
export function enterArguments(
	{ func, wrapper }: Wrapped<Polymorphic>,
	args: CallArguments,
	call: LibraryCall,
	allowSpecs: boolean,
): readonly EnteredArgument[] {
	if (args.open) return vague(args.open);
	if (wrapper.type.isLoose && wrapper.isSigned && args.keywords.length > 0)
		return vague("keyword arguments of a function whose parameters are not known");
	const reject = rejecting(func.name, wrapper);
	const all = bindArguments(wrapper.type, func.name, args, reject);
	announceCall({ func, wrapper }, all, call.machine);
	return all.map((bound) => {
		const { parameter, value, origin } = bound;
		const entry: Entry = { world: call.world, origin, allowSpecs, reject };
		const { constraint } = parameter;
		return { ...bound, ...(constraint ? castTo(constraint, value, entry) : enterFreely(value, entry)) };
	});
}

/** All that goes wrong while arguments are bound is one TypeError: "Binding inputs to tf.function failed". */
const rejecting =
	(name: string, { isSigned, origin: { path, start, end } }: Polymorphic): Reject =>
	(what: string, origin: Origin): never =>
		raise(
			{
				code: "input-signature-mismatch",
				exception: "TypeError",
				message: `the call of ${name} does not fit its ${isSigned ? "input_signature" : "parameters"}: ${what}`,
				...(isSigned ? { facts: { fix: "signature", path, start, end } } : {}),
			},
			origin,
		);

/** Traces the body on graph tensors; the result has the sizes of this call. */
export function callPolymorphic(wrapped: Wrapped<Polymorphic>, call: LibraryCall): Value {
	const { machine, args } = call;
	const entered = enterArguments(wrapped, args, call, true);
	const traced = traceOutputs(wrapped, entered, call);
	rejectSpecs(entered, args.origin);
	const place = { machine, origin: args.origin, isFaithful: traced.isFaithful };
	const isOpen = isOpenOutput(traced.value) || entered.some((each) => isOpenOutput(each.traced));
	const actual = isOpen ? retrace(wrapped, entered, place) : undefined;
	return resultOf(traced.value, actual, !isTracing(machine));
}

export function traceOutputs(wrapped: Wrapped, entered: readonly EnteredArgument[], call: LibraryCall): Traced {
	const { machine, args, world } = call;
	const convert = (value: Value): Value => toOutputs(value, wrapped.func.name, world, args.origin);
	return trace(wrapped, entered, { machine, origin: args.origin, convert });
}

/** A spec can be traced, but there is nothing to compute with. */
function rejectSpecs(entered: readonly EnteredArgument[], origin: Origin): void {
	const spec = entered.find(({ value }) => value.kind === "typespec");
	if (spec?.value.kind !== "typespec") return;
	raise(
		{
			code: "input-signature-mismatch",
			exception: "ValueError",
			message: `a spec, ${printSpec(spec.value.spec)}, is no tensor; get_concrete_function takes specs`,
		},
		spec.isGiven ? spec.origin : origin,
	);
}
