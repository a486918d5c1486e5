import { type DType, type TensorValue, unknownRank, type Value } from "../../domain";
import { type FunctionModel, type Machine, Raised, raise, syntheticArguments, vague } from "../../interpreter/api";
import { convert, type Operand } from "../convert";
import { readDType } from "../dtypes";
import { defineOp, type OpArguments, type OpResult } from "../op";

/**
 * `tf.py_function` and `tf.numpy_function`: Python code in a graph, of which TensorFlow knows the dtypes that it is told,
 * and no shape. On values the code runs. Mirrors tensorflow/python/ops/script_ops.py.
 */
const pythonFunction = (name: string): FunctionModel =>
	defineOp(name, "func=None, inp=None, Tout=None, name=None, stateful=True", (args): OpResult => {
		const types = args.get("Tout");
		if (types.kind === "none") rejectTout(`tf.${name} needs Tout`);
		const isNumpy = name === "numpy_function";
		const isRun = !args.isGraph || args.machine.tracing?.isRun === true;
		return isRun ? runs(args, types, isNumpy) : traced(args, types, isNumpy);
	});

const rejectTout = (message: string): never =>
	raise({ code: "invalid-layer-argument", exception: "TypeError", message, argument: "Tout" });

function dtypeOf(value: Value, isNumpy: boolean): DType {
	if (value.kind === "typespec")
		return isNumpy ? rejectTout("tf.numpy_function takes dtypes, found a TypeSpec") : specDType(value);
	return readDType(value);
}

const specDType = ({ spec, type }: Extract<Value, { kind: "typespec" }>): DType =>
	type === undefined || type === "TensorSpec" ? spec.dtype : vague("a composite tensor that Python code gives");

/** One dtype, or several in a list; absent when they are not known. */
const itemsOf = (types: Value): readonly Value[] | undefined =>
	types.kind === "list" || types.kind === "tuple" ? (types.items ?? vague("dtypes that are not known")) : undefined;

function traced(args: OpArguments, types: Value, isNumpy: boolean): OpResult {
	const shape = unknownRank({ text: "Python code does not say what shape it gives", origin: args.origin });
	const items = itemsOf(types);
	if (!items) return { shape, dtype: dtypeOf(types, isNumpy) };
	if (items.length === 0) return vague("an operation that gives nothing");
	return { kind: "list", items: items.map((each) => ({ shape, dtype: dtypeOf(each, isNumpy) })) };
}

function runs(args: OpArguments, types: Value, isNumpy: boolean): OpResult {
	const { machine, origin } = args;
	const inputs = args.tensors("inp").map(({ shape, dtype, content }): TensorValue => {
		const flavor = isNumpy ? "ndarray" : "Tensor";
		return { kind: "tensor", flavor, spec: { shape, dtype }, world: args.world, eager: true, content };
	});
	const run = (): Value => machine.call(args.get("func"), syntheticArguments(inputs, origin));
	const result = machine.trap(() => outOfGraph(machine, run));
	if (result instanceof Raised) return vague("Python code that raises");
	const items = itemsOf(types);
	if (!items) return output(result, types, isNumpy);
	const results = (result.kind === "list" || result.kind === "tuple" ? result.items : [result]) ?? [];
	if (results.length !== items.length) return vague("Python code that gives another number of results");
	return { kind: "list", items: results.map((each, index) => output(each, items[index] as Value, isNumpy)) };
}

/** A tensor keeps its dtype, and `Tout` has to be that; arrays are not compared with it. */
function output(result: Value, type: Value, isNumpy: boolean): Operand {
	if (result.kind === "unknown") return vague(result.why);
	const wanted = dtypeOf(type, isNumpy);
	const { shape, dtype, adapts } = convert(result);
	if (adapts === true)
		return isNumpy ? { shape, dtype: result.kind === "tensor" ? dtype : wanted } : { shape, dtype: wanted };
	return dtype === wanted ? { shape, dtype } : vague("Python code that gives another dtype than Tout says");
}

function outOfGraph<T>(machine: Machine, run: () => T): T {
	const { tracing, inGraph, inPlainGraph } = machine;
	try {
		Object.assign(machine, { tracing: undefined, inGraph: false, inPlainGraph: false });
		return run();
	} finally {
		Object.assign(machine, { tracing, inGraph, inPlainGraph });
	}
}

export const PYTHON_FUNCTIONS: readonly FunctionModel[] = [
	pythonFunction("py_function"),
	pythonFunction("numpy_function"),
];
