import { library, list } from "../domain";
import { defineFunction, type LibraryModel, vague } from "../interpreter/api";
import { sourcesOf } from "./engine/graph";
import { identity } from "./saving/registration";

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
