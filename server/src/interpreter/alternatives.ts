import { type Origin, unknown, type Value } from "../domain";
import type { Core } from "./core";
import { forkValues } from "./fork";
import { Raised } from "./signals";

/** Forks within forks: beyond this, one of several values is simply `?`. */
const MAX_NESTING = 3;

/** The alternatives of a value of which only some are known to be meant; absent for every other value. */
export const alternativesOf = (value: Value): readonly Value[] | undefined =>
	value.kind === "unknown" ? value.oneOf : undefined;

/** What all alternatives say; absent when they differ, or one does not know. */
export function agreed(values: readonly Value[], ask: (value: Value) => boolean | undefined): boolean | undefined {
	const [first, ...rest] = values.map(ask);
	return rest.every((each) => each === first) ? first : undefined;
}

/**
 * Joins what comes out for each of several values. Which one it is may hang together with the path that led here, so
 * one that would raise is taken for one that cannot be meant.
 */
export function forEachAlternative(
	values: readonly Value[],
	origin: Origin,
	core: Core,
	run: (value: Value) => Value,
): Value {
	const why = { text: "what comes out depends on which of several values it is", origin };
	if (core.choices >= MAX_NESTING) return unknown(why);
	const arms = values.map((value) => ({
		assumption: { text: "if it is this one of several values", origin },
		run: () => orRaise(core.trap(() => run(value))),
	}));
	core.choices += 1;
	try {
		return forkValues(arms, core);
	} catch (signal) {
		if (signal instanceof Raised) return unknown(why);
		throw signal;
	} finally {
		core.choices -= 1;
	}
}

function orRaise(outcome: Value | Raised): Value {
	if (outcome instanceof Raised) throw outcome;
	return outcome;
}
