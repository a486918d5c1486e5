import { float, isFullyDefined, type TensorValue, type Value } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { type BackendCall, backendFunction, tensorOf } from "./define";

const asVariable = (k: BackendCall, value: Value, dtype: Value): Value => k.tf("Variable", [value], { dtype });

const VARIABLE = backendFunction("variable", "value, dtype=None, name=None, constraint=None", (k) =>
	asVariable(k, k.get("value"), k.dtype("dtype")),
);

const CONSTANT = backendFunction("constant", "value, dtype=None, shape=None, name=None", (k) =>
	k.tf("constant", [k.get("value")], { dtype: k.dtype("dtype"), shape: k.get("shape") }),
);

/** Runs what Keras lifts out of the graph that is being made. */
function outside(k: BackendCall, run: () => Value): Value {
	const { machine } = k;
	const { inGraph } = machine;
	machine.inGraph = false;
	try {
		return run();
	} finally {
		machine.inGraph = inGraph;
	}
}

/** `zeros` and `ones` give a variable where the shape is known. They leave the graph that is being made. */
const filled = (name: "zeros" | "ones"): FunctionModel =>
	backendFunction(name, "shape, dtype=None, name=None", (k) => {
		const dtype = k.dtype("dtype");
		const value = tensorOf(outside(k, () => k.tf(name, [], { shape: k.get("shape"), dtype })));
		const { shape } = value.spec;
		if (shape.kind !== "ranked") return vague(shape.why);
		const isOfGraph = value.flavor === "Tensor" && value.eager === false;
		if (isOfGraph || (!isFullyDefined(shape) && k.machine.inGraph && value.flavor !== "KerasTensor"))
			k.fail(
				"the shape is computed in a graph, and not known outside of it",
				"shape",
				"undefined-dimension",
				"TypeError",
			);
		return isFullyDefined(shape) && !shape.dims.includes(0) ? asVariable(k, value, dtype) : value;
	});

const like = (name: string): FunctionModel =>
	backendFunction(name, "x, dtype=None, name=None", (k) => k.tf(name, [k.get("x")], { dtype: k.get("dtype") }));

const EYE = backendFunction("eye", "size, dtype=None, name=None", (k) => {
	const dtype = k.dtype("dtype");
	return asVariable(k, k.tf("eye", [k.get("size")], { dtype }), dtype);
});

/** Keras asks whether a single bound is negative, which only a real tensor can tell. */
function rejectSymbolicStart(k: BackendCall, start: TensorValue): void {
	const message = "arange asks whether its only bound is negative: a symbolic tensor has no truth value";
	if (start.flavor === "KerasTensor") k.fail(message, "start", "invalid-layer-argument", "TypeError");
	if (start.eager === false) k.fail(message, "start", "invalid-layer-argument", "OperatorNotAllowedInGraphError");
}

const ARANGE = backendFunction("arange", "start, stop=None, step=1, dtype='int32'", (k) => {
	const [start, stop, dtype] = [k.get("start"), k.get("stop"), k.get("dtype")];
	if (stop.kind === "none" && start.kind === "tensor") rejectSymbolicStart(k, start);
	const isBelow = stop.kind === "none" && start.kind === "int" && (start.value ?? 0) < 0;
	const result = k.tf("range", [isBelow ? { kind: "int", value: 0 } : start], { limit: stop, delta: k.get("step") });
	return dtype.kind === "str" && dtype.value === "int32" ? result : k.tf("cast", [result, dtype]);
});

const random = (name: string, first: string, second: string, low: number, high: number): FunctionModel =>
	backendFunction(
		name === "truncated_normal" ? name : `random_${name}`,
		`shape, ${first}=${low.toFixed(1)}, ${second}=${high.toFixed(1)}, dtype=None, seed=None`,
		(k) =>
			k.tf(`random.${name}`, [k.get("shape")], {
				[first]: k.get(first),
				[second]: k.get(second),
				dtype: k.dtype("dtype"),
			}),
	);

const bernoulli = (name: string): FunctionModel =>
	backendFunction(name, "shape, p=0.0, dtype=None, seed=None", (k) => {
		const [shape, dtype] = [k.get("shape"), k.dtype("dtype")];
		const drawn = k.compare("<=", k.tf("random.uniform", [shape], { dtype }), k.get("p"));
		return k.tf("where", [drawn, k.tf("ones", [shape], { dtype }), k.tf("zeros", [shape], { dtype })]);
	});

const randomVariable = (name: string, first: string, second: string): FunctionModel =>
	backendFunction(name, `shape, ${first}, ${second}, dtype=None, name=None, seed=None`, (k) => {
		const dtype = k.dtype("dtype");
		return asVariable(k, k.tf("fill", [k.get("shape"), float(0)]), dtype);
	});

export const CREATION: readonly FunctionModel[] = [
	VARIABLE,
	CONSTANT,
	filled("zeros"),
	filled("ones"),
	like("zeros_like"),
	like("ones_like"),
	EYE,
	ARANGE,
	random("normal", "mean", "stddev", 0, 1),
	random("uniform", "minval", "maxval", 0, 1),
	random("truncated_normal", "mean", "stddev", 0, 1),
	bernoulli("random_bernoulli"),
	{ ...bernoulli("random_binomial"), worlds: ["keras2"] },
	randomVariable("random_uniform_variable", "low", "high"),
	randomVariable("random_normal_variable", "mean", "scale"),
];
