import type { Machine } from "./machine";

/**
 * Names of attributes that a program has set on tensors. Tensors are values here, not objects with attributes: what was
 * set on any of them is not known of all of them.
 */
export const namesSetOnTensors = (machine: Machine): Set<string> =>
	machine.libraryState("names set on tensors", () => new Set<string>());
