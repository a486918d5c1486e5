import type { FunctionValue, InstanceValue, Reason } from "../../domain";
import { type LibraryCall, type Machine, raise } from "../../interpreter/api";
import { isRealBuild } from "./build";
import { layerState } from "./layer-state";
import { flattenTensors } from "./structure";
import { tracedException } from "./traced-exception";

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
	const built = layerState(self)?.built;
	const isBuilt = built !== undefined && isRealBuild(built);
	const name = STEPS.find((step) => userMethod(self, step, machine) && !(step === "build" && isBuilt));
	return name && { text: `${self.cls.kind === "class" ? self.cls.name : "the class"} overrides ${name}` };
}

/** A layer or model that was constructed and has no `call`, of its own or assigned, fails once it is called on tensors. */
export function rejectWithoutCall(self: InstanceValue, { machine, args }: LibraryCall): void {
	const state = layerState(self);
	const first = args.positional[0]?.value;
	if (!state || state.vague || state.name === undefined || args.open || !first) return;
	const tensors = flattenTensors(first);
	const isSymbolic = tensors.some(({ flavor }) => flavor === "KerasTensor");
	if (tensors.length === 0 || self.attrs.has("call")) return;
	const steps = ["call", ...STEPS.slice(1)];
	if (machine.mro(self).some((cls) => cls.kind === "class" && steps.some((step) => cls.attrs.has(step)))) return;
	raise({
		code: "invalid-layer-input",
		exception: isSymbolic
			? tracedException("NotImplementedError", { world: state.world, machine })
			: "NotImplementedError",
		message: `${state.name} was called, but its class defines no call method`,
	});
}
