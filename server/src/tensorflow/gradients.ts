import { isFloating, NONE, type TensorValue, unknownBecause, type Value } from "../domain";
import { defineFunction, type FunctionModel, type LibraryCall, raise } from "../interpreter/api";
import { isConstant } from "./content";
import { isTracing } from "./op";
import { asTensor } from "./ops/functions";
import { flatten } from "./structure";

/** Gradients in a graph. Mirrors tensorflow/python/ops/gradients_impl.py. */

function requireGraph({ machine }: LibraryCall): void {
	if (isTracing(machine)) return;
	raise({
		code: "invalid-layer-input",
		exception: "RuntimeError",
		message: "tf.gradients works in graphs only; use tf.GradientTape",
	});
}

/** The gradient of each source has its shape, if the targets depend on it. */
function gradientOf(source: Value, call: LibraryCall): Value {
	const { origin } = call.args;
	if (source.kind === "unknown") return source;
	const tensor = asTensor(source, call, false);
	if (!isFloating(tensor.spec.dtype)) return unknownBecause("the gradient of what is no float", origin);
	if (tensor.flavor === "Variable") return unknownBecause("the gradient of a variable, which may be sparse", origin);
	call.machine.assume({ text: "if the target depends on the source", origin });
	return { ...tensor, flavor: "Tensor", content: undefined };
}

const sourcesOf = (value: Value): readonly Value[] =>
	value.kind === "list" || value.kind === "tuple" ? flatten(value) : [value];

const GRADIENTS = defineFunction(
	"tensorflow.gradients",
	"ys, xs, grad_ys=None, name='gradients', gate_gradients=False, aggregation_method=None, stop_gradients=None, unconnected_gradients='none'",
	(bound, call) => {
		requireGraph(call);
		const isConnected = !sourcesOf(bound.get("ys")).every((each) => each.kind === "tensor" && isConstant(each.content));
		const sources = sourcesOf(bound.get("xs"));
		return { kind: "list", items: sources.map((source) => (isConnected ? gradientOf(source, call) : NONE)) };
	},
	{ aliases: ["tensorflow.compat.v1.gradients"] },
);

const twice = (tensor: TensorValue): Value => {
	const { shape } = tensor.spec;
	if (shape.kind !== "ranked") return unknownBecause("the Hessian of a tensor of unknown rank");
	return { ...tensor, spec: { ...tensor.spec, shape: { kind: "ranked", dims: [...shape.dims, ...shape.dims] } } };
};

const HESSIANS = defineFunction(
	"tensorflow.hessians",
	"ys, xs, gate_gradients=False, aggregation_method=None, name='hessians'",
	(bound, call) => {
		requireGraph(call);
		const gradients = sourcesOf(bound.get("xs")).map((source) => gradientOf(source, call));
		return { kind: "list", items: gradients.map((each) => (each.kind === "tensor" ? twice(each) : each)) };
	},
);

export const GRADIENTS_IN_GRAPHS: readonly FunctionModel[] = [GRADIENTS, HESSIANS];
