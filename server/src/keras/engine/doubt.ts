import type { InstanceValue, Reason, TensorFlavor } from "../../domain";
import { type Machine, raise } from "../../interpreter/api";
import type { LayerState } from "./layer-state";
import { overriddenStep } from "./user-method";

/** Why it is not known what a call of the layer does; absent when it is. */
export const doubtOf = (self: InstanceValue, state: LayerState, machine: Machine): Reason | undefined =>
	state.vague ?? (state.definition?.name === "Layer" ? undefined : overriddenStep(self, machine));

/** What layers of Keras 2 raise for want of a `compute_output_shape`, which `dynamic=True` puts in the place of a trace. */
const SHAPELESS: Readonly<Record<string, string>> = {
	Layer: "NotImplementedError",
	Identity: "NotImplementedError",
	EinsumDense: "AttributeError",
};

/** A dynamic layer is not run on KerasTensors. */
export function rejectDynamic(
	self: InstanceValue,
	{ world, bound, definition }: LayerState,
	flavor: TensorFlavor,
): undefined {
	if (world === "keras3" || flavor !== "KerasTensor" || self.cls.kind !== "library") return;
	const given = bound?.given("dynamic") ?? bound?.extra.find((each) => each.name === "dynamic");
	const exception = SHAPELESS[definition?.name ?? ""];
	if (given?.value.kind !== "bool" || given.value.value !== true || !exception) return;
	raise({
		code: "invalid-layer-input",
		exception,
		message: `a dynamic ${definition?.name} cannot tell its output shape: it has no compute_output_shape`,
		argument: "dynamic",
	});
}
