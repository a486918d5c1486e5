import type { FunctionValue, InstanceValue, Reason } from "../../domain";
import type { Machine } from "../../interpreter/api";

/** A method that the user's class, or a user class that it derives from, defines. */
export function userMethod(self: InstanceValue, name: string, machine: Machine): FunctionValue | undefined {
	for (const cls of machine.mro(self)) {
		const own = cls.kind === "class" ? cls.attrs.get(name) : undefined;
		if (own?.kind === "function") return own;
	}
	return undefined;
}

const STEPS = ["build", "compute_output_shape", "compute_output_spec"] as const;

/** Why a layer that derives from a built-in one may not give what that one gives, although `call` is not its own. */
export function overriddenStep(self: InstanceValue, machine: Machine): Reason | undefined {
	if (self.cls.kind === "library") return undefined;
	const name = STEPS.find((step) => userMethod(self, step, machine));
	return name && { text: `${self.cls.kind === "class" ? self.cls.name : "the class"} overrides ${name}` };
}
