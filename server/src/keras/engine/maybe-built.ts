import type { Machine } from "../../interpreter/api";
import type { LayerState } from "./layer-state";

/** The layer was called on, or given, something that is not known: whether and how it is built then, is not known either. */
export function noteMaybeBuilt(state: LayerState, machine: Machine): void {
	if (!state.built && !state.graph) machine.journal.setField(state, "maybeBuilt", true, (a, b) => a || b);
}

/** Keras takes the layer for built, whatever it made. */
export function markBuilt(state: LayerState, machine: Machine): void {
	if (!state.built) {
		const built = { weights: [], inputs: [], inputSpec: undefined };
		machine.journal.setField(state, "built", built, (a, b) => a ?? b);
	}
}
