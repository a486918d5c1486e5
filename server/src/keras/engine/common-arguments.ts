import { type Dim, unknownDim, type Value } from "../../domain";
import { vague } from "../../interpreter/api";
import type { LayerArguments } from "./layer-definition";

/** Keras's built-in activation names, as `keras.activations.get` takes them. */
const ACTIVATIONS: Readonly<Record<"both" | "keras2" | "keras3", readonly string[]>> = {
	both: [
		"elu",
		"exponential",
		"gelu",
		"hard_sigmoid",
		"leaky_relu",
		"linear",
		"mish",
		"relu",
		"relu6",
		"selu",
		"sigmoid",
		"silu",
		"softmax",
		"softplus",
		"softsign",
		"swish",
		"tanh",
	],
	keras2: ["log_softmax", "serialize"],
	keras3: [
		"celu",
		"glu",
		"hard_shrink",
		"hard_silu",
		"hard_swish",
		"hard_tanh",
		"log_sigmoid",
		"log_softmax",
		"soft_shrink",
		"sparse_plus",
		"sparse_sigmoid",
		"sparsemax",
		"squareplus",
		"tanh_shrink",
		"threshold",
	],
};

/** Checks an activation argument: a known name, None, or something callable. */
export function checkActivation(args: LayerArguments, name: string): void {
	const value = args.get(name);
	if (value.kind !== "str" || value.value === undefined) return;
	if (ACTIVATIONS.both.includes(value.value) || ACTIVATIONS[args.world].includes(value.value)) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `${value.value} is not an activation that Keras knows`,
		argument: name,
	});
}

const INITIALIZERS: readonly string[] = [
	"zeros",
	"ones",
	"constant",
	"random_uniform",
	"random_normal",
	"truncated_normal",
	"identity",
	"orthogonal",
	"variance_scaling",
	"glorot_uniform",
	"glorot_normal",
	"lecun_normal",
	"lecun_uniform",
	"he_normal",
	"he_uniform",
];

/** Checks an initializer argument by name; class names (`HeNormal`) and `snake_case` are both Keras's. */
export function checkInitializer(args: LayerArguments, name: string): void {
	const value = args.get(name);
	if (value.kind !== "str" || value.value === undefined) return;
	const snake = value.value.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
	const short = ["zero", "one", "normal", "uniform", "identity_initializer"].includes(snake);
	if (INITIALIZERS.includes(snake) || short) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `${value.value} is not an initializer that Keras knows`,
		argument: name,
	});
}

/** A positive int such as `units` or `filters`; `?` when it is an int that is not known. */
export function readUnits(args: LayerArguments, name: string): Dim {
	const value: Value = args.get(name);
	if (value.kind === "unknown") return unknownDim(value.why);
	if (value.kind === "int") {
		if (value.value === undefined) return unknownDim(value.why ?? { text: `${name} is not known` });
		if (value.value > 0) return value.value;
		args.fail({
			code: "invalid-layer-argument",
			message: `${name} must be a positive integer, found ${value.value}`,
			argument: name,
		});
	}
	return vague(`${name} is not an int`);
}
