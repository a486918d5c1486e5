import type { World } from "../../domain";
import { type ElementwiseRule, intsToFloat32 } from "./elementwise";

/** What Keras's activations do with dtypes and lists, as TensorFlow's operations do it. Recorded from real runs. */

const VALUE_ERROR = { graph: "ValueError", eager: "ValueError" };
const FLOAT: ElementwiseRule = { takes: "float", nested: "pack" };
const FLOAT_COMPLEX: ElementwiseRule = { takes: "float-complex", nested: "pack" };
const REAL: ElementwiseRule = { takes: "real", nested: "pack" };
const ATTRIBUTE: ElementwiseRule = { takes: "float", nested: "AttributeError", none: "AttributeError" };
const TYPE_ERROR = { graph: "TypeError", eager: "TypeError" };

export const RELU_RULE = REAL;
export const LEAKY_RULE: ElementwiseRule = { ...REAL, gives: intsToFloat32 };
export const FLOAT_RULE = FLOAT;

const COMMON: Readonly<Record<string, ElementwiseRule>> = {
	elu: FLOAT,
	exponential: FLOAT_COMPLEX,
	gelu: { ...FLOAT, rejects: VALUE_ERROR },
	hard_sigmoid: { ...ATTRIBUTE, rejects: TYPE_ERROR },
	leaky_relu: LEAKY_RULE,
	linear: { takes: "any", nested: "keep" },
	log_softmax: ATTRIBUTE,
	mish: FLOAT,
	relu: REAL,
	relu6: REAL,
	selu: FLOAT,
	sigmoid: FLOAT_COMPLEX,
	silu: FLOAT_COMPLEX,
	softmax: ATTRIBUTE,
	softplus: FLOAT,
	softsign: FLOAT,
	swish: FLOAT_COMPLEX,
	tanh: FLOAT_COMPLEX,
	// TensorFlow's own take a tensor of one axis too.
	tf_softmax: FLOAT,
	tf_tanh: FLOAT_COMPLEX,
	tf_log_softmax: FLOAT,
};

const ANY_NUMBER: ElementwiseRule = { takes: "any", nested: "pack", gives: intsToFloat32 };

export const ACTIVATION_RULES: Readonly<Record<World, Readonly<Record<string, ElementwiseRule>>>> = {
	keras2: { ...COMMON, ReLU: REAL, LeakyReLU: LEAKY_RULE, ELU: FLOAT, Softmax: ATTRIBUTE },
	keras3: {
		...COMMON,
		exponential: ANY_NUMBER,
		tanh: ANY_NUMBER,
		hard_sigmoid: { ...FLOAT, rejects: TYPE_ERROR },
	},
};

/** Activations that need a second axis, or an axis at all. */
export const isSoftmax = (name: string): boolean => /^(log_)?softmax$/i.test(name);
