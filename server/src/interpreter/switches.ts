import type { Reason } from "../domain";

/** The backend whose computations the models know. */
export const BACKEND = "tensorflow";

/** Why what a backend computes is not known; absent for the one that is, and where none was chosen. */
export const foreignBackend = (name: string | undefined): Reason | undefined =>
	name === undefined || name === BACKEND ? undefined : { text: `the program runs Keras on ${name}` };
