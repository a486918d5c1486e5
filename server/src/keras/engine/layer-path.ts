import { isNone, type Origin, printShape, type Reason, type TensorValue, type Value } from "../../domain";
import { historyOf, type LayerNode, layerState } from "./layer-state";
import { flattenTensors } from "./structure";

/** A path that is longer is cut off: what is far away explains little. */
const MAX_STEPS = 6;

/**
 * How the inputs of a failed call came about: the layers that they went through, the nearest first, and why each of
 * their sizes beside the batch is `None`.
 */
export function pathTo(first: Value): readonly Reason[] {
	const tensors = flattenTensors(first);
	return [...layersBefore(tensors).map(stepOf), ...tensors.flatMap(openSizes)];
}

/** Breadth first, so that what was joined last comes first. */
function layersBefore(tensors: readonly TensorValue[]): readonly LayerNode[] {
	const found = new Set<LayerNode>();
	const queue = [...tensors];
	for (let at = 0; at < queue.length && found.size < MAX_STEPS; at += 1) {
		const node = historyOf(queue[at] as TensorValue)?.node;
		if (!node || found.has(node)) continue;
		found.add(node);
		queue.push(...node.inputs);
	}
	return [...found];
}

function stepOf(node: LayerNode): Reason {
	const state = layerState(node.layer);
	const what = state?.definition?.name ?? state?.name ?? "a layer";
	const given = shapesOf(node.outputs);
	const taken = shapesOf(node.inputs);
	return { text: taken === "" ? `${what} gives ${given}` : `${what}: ${taken} -> ${given}`, origin: placeOf(node) };
}

const shapesOf = (tensors: readonly TensorValue[]): string =>
	tensors.map(({ spec }) => printShape(spec.shape)).join(", ");

/** Where the call is written; a layer in a list of layers is written there, and called by the model. */
function placeOf({ layer, args }: LayerNode): Origin {
	const made = layerState(layer)?.origin;
	const isWithin = made?.path === args.origin.path && args.origin.start <= made.start && made.end <= args.origin.end;
	return made && isWithin ? made : args.origin;
}

/** The batch is open as a rule, which explains nothing. */
function openSizes({ spec: { shape } }: TensorValue): readonly Reason[] {
	if (shape.kind !== "ranked") return [];
	return shape.dims.flatMap((dim, axis) => (axis > 0 && isNone(dim) ? [dim.why] : []));
}
