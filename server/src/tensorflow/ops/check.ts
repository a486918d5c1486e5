import type { Value } from "../../domain";
import type { LibraryCall } from "../../interpreter/api";
import type { OpFailure } from "../op";

/** A check of `tf.debugging`, as its model sees it. */
export interface Check {
	readonly get: (name: string) => Value;
	readonly isGraph: boolean;
	readonly call: LibraryCall;
	/** What Python raises, in a graph and on values alike, unless the failure says another class. */
	fail(failure: OpFailure): never;
	/** What the operation raises that the check is made of. */
	reject(failure: OpFailure): never;
}
