import type { World } from "../../domain";

/**
 * The strings that `keras.<kind>.get` takes, as data. Mirrors keras/src/{activations,initializers,regularizers,
 * constraints}: Keras 3 keeps tables of names; Keras 2 looks names up in its modules, hence its longer lists.
 */
export type IdentifierKind = "activation" | "initializer" | "regularizer" | "constraint";

type Names = Readonly<Record<World, ReadonlySet<string>>>;

const words = (text: string): readonly string[] => text.split(" ");

const ACTIVATIONS = words(
	"elu exponential gelu hard_sigmoid leaky_relu linear log_softmax mish relu relu6 selu sigmoid silu softmax softplus softsign swish tanh",
);

/** Keras 2 also takes its activation layers, by class name. */
export const ACTIVATION_LAYERS = words("LeakyReLU PReLU ReLU Softmax ELU ThresholdedReLU");

const INITIALIZERS = words(
	"Identity identity Ones ones Orthogonal orthogonal Zeros zeros GlorotNormal GlorotUniform HeNormal HeUniform LecunNormal LecunUniform RandomNormal RandomUniform TruncatedNormal VarianceScaling glorot_normal glorot_uniform he_normal he_uniform lecun_normal lecun_uniform random_normal random_uniform truncated_normal variance_scaling normal one uniform zero",
);

const V2 = words(
	"Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity LecunNormal LecunUniform Ones Orthogonal RandomNormal RandomUniform TruncatedNormal VarianceScaling Zeros glorot_normal glorot_uniform he_normal he_uniform lecun_normal lecun_uniform",
).map((name) => `${name}V2`);

const REGULARIZERS = words(
	"L1 L1L2 L2 OrthogonalRegularizer Regularizer l1 l1l2 l2 orthogonal_regularizer regularizer",
);

const CONSTRAINTS = words("Constraint MaxNorm MinMaxNorm NonNeg UnitNorm max_norm min_max_norm non_neg unit_norm");

export const IDENTIFIERS: Readonly<Record<IdentifierKind, Names>> = {
	activation: {
		keras2: new Set([...ACTIVATIONS, ...ACTIVATION_LAYERS.slice(0, 4)]),
		keras3: new Set([
			...ACTIVATIONS,
			...words(
				"celu glu hard_shrink hard_silu hard_swish hard_tanh log_sigmoid soft_shrink sparse_plus sparse_sigmoid sparsemax squareplus tanh_shrink threshold",
			),
		]),
	},
	initializer: {
		keras2: new Set([...INITIALIZERS, ...V2, "Constant", "constant"]),
		keras3: new Set([...INITIALIZERS, "IdentityInitializer", "OrthogonalInitializer"]),
	},
	regularizer: {
		keras2: new Set([...REGULARIZERS, "l1_l2"]),
		keras3: new Set(REGULARIZERS),
	},
	constraint: {
		keras2: new Set([...CONSTRAINTS, ...words("RadialConstraint radial_constraint maxnorm nonneg unitnorm")]),
		keras3: new Set([...CONSTRAINTS, "constraint"]),
	},
};

/** Names that Keras finds and then fails on, with the exception that results. */
export const TRAPS: Readonly<Record<IdentifierKind, Readonly<Record<World, Readonly<Record<string, string>>>>>> = {
	activation: { keras2: { keras_export: "AttributeError" }, keras3: {} },
	initializer: {
		keras2: {},
		keras3: { Constant: "KeyError", constant: "KeyError" },
	},
	regularizer: { keras2: {}, keras3: {} },
	constraint: { keras2: {}, keras3: {} },
};

/** The rank that an initializer demands of the weight, by any of its names. */
export const INITIALIZER_RANKS: Readonly<Record<string, { readonly rank?: number; readonly minRank?: number }>> = {
	identity: { rank: 2 },
	Identity: { rank: 2 },
	IdentityV2: { rank: 2 },
	IdentityInitializer: { rank: 2 },
	orthogonal: { minRank: 2 },
	Orthogonal: { minRank: 2 },
	OrthogonalV2: { minRank: 2 },
	OrthogonalInitializer: { minRank: 2 },
};
