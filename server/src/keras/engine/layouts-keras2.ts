import { type Dim, isStatic, type Layout, noneDim, ranked, SPARSE, type Spec, type Value } from "../../domain";
import { vague } from "../../interpreter/api";
import type { LayoutRule, OddCall } from "./layout-rule";
import { forgetSizes } from "./layouts-keras3";
import { isSpec, type SpecStructure } from "./structure";

/**
 * Keras 2 traces layers on SparseTensors and RaggedTensors, which TensorFlow's functions take or do not. Mirrors what
 * each layer of 2.15 calls.
 */

const words = (text: string): readonly string[] => text.split(" ");
const table = (rows: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
	new Map(Object.entries(rows).flatMap(([what, names]) => words(names).map((name) => [name, what] as const)));

const raising = (exception: string): LayoutRule => ({ kind: "raise", exception });
const inLayout = (layout: Layout | undefined): LayoutRule => ({ kind: "layout", layout });

/** Layers that do nothing outside of training. */
const IDLE =
	"Dropout AlphaDropout GaussianDropout GaussianNoise SpatialDropout1D SpatialDropout2D SpatialDropout3D Identity Wrapper";

export function keras2Rule(odd: OddCall): LayoutRule {
	if (odd.context.mode === "eager") return { kind: "unknown" };
	const special = SPECIAL.get(odd.name);
	if (special) return special(odd);
	const kinds = new Set(odd.layouts.map(({ kind }) => kind));
	if (kinds.has("sparse")) return sparseRule(odd);
	const what = RAGGED.get(odd.name);
	if (what === undefined) return { kind: "unknown" };
	if (what === "keep") return inLayout(raggedOf(odd));
	return what === "dense" ? inLayout(undefined) : raising(what);
}

const IDLE_ON_SPARSE = new Set(words(IDLE));

/** No function takes a SparseTensor for a tensor. */
const sparseRule = ({ name }: OddCall): LayoutRule =>
	IDLE_ON_SPARSE.has(name) ? inLayout(SPARSE) : raising("TypeError");

/** The layout of what has one row for each row of the inputs. */
function raggedOf({ layouts }: OddCall): Layout {
	const ranks = layouts.map(({ raggedRank }) => raggedRank);
	return { kind: "ragged", raggedRank: ranks.every((rank) => rank === ranks[0]) ? ranks[0] : undefined };
}

/** What layers do with a RaggedTensor: `keep` its rows, make it `dense`, or raise. */
const RAGGED = table({
	keep: `${IDLE} ReLU LeakyReLU ELU ThresholdedReLU Softmax Activation Masking Rescaling LayerNormalization TimeDistributed Cropping1D Cropping2D Cropping3D RandomBrightness`,
	dense: "Reshape GlobalAveragePooling2D GlobalAveragePooling3D GlobalMaxPooling2D GlobalMaxPooling3D",
	TypeError:
		"AveragePooling1D AveragePooling2D AveragePooling3D MaxPooling1D MaxPooling2D MaxPooling3D Conv1D Conv2D Conv3D DepthwiseConv1D DepthwiseConv2D SeparableConv1D SeparableConv2D ZeroPadding1D ZeroPadding2D ZeroPadding3D UnitNormalization Normalization Permute EinsumDense UpSampling3D RandomContrast RandomFlip ConvLSTM1D ConvLSTM2D",
	ValueError:
		"Conv1DTranspose Conv2DTranspose Conv3DTranspose Dot GroupNormalization UpSampling2D CenterCrop RandomCrop RandomHeight RandomRotation RandomTranslation RandomWidth RandomZoom",
	AttributeError: "BatchNormalization",
});

type Special = (odd: OddCall) => LayoutRule;

const isTrue = (value: Value | undefined): boolean => value?.kind === "bool" && value.value === true;
const isText = (value: Value | undefined, text: string): boolean => value?.kind === "str" && value.value === text;
const isSparse = ({ layouts }: OddCall): boolean => layouts.some(({ kind }) => kind === "sparse");
const isMixed = (odd: OddCall): boolean => isSparse(odd) && odd.layouts.some(({ kind }) => kind === "ragged");

function rankOf({ shape }: Spec): number {
	return shape.kind === "ranked" ? shape.dims.length : vague("the rank is not known");
}

const reshaped = (structure: SpecStructure, change: (dims: readonly Dim[]) => readonly Dim[], layout?: Layout) =>
	isSpec(structure) && structure.shape.kind === "ranked"
		? { shape: ranked(change(structure.shape.dims)), dtype: structure.dtype, layout }
		: structure;

const open = noneDim({ text: "TensorFlow does not know the size of what is sparse or ragged" });

/** `embedding_lookup_sparse`, for rank 2; `tensordot` takes no SparseTensor. */
const dense: Special = (odd) => {
	if (!isSparse(odd)) return inLayout(raggedOf(odd));
	if (rankOf(odd.inputs[0] as Spec) !== 2) return raising("TypeError");
	return { kind: "own", call: (run) => reshaped(run(), ([, units]) => [open, units as Dim]) };
};

const embedding: Special = (odd) => {
	if (!isSparse(odd)) return inLayout(raggedOf(odd));
	if (isTrue(odd.option("mask_zero"))) return raising("TypeError");
	return {
		kind: "own",
		call: (run) => reshaped(run(), (dims) => dims.map((dim, axis) => (axis < dims.length - 1 ? open : dim))),
	};
};

const activation: Special = (odd) => {
	const keeps = isText(odd.option("activation"), "linear") || odd.option("activation")?.kind === "none";
	if (isSparse(odd)) return keeps ? inLayout(SPARSE) : raising("TypeError");
	return odd.option("activation")?.kind === "str" ? inLayout(raggedOf(odd)) : { kind: "unknown" };
};

/** A penalty is computed of the output. */
const activity: Special = (odd) => {
	const none = ["l1", "l2"].every((name) => {
		const value = odd.option(name);
		return (value?.kind === "float" || value?.kind === "int") && value.value === 0;
	});
	return none ? inLayout(isSparse(odd) ? SPARSE : raggedOf(odd)) : raising("TypeError");
};

/** `sparse_dense_cwise_mul`: one SparseTensor with tensors. */
const multiply: Special = (odd) => {
	if (isMixed(odd) || odd.inputs.length !== 2)
		return odd.layouts.length > 1 && !isMixed(odd) ? raising("TypeError") : { kind: "unknown" };
	return odd.layouts.length === 2 ? raising("TypeError") : { kind: "own", call: (run) => forgetSizes(run(), SPARSE) };
};

/** A RaggedTensor forgets the sizes of its ragged axes; a SparseTensor among tensors is made dense. */
const concatenate: Special = (odd) => {
	if (isMixed(odd)) return { kind: "unknown" };
	const axis = odd.option("axis");
	if (axis?.kind !== "int" || axis.value === undefined) return { kind: "unknown" };
	const at = axis.value;
	if (!isSparse(odd)) return { kind: "own", call: (run) => concatenated(run(), raggedOf(odd)) };
	if (odd.layouts.length === odd.inputs.length) return inLayout(SPARSE);
	return {
		kind: "own",
		call: (run) =>
			reshaped(run(), (dims) => dims.map((dim, i) => (i === (at + dims.length) % dims.length ? open : dim))),
	};
};

const concatenated = (structure: SpecStructure, layout: Layout): SpecStructure => {
	const rank = layout.raggedRank ?? vague("the ragged rank is not known");
	return reshaped(structure, (dims) => dims.map((dim, axis) => (axis > 0 && axis <= rank ? open : dim)), layout);
};

const flatten: Special = (odd) => {
	if (isSparse(odd)) return raising("TypeError");
	return isText(odd.option("data_format"), "channels_first")
		? raising("TypeError")
		: { kind: "own", call: (run) => reshaped(run(), ([batch]) => [batch as Dim, open]) };
};

/** A layer runs over the rows as a sequence with a mask; what has one output for each step is ragged again. */
const recurrent: Special = (odd) => {
	if (isSparse(odd)) return raising("TypeError");
	if (isTrue(odd.option("unroll"))) return raising("ValueError");
	const flag = odd.option("return_sequences");
	if (flag?.kind !== "bool" || flag.value === undefined) return { kind: "unknown" };
	return inLayout(flag.value ? raggedOf(odd) : undefined);
};

const bidirectional: Special = (odd) => {
	if (isSparse(odd)) return raising("TypeError");
	const inner = odd.option("layer");
	const flag = inner?.kind === "instance" ? odd.inner(inner, "return_sequences") : undefined;
	if (flag?.kind !== "bool" || flag.value === undefined) return { kind: "unknown" };
	return inLayout(flag.value ? raggedOf(odd) : undefined);
};

/** The mean or maximum over an axis is ragged when an axis after it is. */
const pooling1d: Special = (odd) => {
	if (isSparse(odd)) return raising("TypeError");
	const { raggedRank } = raggedOf(odd);
	if (raggedRank === undefined) return { kind: "unknown" };
	const over = isText(odd.option("data_format"), "channels_first") ? 2 : 1;
	return inLayout(raggedRank > over || over === 2 ? { kind: "ragged", raggedRank: 1 } : undefined);
};

const upSampling1d: Special = (odd) => {
	if (isSparse(odd)) return raising("TypeError");
	const shape = odd.inputs[0]?.shape;
	const steps = shape?.kind === "ranked" ? shape.dims[1] : undefined;
	if (steps === undefined || !isStatic(steps)) return raising("TypeError");
	return { kind: "own", call: (run) => reshaped(run(), (dims) => dims.map(() => open), raggedOf(odd)) };
};

/** Query, key and value as one call: what comes out has the rows of the query. */
const attention: Special = (odd) => {
	if (isSparse(odd)) return raising("TypeError");
	return odd.name === "MultiHeadAttention" ? inLayout(odd.inputs[0]?.layout) : inLayout(raggedOf(odd));
};

/** The shorter side is cut by sizes that are read from the tensor, of which rows of one ragged axis have none. */
const resizing: Special = (odd) => {
	if (isSparse(odd)) return raising("TypeError");
	const crops = odd.option("crop_to_aspect_ratio");
	if (crops?.kind !== "bool" || crops.value === undefined) return { kind: "unknown" };
	const { raggedRank } = raggedOf(odd);
	return crops.value && raggedRank === 1 ? raising("AttributeError") : inLayout(undefined);
};

/** Rows of different ragged ranks know no size in common but the batch's. */
const merge: Special = (odd) => {
	if (isSparse(odd)) return odd.name === "Multiply" ? multiply(odd) : raising("TypeError");
	const ranks = new Set(odd.inputs.map(rankOf));
	if (ranks.size === 1) return inLayout(raggedOf(odd));
	return {
		kind: "own",
		call: (run) => reshaped(run(), (dims) => dims.map((dim, axis) => (axis > 0 ? open : dim)), { kind: "ragged" }),
	};
};

const repeatVector: Special = (odd) => {
	if (isSparse(odd)) return raising("TypeError");
	return {
		kind: "own",
		call: (run) => reshaped(run(), (dims) => dims.map((dim, axis) => (axis > 0 ? open : dim)), { kind: "ragged" }),
	};
};

const SPECIAL: ReadonlyMap<string, Special> = new Map<string, Special>([
	["Dense", dense],
	["Embedding", embedding],
	["Activation", activation],
	["ActivityRegularization", activity],
	...["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"].map((name) => [name, merge] as const),
	["RepeatVector", repeatVector],
	["Resizing", resizing],
	["Concatenate", concatenate],
	["Flatten", flatten],
	...["LSTM", "GRU", "SimpleRNN", "RNN"].map((name) => [name, recurrent] as const),
	["Bidirectional", bidirectional],
	["GlobalAveragePooling1D", pooling1d],
	["GlobalMaxPooling1D", pooling1d],
	["UpSampling1D", upSampling1d],
	...["Attention", "AdditiveAttention", "MultiHeadAttention"].map((name) => [name, attention] as const),
	...[
		"CategoryEncoding",
		"Discretization",
		"Hashing",
		"HashedCrossing",
		"IntegerLookup",
		"StringLookup",
		"TextVectorization",
	].map((name) => [name, (): LayoutRule => ({ kind: "itself" })] as const),
]);
