import { unknown } from "../../domain";
import type { Machine, MethodModel } from "../../interpreter/api";
import { type LayerState, layerState } from "./layer-state";

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

/** A method that builds its layer or model in a way that is not followed. */
export const buildsSomehow =
	(name: string): MethodModel =>
	(self, call) => {
		const state = layerState(self);
		if (state) noteMaybeBuilt(state, call.machine);
		return unknown({ text: `what ${name}() gives is not followed`, origin: call.args.origin });
	};
