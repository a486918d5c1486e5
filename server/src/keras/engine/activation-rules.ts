import type { World } from "../../domain";
import { type ElementwiseRule, intsToFloat32 } from "./elementwise";

/** What Keras's activations do with dtypes and lists, as TensorFlow's operations do it. Recorded from real runs. */

const VALUE_ERROR = { graph: "ValueError", eager: "ValueError" };
const FLOAT: ElementwiseRule = { takes: "float", nested: "pack" };
const FLOAT_COMPLEX: ElementwiseRule = { takes: "float-complex", nested: "pack" };
const REAL: ElementwiseRule = { takes: "real", nested: "pack" };
const ATTRIBUTE: ElementwiseRule = { takes: "float", nested: "AttributeError", none: "AttributeError" };
const TYPE_ERROR = { graph: "TypeError", eager: "TypeError" };

/** Python's numbers become complex ones; only the comparison that follows takes none. */
const COMPLEX = { complex64: "InvalidArgumentError", complex128: "InvalidArgumentError" };

/** `x * sigmoid(beta * x)`, where beta is cast. */
const SWISH: ElementwiseRule = { ...FLOAT_COMPLEX, oddly: { string: "UnimplementedError" } };

export const RELU_RULE = REAL;
export const LEAKY_RULE: ElementwiseRule = { ...REAL, gives: intsToFloat32 };
export const FLOAT_RULE = FLOAT;

const COMMON: Readonly<Record<string, ElementwiseRule>> = {
	elu: FLOAT,
	exponential: FLOAT_COMPLEX,
	gelu: { ...FLOAT, rejects: VALUE_ERROR },
	hard_sigmoid: { ...ATTRIBUTE, rejects: TYPE_ERROR, oddly: COMPLEX },
	leaky_relu: LEAKY_RULE,
	linear: { takes: "any", nested: "keep" },
	log_softmax: ATTRIBUTE,
	mish: FLOAT,
	relu: REAL,
	relu6: REAL,
	selu: FLOAT,
	sigmoid: FLOAT_COMPLEX,
	silu: SWISH,
	softmax: ATTRIBUTE,
	softplus: FLOAT,
	softsign: FLOAT,
	swish: SWISH,
	tanh: FLOAT_COMPLEX,
	// TensorFlow's own take a tensor of one axis too.
	tf_softmax: FLOAT,
	tf_tanh: FLOAT_COMPLEX,
	tf_log_softmax: FLOAT,
};

const ANY_NUMBER: ElementwiseRule = { takes: "numeric", nested: "pack", gives: intsToFloat32 };

/** Python's numbers become tensors of the input's dtype first, which those of floats do not. */
const CONVERTED: ElementwiseRule = { ...FLOAT, rejects: TYPE_ERROR, oddly: COMPLEX };

/** Activations that only Keras 3 has. */
const RARE: Readonly<Record<string, ElementwiseRule>> = {
	celu: CONVERTED,
	glu: { ...FLOAT_COMPLEX, nested: "AttributeError", none: "AttributeError" },
	hard_shrink: { ...FLOAT_COMPLEX, oddly: { int32: "TypeError", int64: "TypeError" } },
	hard_silu: CONVERTED,
	hard_tanh: CONVERTED,
	log_sigmoid: FLOAT,
	soft_shrink: { ...CONVERTED, nested: "TypeError", none: "TypeError" },
	sparse_plus: {
		...CONVERTED,
		nested: "TypeError",
		none: "TypeError",
		oddly: { ...COMPLEX, uint8: "InvalidArgumentError" },
	},
	sparse_sigmoid: CONVERTED,
	sparsemax: FLOAT,
	squareplus: { ...FLOAT_COMPLEX, oddly: { string: "TypeError" } },
	tanh_shrink: FLOAT_COMPLEX,
	threshold: { takes: "none", nested: "TypeError", none: "TypeError", rejects: TYPE_ERROR },
};

export const ACTIVATION_RULES: Readonly<Record<World, Readonly<Record<string, ElementwiseRule>>>> = {
	keras2: { ...COMMON, ReLU: REAL, LeakyReLU: LEAKY_RULE, ELU: FLOAT, Softmax: ATTRIBUTE },
	keras3: {
		...COMMON,
		exponential: ANY_NUMBER,
		tanh: { ...ANY_NUMBER, rejects: VALUE_ERROR },
		hard_sigmoid: CONVERTED,
		...RARE,
	},
};

/** Activations that need a second axis, or an axis at all. */
export const isSoftmax = (name: string): boolean => /^(log_)?softmax$/i.test(name);
