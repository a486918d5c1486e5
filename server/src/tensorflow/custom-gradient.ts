import { library, type Value, type World } from "../domain";
import { defineFunction, type FunctionModel, type LibraryCall, raise, type UserCode, vague } from "../interpreter/api";
import { flatten } from "./structure";

const NAME = "tensorflow.custom_gradient";
const CALL = `${NAME}.decorated`;

/**
 * `tf.custom_gradient`: a function that gives `(result, grad_fn)` becomes one that gives the result. Mirrors
 * tensorflow/python/ops/custom_gradient.py.
 */
const CustomGradient: FunctionModel = defineFunction(NAME, "f=None", (bound, { world }) => {
	const func = bound.get("f");
	if (func.kind === "none") return library(NAME, world);
	// The decorator binds `self` where a partial does not.
	const isMethod = func.kind === "function" && (func.code as UserCode).owner !== undefined;
	if (isMethod || (func.kind !== "function" && func.kind !== "method"))
		return vague("a gradient of its own for a function that is not followed");
	return { kind: "partial", func: library(CALL, world), args: [func], keywords: [] };
});

const Decorated: FunctionModel = { kind: "function", name: CALL, call: (call) => run(call) };

/** In a graph the arguments become tensors first, and keywords raise: only plain tensors are followed. */
function run({ machine, args, world }: LibraryCall): Value {
	const [func, ...given] = args.positional;
	rejectSymbols(
		given.map(({ value }) => value),
		world,
	);
	const isFollowed = given.every(({ value }) => flatten(value).every(isPlain));
	if (!func || !isFollowed || args.open || args.keywords.length > 0)
		return vague("a function with a gradient of its own, of what is no tensor");
	const result = machine.call(func.value, { ...args, positional: given });
	const first = result.kind === "tuple" && result.items.length === 2 ? result.items[0] : undefined;
	if (!first || !flatten(first).every(isPlain)) return vague("what the function with a gradient of its own gives");
	return first;
}

/** The arguments become tensors before the function sees them. */
function rejectSymbols(values: readonly Value[], world: World): void {
	if (!values.flatMap(flatten).some((value) => value.kind === "tensor" && value.flavor === "KerasTensor")) return;
	raise({
		code: "keras-tensor-in-tf-function",
		exception: world === "keras2" ? "TypeError" : "ValueError",
		message: "a function with a gradient of its own cannot take a KerasTensor; call it inside a layer",
		facts: { function: "tf.custom_gradient" },
	});
}

const isPlain = (value: Value): boolean => value.kind === "tensor" && value.flavor === "Tensor";

/** `tf.recompute_grad(f)` and `tf.grad_pass_through(f)` compute what `f` does, and change its gradient only. */
const wrapping = (name: string): readonly FunctionModel[] => {
	const decorated = `tensorflow.${name}.decorated`;
	return [
		defineFunction(`tensorflow.${name}`, "f", (bound, { world }) => {
			const func = bound.get("f");
			if (func.kind !== "function" && func.kind !== "library") return vague("a function that is not followed");
			return { kind: "partial", func: library(decorated, world), args: [func], keywords: [] };
		}),
		{ kind: "function", name: decorated, call: runWrapped },
	];
};

function runWrapped({ machine, args, world }: LibraryCall): Value {
	const [func, ...given] = args.positional;
	rejectSymbols(
		given.map(({ value }) => value),
		world,
	);
	if (!func || args.open || !given.every(({ value }) => isPlain(value)))
		return vague("a function with a gradient of its own, of what is no tensor");
	return machine.call(func.value, { ...args, positional: given });
}

export const CUSTOM_GRADIENT: readonly FunctionModel[] = [
	CustomGradient,
	Decorated,
	...wrapping("recompute_grad"),
	...wrapping("grad_pass_through"),
];
