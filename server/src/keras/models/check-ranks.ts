import { isStatic, NONE, type Origin, printShape, type Value } from "../../domain";
import { type Machine, raise } from "../../interpreter/api";

import type { LayerState, ModelGraph } from "../engine/layer-state";
import { flattenTensors } from "../engine/structure";

/** What a model looks at before it runs: the sizes of all axes, the ranks only, or nothing. */
export type InputCheck = "sizes" | "ranks" | "none";

/** `_adjust_input_rank` of Keras 3: the ranks agree, or differ by a last axis of size 1; says whether they do. */
export function checkRanks(
	state: LayerState,
	graph: ModelGraph,
	first: Value,
	machine: Machine,
	origin: Origin,
): boolean {
	const references = flattenTensors(graph.inputs);
	const checked = machine.guard(origin, () => {
		for (const [at, tensor] of flattenTensors(first).entries()) {
			const reference = references[at]?.spec.shape;
			const { shape } = tensor.spec;
			if (reference?.kind !== "ranked" || shape.kind !== "ranked") continue;
			const [rank, wanted] = [shape.dims.length, reference.dims.length];
			const last = shape.dims.at(-1);
			const isMore = rank === wanted + 1 && (last === undefined || last === 1 || !isStatic(last));
			if (rank === wanted || isMore || (rank === wanted - 1 && reference.dims.at(-1) === 1)) continue;
			raise({
				code: "input-rank",
				exception: "ValueError",
				message: `${state.name ?? "the model"} takes an input of rank ${wanted}, found ${printShape(shape)}`,
				facts: { rank, expected: wanted },
			});
		}
		return NONE;
	});
	return checked.kind === "none";
}
