import type { Value, World } from "../../domain";
import { raise } from "../../interpreter/api";
import type { LayerDefinition } from "./layer-definition";
import { layerState } from "./layer-state";
import { flattenLeaves } from "./structure";

/** A layer or model that was made and not called. */
export const isLayer = (value: Value): boolean => value.kind === "instance" && layerState(value) !== undefined;

/** Layers of Keras 2 that do something with their input before they make a tensor of it, and what comes of it. */
const KERAS2: Readonly<Record<string, string | undefined>> = {
	...named(
		"TypeError",
		"Add AdditiveAttention Average Concatenate Dot GRUCell LSTMCell Maximum Minimum MultiHeadAttention Multiply PReLU SimpleRNNCell StackedRNNCells Subtract TimeDistributed",
	),
	...named("AttributeError", "Embedding Softmax UpSampling3D"),
	// They hand it on.
	...named(undefined, "Lambda Layer"),
};

/** Layers of Keras 3 that look into their input before they ask for tensors. */
const KERAS3: Readonly<Record<string, string | undefined>> = named("AttributeError", "RandomGrayscale");

function named(exception: string | undefined, names: string): Record<string, string | undefined> {
	return Object.fromEntries(names.split(" ").map((name) => [name, exception]));
}

/**
 * Raises where a layer is called on another layer: its call was forgotten. Keras 2 asks for a tensor where the layer has an
 * input spec, and makes a tensor of its input else; Keras 3 takes only tensors.
 */
export function rejectUncalled(
	input: Value,
	{ name, inputSpec }: LayerDefinition<unknown>,
	world: World,
	title: string,
): void {
	if (!flattenLeaves(input).some(isLayer)) return;
	if (world === "keras2" && name in KERAS2 && KERAS2[name] === undefined) return;
	const keras2 = KERAS2[name] ?? (inputSpec ? "TypeError" : "ValueError");
	raise({
		code: "invalid-layer-input",
		exception: world === "keras2" ? keras2 : (KERAS3[name] ?? "ValueError"),
		message: `${title} was called on a layer: call that one first`,
	});
}
