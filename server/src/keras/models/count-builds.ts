import type { Machine } from "../../interpreter/api";
import type { LayerState } from "../engine/layer-state";
import { takeNames } from "../engine/naming";
import { isInputLayer } from "./sequential-input";

/** Keras 3 makes a functional model without a name inside a Sequential each time that it builds it. */
export function countBuild({ world }: LayerState, machine: Machine): void {
	if (world === "keras3") takeNames(["functional"], { machine, world });
}

/** A Sequential made of a config gets its layers one by one: it was built for each behind the Input, not just once. */
export function countAdditions(state: LayerState, machine: Machine): void {
	const [first, ...rest] = state.stack ?? [];
	if (!first || !isInputLayer(first)) return;
	for (const _ of rest.slice(1)) countBuild(state, machine);
}
