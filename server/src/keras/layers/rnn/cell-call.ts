import { type Dim, isStatic, ranked, type Spec } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { onlyShape } from "../../engine/build";
import type { CallContext } from "../../engine/layer-definition";
import { isSpec, type SpecStructure, valueToStructure } from "../../engine/structure";
import { fitsState, flattenSizes, type RecurrentCell } from "./recurrent-cell";
import { mergeBatches } from "./rnn-states";

export const CELL_CALL = {
	keras2: "inputs, states, training=None",
	keras3: "inputs, states, training=False",
} as const;

/** One step of a cell, called by hand: followed when the shapes fit, `?` otherwise. */
export function callCell(cell: RecurrentCell, context: CallContext): SpecStructure {
	const shape = onlyShape(context.inputs);
	const given = valueToStructure(context.parameter("states"));
	if (!given || shape.dims.length !== 2) return vague("a call of a cell that is not followed");
	const states = statesOf(given);
	const sizes = flattenSizes(cell.stateSize);
	const fits =
		states.length === sizes.length &&
		states.every((state, index) => state.shape.kind === "ranked" && fitsState(state.shape, sizes[index] as Dim));
	const dtypes = [...context.inputs, ...states].every((spec) => spec.dtype === context.computeDtype);
	if (!fits || !dtypes || !isStatic(shape.dims[1] as Dim)) return vague("a call of a cell that is not followed");
	const batches = [...context.inputs, ...states].map((spec) => (spec.shape.kind === "ranked" ? spec.shape.dims[0] : 0));
	const batch = mergeBatches(batches as Dim[], context);
	const make = (size: Dim): Spec => ({ shape: ranked([batch, size]), dtype: context.computeDtype });
	const next = sizes.map(make);
	const last: SpecStructure = isSpec(given) ? (next[0] as Spec) : { kind: "list", items: next };
	return { kind: "tuple", items: [make(cell.outputSize), last] };
}

function statesOf(given: SpecStructure): readonly Spec[] {
	if (isSpec(given)) return [given];
	if (given.kind === "dict" || !given.items.every(isSpec)) return vague("nested states of a cell");
	return given.items.filter(isSpec);
}
