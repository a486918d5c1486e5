import { isStatic, type Origin, type ProblemFacts, type TensorValue, type Value } from "../../domain";
import { historyOf, type LayerState, layerState } from "./layer-state";
import { flattenTensors } from "./structure";

const rankOf = (tensor: TensorValue | undefined): number | undefined =>
	tensor?.spec.shape.kind === "ranked" ? tensor.spec.shape.dims.length : undefined;

const placed = (name: string, origin: Origin | undefined): ProblemFacts =>
	origin ? { [`${name}Path`]: origin.path, [`${name}Start`]: origin.start, [`${name}End`]: origin.end } : {};

/** How many elements a sample has. */
function elementsOf(tensor: TensorValue | undefined): number | undefined {
	const dims = tensor?.spec.shape.kind === "ranked" ? tensor.spec.shape.dims.slice(1) : undefined;
	return dims?.every(isStatic) ? dims.reduce((all: number, dim) => all * (dim as number), 1) : undefined;
}

/** What quick fixes of a layer's call need: where the layer was made, and the one that gave its input. */
export function layerFacts(state: LayerState, first: Value): ProblemFacts {
	const [input] = flattenTensors(first);
	const node = input && historyOf(input)?.node;
	const previous = node && layerState(node.layer);
	const elements = elementsOf(input);
	const previousRank = rankOf(node?.inputs[0]);
	return {
		layer: state.definition?.name ?? "",
		...placed("layer", state.origin),
		...(elements === undefined ? {} : { elements }),
		...((first.kind === "list" || first.kind === "tuple") && first.items ? { inputs: first.items.length } : {}),
		...(previous ? { previous: previous.definition?.name ?? "", ...placed("previous", previous.origin) } : {}),
		...(previousRank === undefined ? {} : { previousRank }),
	};
}
