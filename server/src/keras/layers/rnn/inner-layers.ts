import { type InstanceValue, type Origin, printShape, type RankedShape, type Spec, type Value } from "../../../domain";
import { type Machine, syntheticArguments, vague } from "../../../interpreter/api";
import { rankedOrVague } from "../../engine/build";
import { layerState } from "../../engine/layer-state";
import { shapeToValue, valueToShape } from "../../engine/shape-value";
import { type SpecStructure, valueToStructure } from "../../engine/structure";
import { userMethod } from "../../engine/user-method";
import type { Fail } from "../core/analyze-einsum";
import { knownState } from "./wrapped-layer";

/** Wrapped layers that are not Keras's own layers: models and the user's classes, which the interpreter runs. */

/** Classes whose calls the interpreter runs, not a definition. */
const INTERPRETED: ReadonlySet<string> = new Set(["Layer", "Lambda"]);

/** Whether a wrapped layer is one of Keras's own (or inherits all from one), so that its definition answers. */
export function isModelled(layer: InstanceValue, machine: Machine): boolean {
	const { definition, graph, stack } = knownState(layer);
	if (!definition || graph || stack || INTERPRETED.has(definition.name)) return false;
	return !["call", "build", "compute_output_shape"].some((name) => userMethod(layer, name, machine));
}

/**
 * The output of calling the layer on graph tensors, or on KerasTensors where a Lambda of Keras 3 may declare its shape.
 * What it raises is reported where it stands.
 */
export function modelOutput(layer: InstanceValue, input: Value, machine: Machine, origin: Origin): SpecStructure {
	const { definition, world } = knownState(layer);
	const declares = world === "keras3" && definition?.name === "Lambda";
	const result = machine.call(layer, syntheticArguments([declares ? input : asGraphTensors(input)], origin));
	if (result.kind === "unknown") return vague(result.why);
	return valueToStructure(result) ?? vague("the wrapped layer's result is not a tensor");
}

function asGraphTensors(value: Value): Value {
	if (value.kind === "tensor") return { ...value, flavor: "Tensor", eager: false };
	if (value.kind === "list") return { kind: "list", items: value.items?.map(asGraphTensors) };
	return value;
}

/**
 * The shape that the user's `compute_output_shape` gives; Keras 3's own `Layer` has none. Absent for models, which
 * answer by being called.
 */
export function userShape(
	layer: InstanceValue,
	step: Spec,
	machine: Machine,
	origin: Origin,
	fail: Fail,
): RankedShape | undefined {
	const state = layerState(layer);
	const method = userMethod(layer, "compute_output_shape", machine);
	if (method && state) {
		const shape = shapeToValue(step.shape, state.world);
		return rankedOrVague(valueToShape(machine.callFunction(method, syntheticArguments([layer, shape], origin))));
	}
	if (state?.graph || state?.stack || state?.definition?.name === "Lambda") return undefined;
	if (state?.definition?.name !== "Layer") return vague("the wrapped layer is not followed");
	return fail({
		code: "invalid-layer-argument",
		exception: "NotImplementedError",
		message: `TimeDistributed needs compute_output_shape of the wrapped layer, for ${printShape(step.shape)}`,
		argument: "layer",
	});
}
