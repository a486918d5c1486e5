import { type Layout, noneDim, ranked, SPARSE } from "../../domain";
import type { LayoutRule, OddCall } from "./layout-rule";
import { isSpec, type SpecStructure } from "./structure";

/**
 * Keras 3 on KerasTensors that are `sparse` or `ragged`: it declares specs, and few layers say more than shape and dtype.
 * A layer inside of a user's `call` is traced on real SparseTensors instead; ragged ones are traced as dense.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Layers that declare `sparse=inputs.sparse`, or that hand their input on. */
const HANDING_ON = words("Flatten Reshape Permute Identity Equalization RandomGrayscale");
const MERGING = words("Add Subtract Multiply Average Maximum Minimum Concatenate Dot");
/** Layers that declare `ragged=inputs.ragged` too. */
const RAGGED_OUT = words("Embedding Equalization");

/** The layout of what a layer declares; absent when it is dense. */
export function keras3Layout({ name, layouts, inputs }: OddCall): Layout | undefined {
	const first = layouts[0];
	const allSparse = layouts.length === inputs.length && layouts.every(({ kind }) => kind === "sparse");
	if (MERGING.has(name)) return allSparse ? mergedSparse(layouts) : undefined;
	if (first?.kind === "ragged") return RAGGED_OUT.has(name) ? { kind: "ragged" } : undefined;
	return HANDING_ON.has(name) ? first : undefined;
}

/** Sparse as all of them are; implied where no one said so. */
export const mergedSparse = (layouts: readonly Layout[]): Layout =>
	layouts.every(({ implied }) => implied) ? { ...SPARSE, implied: true } : SPARSE;

/** Layers that do nothing to their input while they are traced. */
const IDLE = words(
	"Identity Flatten Reshape Permute Dropout AlphaDropout GaussianDropout GaussianNoise SpatialDropout1D SpatialDropout2D SpatialDropout3D",
);
const DENSE_OUT = words("Dense Embedding");

/** What a layer does that is traced on a SparseTensor: TensorFlow's own functions do not take one. */
export function tracesKeras3(odd: OddCall): LayoutRule {
	const { name, layouts, context } = odd;
	const [first] = layouts;
	if (context.mode === "eager" || !first || first.kind !== "sparse") return unknownLayout;
	if (IDLE.has(name)) return hasTraining(odd) ? unknownLayout : { kind: "layout", layout: first };
	if (MERGING.has(name)) return mergedOf(odd, first);
	if (DENSE_OUT.has(name)) return { kind: "layout", layout: undefined };
	if (name === "Activation") return isLinear(odd) ? { kind: "layout", layout: first } : raising;
	return TRACED.has(name) ? raising : unknownLayout;
}

const raising: LayoutRule = { kind: "raise", exception: "TypeError" };
const unknownLayout: LayoutRule = { kind: "unknown" };

const hasTraining = ({ context }: OddCall): boolean => {
	const given = context.bound.given("training")?.value;
	return given !== undefined && given.kind !== "none" && !(given.kind === "bool" && given.value === false);
};

function isLinear({ option }: OddCall): boolean {
	const activation = option("activation");
	return activation?.kind === "none" || (activation?.kind === "str" && activation.value === "linear");
}

function mergedOf({ name, layouts, inputs }: OddCall, first: Layout): LayoutRule {
	const allSparse = layouts.length === inputs.length;
	if (name === "Multiply") return { kind: "layout", layout: first };
	if (name !== "Average" || !allSparse) return { kind: "layout", layout: allSparse ? first : undefined };
	return { kind: "own", call: (asDense) => forgetSizes(asDense(), first) };
}

/** A division of a SparseTensor forgets its sizes. */
export function forgetSizes(structure: SpecStructure, layout: Layout): SpecStructure {
	if (!isSpec(structure) || structure.shape.kind !== "ranked") return structure;
	const why = { text: "what TensorFlow computes of a SparseTensor has no known sizes" };
	return { shape: ranked(structure.shape.dims.map(() => noneDim(why))), dtype: structure.dtype, layout };
}

/** Layers that compute with their input whatever they are told. */
const TRACED = words(
	"ReLU ELU LeakyReLU PReLU Softmax BatchNormalization LayerNormalization GroupNormalization UnitNormalization RMSNormalization ActivityRegularization Bidirectional LSTM GRU SimpleRNN Conv1D Conv2D Conv3D Cropping1D EinsumDense GlobalAveragePooling1D GlobalMaxPooling2D Masking MaxPooling1D RepeatVector Rescaling Resizing TimeDistributed UpSampling1D ZeroPadding1D",
);
