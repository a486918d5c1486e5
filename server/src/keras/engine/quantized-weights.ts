import type { Dim } from "../../domain";
import type { LayerState, Weight } from "./layer-state";

/** The weights of a quantized layer; `complete` is false when it has more that are not followed. */
export interface QuantizedWeights {
	readonly weights: readonly Weight[];
	readonly complete: boolean;
}

/** The weight that is quantized; in Keras 3 that is one of a layer's. */
const MAIN: Readonly<Record<string, string>> = {
	Dense: "kernel",
	EinsumDense: "kernel",
	Embedding: "embeddings",
	ReversibleEmbedding: "embeddings",
};

/** How many values float8 remembers of each tensor. */
const HISTORY = 1024;

const frozen = (name: string, shape: readonly Dim[], dtype: Weight["dtype"]): Weight => ({
	name,
	shape,
	dtype,
	trainable: false,
});

/**
 * What `quantize(mode)` makes of the weights of a built layer: int8 replaces the main one and adds its scale, float8 adds
 * scales and histories. Of int4, whose weight is packed, only its look is known. Mirrors `quantized_build` of
 * keras/src/layers/core/{dense,einsum_dense,embedding}.py (3).
 */
export function quantizedWeights(state: LayerState, mode: string): QuantizedWeights {
	const name = state.definition?.name ?? "";
	const before = state.built?.weights ?? [];
	const main = before.find((weight) => weight.name === MAIN[name]);
	if (!main) return { weights: [], complete: false };
	if (mode === "float8") return { weights: [...before, ...float8Weights()], complete: true };
	const others = before.filter((weight) => weight !== main);
	const scale = mode === "int8" ? scaleShape(name, main.shape) : undefined;
	const int8 = frozen(main.name, main.shape, "int8");
	if (!scale) return { weights: [...others, int8], complete: false };
	return { weights: [...others, int8, frozen(`${main.name}_scale`, scale, state.policy.variable)], complete: true };
}

function scaleShape(name: string, shape: readonly Dim[]): readonly Dim[] | undefined {
	if (name === "Dense") return shape.slice(-1);
	return name === "Embedding" ? shape.slice(0, 1) : undefined;
}

const float8Weights = (): readonly Weight[] =>
	["inputs", "kernel", "outputs_grad"].flatMap((name): readonly Weight[] => [
		{ name: `${name}_scale`, shape: [], dtype: "float32", trainable: true },
		{ name: `${name}_amax_history`, shape: [HISTORY], dtype: "float32", trainable: true },
	]);
