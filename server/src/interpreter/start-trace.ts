import type { Origin } from "../domain";
import type { Trace } from "./machine";

/** The first execution of code that TensorFlow traces into a graph; AutoGraph rewrites it unless told otherwise. */
export const startTrace = (origin: Origin, options: Partial<Pick<Trace, "isConverted" | "isRun">> = {}): Trace => ({
	origin,
	isRepetition: false,
	createdVariables: false,
	isConverted: options.isConverted ?? true,
	isRun: options.isRun ?? false,
	hasProblem: false,
	readsShape: false,
	captures: false,
});
