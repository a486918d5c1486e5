import type { Origin, Value } from "../domain";
import type { InterpreterEvent } from "../interpreter/events";
import { adjust, generalizeAll } from "./generalize-specs";

/** A `tf.function` of the program, and what a signature that fits all of its calls would say. */
export interface TracedFunction {
	readonly origin: Origin;
	readonly name: string;
	readonly isSigned: boolean;
	/** Absent when no signature fits, or some call is not known well enough. */
	readonly specs: readonly Value[] | undefined;
}

type TracedEvent = Extract<InterpreterEvent, { kind: "traced-function" }>;

export const functionKey = ({ path, start, end }: Origin): string => `${path}:${start}:${end}`;

/** All that were called, by where they are made. */
export function tracedFunctionsOf(events: readonly InterpreterEvent[]): ReadonlyMap<string, TracedFunction> {
	const calls = new Map<string, TracedEvent[]>();
	for (const event of events) {
		// A call that nothing makes, with arguments that are assumed, says nothing of what a signature must take.
		if (event.kind !== "traced-function" || event.assumptions.length > 0) continue;
		const key = functionKey(event.origin);
		calls.set(key, [...(calls.get(key) ?? []), event]);
	}
	return new Map([...calls].map(([key, all]) => [key, summarize(all)]));
}

function summarize(calls: readonly TracedEvent[]): TracedFunction {
	const [first, ...others] = calls as [TracedEvent, ...TracedEvent[]];
	const { origin, name, signature } = first;
	const covered = others.reduce<readonly Value[] | undefined>(
		(specs, call) => specs && call.specs && generalizeAll(specs, call.specs),
		first.specs,
	);
	const specs = signature && covered ? covered.map((spec, index) => adjust(signature[index], spec)) : covered;
	return { origin, name, isSigned: signature !== undefined, specs };
}
