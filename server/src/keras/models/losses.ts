import type { InstanceValue } from "../../domain";
import { signature } from "../../interpreter/api";
import { perWorld } from "../engine/layer-definition";
import { type LayerState, layerState } from "../engine/layer-state";
import { sublayersOf } from "../engine/sublayers";
import { isOperation } from "../operators/operation";

/** Whether nothing in a layer or model adds a loss: it is Keras's own, and no regularizer is among its arguments. */
export function hasNoLosses(layer: InstanceValue): boolean {
	const state = layerState(layer);
	if (!state || state.vague || layer.cls.kind === "class" || state.activity !== "none") return false;
	if (isOperation(layer)) return true;
	if (state.definition?.name === "ActivityRegularization" || isRegularized(state)) return false;
	return sublayersOf(layer)?.every(hasNoLosses) ?? false;
}

function isRegularized({ bound, definition, world }: LayerState): boolean {
	if (!bound || !definition) return false;
	const { parameters } = signature(perWorld(definition.signature, world));
	const given = parameters.map(({ name }) => ({ name, value: bound.given(name)?.value }));
	return [...given, ...bound.extra].some(
		({ name, value }) => name.endsWith("regularizer") && value !== undefined && value.kind !== "none",
	);
}
