import type { Origin, Problem, Value } from "../domain";
import type { Machine } from "./machine";
import { raise } from "./signals";

/** What `hash` raises: tensors and Python's own containers have none; a KerasTensor of Keras 3 has. */
function unhashable(value: Value): Problem | undefined {
	if (value.kind === "tensor") {
		const isHashable = value.flavor === "Variable" || (value.flavor === "KerasTensor" && value.world === "keras3");
		return isHashable ? undefined : problem("invalid-layer-input", "a tensor has no hash: use x.ref() as the key");
	}
	if (value.kind === "list" || value.kind === "dict" || (value.kind === "set" && !value.frozen))
		return problem("python-error", `a ${value.kind} cannot be a key`);
	return undefined;
}

const problem = (code: Problem["code"], message: string): Problem => ({ code, exception: "TypeError", message });

/** For models: raises where Python asks a value for its hash. */
export function requireHash(value: Value): void {
	const found = unhashable(value);
	if (found) raise(found);
}

/** For the interpreter: as `requireHash`, and goes on as if there were one. */
export function reportUnhashable(value: Value, origin: Origin, machine: Machine): void {
	const found = unhashable(value);
	if (found) machine.report(found, origin);
}
