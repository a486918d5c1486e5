import { type InstanceValue, unknown } from "../../domain";
import type { Machine, MethodModel } from "../../interpreter/api";
import { layerState } from "./layer-state";
import { noteMaybeBuilt } from "./maybe-built";
import { knownSublayers } from "./sublayers";

/** A layer or model runs on something that is not known: whether it and the layers in it are built then, is not known either. */
export function noteBuiltSomehow(self: InstanceValue, machine: Machine, visited: Set<InstanceValue> = new Set()): void {
	const state = layerState(self);
	if (!state || visited.has(self)) return;
	visited.add(self);
	noteMaybeBuilt(state, machine);
	for (const layer of knownSublayers(self)) noteBuiltSomehow(layer, machine, visited);
}

/** A method that builds its layer or model in a way that is not followed. */
export const buildsSomehow =
	(name: string): MethodModel =>
	(self, call) => {
		if (self.kind === "instance") noteBuiltSomehow(self, call.machine);
		return unknown({ text: `what ${name}() gives is not followed`, origin: call.args.origin });
	};
