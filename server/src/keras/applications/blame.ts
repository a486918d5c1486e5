import { type Bound, Failure, raise } from "../../interpreter/api";
import { originOfArgument } from "../engine/construct-layer";

/** Shows a problem of a call at the argument that it names. */
export function blameArgument<T>(bound: Bound, run: () => T): T {
	try {
		return run();
	} catch (signal) {
		if (!(signal instanceof Failure) || signal.origin) throw signal;
		return raise(signal.problem, originOfArgument(signal.problem, bound));
	}
}
