import type { World } from "../../domain";
import type { Bound, Machine } from "../../interpreter/api";
import { failWith } from "./build";
import type { LayerArguments } from "./layer-definition";

/** Bound arguments as the checkers of arguments take them. */
export const layerArguments = (world: World, machine: Machine, bound: Bound): LayerArguments => ({
	world,
	machine,
	bound,
	get: (name) => bound.get(name),
	given: (name) => bound.given(name),
	fail: failWith,
});
