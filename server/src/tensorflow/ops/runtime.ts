import { bool, int, list, NONE, ranked, type Shape } from "../../domain";
import { defineFunction, type FunctionModel, raise, vague } from "../../interpreter/api";
import { isConstant } from "../content";
import { defineOp, isTracing, type OpFailure } from "../op";
import { readShape } from "../shapes";
import { toTensorShape } from "../tensor-shape";
import { broadcast } from "./elementwise";

const nothing = (name: string): FunctionModel => defineFunction(`tensorflow.${name}`, "*args, **kwargs", () => NONE);

const rejectBroadcast = (failure: OpFailure): never => raise({ ...failure, exception: "ValueError" });

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
	defineFunction(
		"tensorflow.compat.dimension_value",
		"dimension",
		(bound) => {
			const value = bound.get("dimension");
			return value.kind === "int" || value.kind === "none" ? value : vague("a dimension that is not known");
		},
		{ aliases: ["tensorflow.compat.v1.dimension_value"] },
	),
	defineFunction("tensorflow.broadcast_static_shape", "shape_x, shape_y", (bound, { machine, args }) => {
		const [x, y] = ["shape_x", "shape_y"].map((name) => readShape(bound.get(name), machine, args.origin).shape);
		return toTensorShape(broadcast(x as Shape, y as Shape, rejectBroadcast, "the shapes"));
	}),
	defineOp("broadcast_dynamic_shape", "shape_x, shape_y", (args) => {
		const [x, y] = [args.sizes("shape_x"), args.sizes("shape_y")];
		if (!x || !y) return vague("shapes of unknown rank");
		const shape = broadcast(ranked(x), ranked(y), args.fail, "the shapes");
		if (shape.kind !== "ranked") return vague("shapes of unknown rank");
		const sizes = shape.dims.map((dim) => (typeof dim === "number" ? int(dim) : NONE));
		const isKnown = shape.dims.every((dim) => typeof dim === "number");
		const content = isKnown || !args.isGraph ? list(sizes) : list(sizes.map(() => NONE));
		return { shape: ranked([shape.dims.length]), dtype: "int32", content };
	}),
	defineFunction("tensorflow.get_static_value", "tensor, partial=False", (bound, { world }) => {
		const value = bound.get("tensor");
		if (value.kind !== "tensor") return value.kind === "unknown" ? value : NONE;
		if (value.flavor === "KerasTensor") return NONE;
		if (value.eager === false) return isConstant(value.content) ? vague("what TensorFlow's Python knows") : NONE;
		return { kind: "tensor", flavor: "ndarray", spec: value.spec, world, content: value.content };
	}),
];
