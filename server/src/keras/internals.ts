import { library, list, type TensorValue } from "../domain";
import { defineFunction, type LibraryModel, vague } from "../interpreter/api";
import { isSource, symbolicInputs } from "./engine/graph";
import { historyOf, type LayerNode } from "./engine/layer-state";
import { identity } from "./saving/registration";

/** The tensors of the `Input`s that a tensor comes from, in the order in which they are met. */
function sourcesOf(tensor: TensorValue): readonly TensorValue[] {
	const found = new Set<TensorValue>();
	const visited = new Set<LayerNode>();
	const visit = (each: TensorValue): void => {
		const node = historyOf(each)?.node ?? vague("where a tensor comes from is not known");
		if (visited.has(node)) return;
		visited.add(node);
		if (isSource(node)) for (const output of node.outputs) found.add(output);
		else symbolicInputs(node).forEach(visit);
	};
	visit(tensor);
	return [...found];
}

/** What Keras's own modules, and packages written like them, use beside the public names. */
export const INTERNAL_MODELS: readonly LibraryModel[] = [
	defineFunction("keras.utils.get_source_inputs", "tensor, *args, **kwargs", (bound) => {
		const tensor = bound.get("tensor");
		if (tensor.kind !== "tensor" || tensor.flavor !== "KerasTensor") vague("the sources of what is no KerasTensor");
		if (bound.rest.length + bound.extra.length > 0) vague("the sources of a given layer");
		return list(sourcesOf(tensor));
	}),
	defineFunction("keras.src.api_export.keras_export", "path, **kwargs", (_bound, { world }) =>
		library(identity.name, world),
	),
	/** An object whose attributes are the layers. */
	defineFunction("keras.src.layers.VersionAwareLayers", "", (_bound, { world }) => library("keras.layers", world), {
		worlds: ["keras2"],
	}),
];
