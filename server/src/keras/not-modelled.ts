import type { World } from "../domain";

const words = (text: string): readonly string[] => text.split(" ");

interface Gap {
	readonly module: string;
	readonly names: readonly string[];
	/** Worlds whose name is meant; both when absent. */
	readonly worlds?: readonly World[];
	readonly why: string;
}

/** The public names of Keras's modules for layers, models and ops of which nothing is said, and why. */
export const NOT_MODELLED: readonly Gap[] = [
	{
		module: "keras.layers",
		names: words("deserialize serialize"),
		why: "the config of a layer is not followed out of the program and back",
	},
	{
		module: "keras.models",
		names: words("load_model save_model"),
		why: "what a file holds is not read",
	},
	{
		module: "keras.models",
		names: words("model_from_json"),
		why: "the text of a model's config is not followed",
	},
	{
		module: "keras.models",
		names: words("model_from_config model_from_yaml"),
		worlds: ["keras2"],
		why: "the text of a model's config is not followed",
	},
	{
		module: "keras",
		names: words("Initializer Loss Metric Optimizer Quantizer Regularizer"),
		worlds: ["keras3"],
		why: "an object of this class has no part in shapes",
	},
	{
		module: "keras",
		names: words("Function Operation"),
		worlds: ["keras3"],
		why: "a graph below the layers is not followed",
	},
	{
		module: "keras",
		names: words("RematScope StatelessScope SymbolicScope device name_scope remat"),
		worlds: ["keras3"],
		why: "what it changes in the calls inside it is not followed",
	},
	{
		module: "keras",
		names: words("version"),
		worlds: ["keras3"],
		why: "only keras.__version__ is known",
	},
	{
		module: "keras.ops",
		names: words("jvp vectorize"),
		worlds: ["keras3"],
		why: "it calls a function on parts of its arguments",
	},
];

/** Why nothing is said of a public name; absent when it is not one of those. */
export function whyNotModelled(name: string, world: World): string | undefined {
	const dot = name.lastIndexOf(".");
	const gap = NOT_MODELLED.find(
		({ module, names, worlds }) =>
			module === name.slice(0, dot) && names.includes(name.slice(dot + 1)) && (worlds?.includes(world) ?? true),
	);
	return gap?.why;
}
