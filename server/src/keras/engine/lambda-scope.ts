import type { Origin } from "../../domain";

/** Where a Lambda's function is being traced: a layer that makes weights there cannot keep them. */
let current: Origin | undefined;

export function withinLambda<T>(origin: Origin, run: () => T): T {
	const outer = current;
	current = origin;
	try {
		return run();
	} finally {
		current = outer;
	}
}

/** The Lambda whose function is being traced, if one is. */
export const tracedLambda = (): Origin | undefined => current;
