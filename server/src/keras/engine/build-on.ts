import { NONE, type Origin, type Value } from "../../domain";
import type { Machine } from "../../interpreter/api";
import { ensureBuilt } from "./call-layer";
import type { LayerState } from "./layer-state";
import { flattenTensors } from "./structure";

/** Builds the layer's own definition on tensors of the shapes that it will be called on. */
export function buildOn(state: LayerState, input: Value, machine: Machine, origin: Origin): void {
	if (!state.definition) return;
	const inputs = flattenTensors(input).map((tensor) => tensor.spec);
	ensureBuilt(state.definition, state, inputs, input, { machine, origin, mode: undefined, parameter: () => NONE });
}
