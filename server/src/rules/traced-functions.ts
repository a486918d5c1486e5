import type { Origin, Value } from "../domain";
import type { InterpreterEvent } from "../interpreter/events";
import { adjust, generalizeAll } from "./generalize-specs";

/** A `tf.function` of the program, what it was called on, and what a signature that fits all of its calls would say. */
export interface TracedFunction {
	readonly origin: Origin;
	readonly name: string;
	readonly parameters: readonly string[];
	/** What its `input_signature` says; absent without one. */
	readonly signature: readonly Value[] | undefined;
	/** The arguments of each call as specs; absent where they are not known well enough. */
	readonly calls: readonly (readonly Value[] | undefined)[];
	/** Absent when no signature fits, or some call is not known well enough. */
	readonly specs: readonly Value[] | undefined;
}

type TracedEvent = Extract<InterpreterEvent, { kind: "traced-function" }>;

export const functionKey = ({ path, start, end }: Origin): string => `${path}:${start}:${end}`;

/** All that were called or followed, by where they are made. */
export function tracedFunctionsOf(events: readonly InterpreterEvent[]): ReadonlyMap<string, TracedFunction> {
	const calls = new Map<string, TracedEvent[]>();
	for (const event of events) {
		if (event.kind !== "traced-function") continue;
		const key = functionKey(event.origin);
		calls.set(key, [...(calls.get(key) ?? []), event]);
	}
	return new Map([...calls].map(([key, all]) => [key, summarize(all)]));
}

function summarize(events: readonly TracedEvent[]): TracedFunction {
	const { origin, name, parameters, signature } = events[0] as TracedEvent;
	// A call that nothing makes, with arguments that are assumed, says nothing of what a signature must take.
	const calls = events.filter(({ assumptions }) => assumptions.length === 0).map(({ specs }) => specs);
	const covered = calls.reduce((specs, call) => specs && call && generalizeAll(specs, call), calls[0]);
	const specs = signature && covered ? covered.map((spec, index) => adjust(signature[index], spec)) : covered;
	return { origin, name, parameters, signature, calls, specs };
}
