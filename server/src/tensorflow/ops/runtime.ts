import { bool, NONE } from "../../domain";
import { defineFunction, type FunctionModel, vague } from "../../interpreter/api";
import { isConstant } from "../content";
import { isTracing } from "../op";

const nothing = (name: string): FunctionModel => defineFunction(`tensorflow.${name}`, "*args, **kwargs", () => NONE);

/** What asks about the running program, or does something that no shape shows. */
export const RUNTIME: readonly FunctionModel[] = [
	defineFunction(
		"tensorflow.executing_eagerly",
		"",
		(_bound, { machine }) => (isTracing(machine) ? bool(false) : bool(true)),
		{ aliases: ["tensorflow.compat.v1.executing_eagerly"] },
	),
	defineFunction("tensorflow.inside_function", "", (_bound, { machine }) => bool(isTracing(machine))),
	nothing("random.set_seed"),
	nothing("compat.v1.set_random_seed"),
	nothing("config.run_functions_eagerly"),
	defineFunction("tensorflow.no_op", "name=None", (_bound, { machine }) =>
		isTracing(machine) ? vague("an operation") : NONE,
	),
	defineFunction("tensorflow.group", "*args, **kwargs", (_bound, { machine }) =>
		isTracing(machine) ? vague("an operation") : NONE,
	),
	defineFunction("tensorflow.get_static_value", "tensor, partial=False", (bound, { world }) => {
		const value = bound.get("tensor");
		if (value.kind !== "tensor") return value.kind === "unknown" ? value : NONE;
		// TensorFlow takes what is no tensor of its own for the value itself.
		if (value.flavor === "KerasTensor") return world === "keras3" ? value : NONE;
		if (value.eager === false) return isConstant(value.content) ? vague("what TensorFlow's Python knows") : NONE;
		return { kind: "tensor", flavor: "ndarray", spec: value.spec, world, content: value.content };
	}),
];
