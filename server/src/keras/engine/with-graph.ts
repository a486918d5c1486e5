import type { Machine } from "../../interpreter/api";

/** Runs what Keras 3 traces, which it does without AutoGraph. */
export function withPlainGraph<T>(machine: Machine, run: () => T): T {
	const outer = machine.inPlainGraph;
	try {
		machine.inPlainGraph = true;
		return run();
	} finally {
		machine.inPlainGraph = outer;
	}
}

/** Runs what Keras runs in a graph, or out of the one that is being made, as `build` in an `init_scope`. */
export function withGraph<T>(machine: Machine, isGraph: boolean, run: () => T): T {
	const outer = machine.inGraph;
	try {
		machine.inGraph = isGraph;
		return run();
	} finally {
		machine.inGraph = outer;
	}
}
