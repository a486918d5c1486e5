import { type Dim, mergeDims, ranked, type TensorValue, type Value } from "../../domain";
import {
	defineFunction,
	type FunctionModel,
	type LibraryCall,
	type Machine,
	raise,
	syntheticArguments,
	vague,
} from "../../interpreter/api";
import { makeTensor } from "../convert";
import { readOptionalDType } from "../dtypes";
import { isTracing, symbolFacts, tensorsOf } from "../op";
import { mergeShapes } from "../shape-functions";
import { specClass } from "../spec-values";
import { flatten, pack, sameStructure } from "../structure";
import { asTensor, rejectArgument, run } from "./functions";

/** The first axis of what is mapped over, and one element of it. */
export function elementsOf(
	elems: Value,
	call: LibraryCall,
	eager: boolean,
): { readonly count: Dim; readonly element: Value } {
	const leaves = flatten(elems).map((leaf) => asTensor(leaf, call, eager));
	let count: Dim | undefined;
	const items = leaves.map(({ spec }) => {
		if (spec.shape.kind !== "ranked") return vague(spec.shape.why);
		const [first, ...rest] = spec.shape.dims;
		if (first === undefined) return rejectArgument("ValueError", "a scalar has no elements to map over", "elems");
		count = count === undefined ? first : (mergeDims(count, first) ?? vague("elements that do not pair"));
		return makeTensor(ranked(rest), spec.dtype, { world: call.world, eager });
	});
	return { count: count ?? vague("nothing to map over"), element: pack(elems, items) };
}

export const stacked = (count: Dim, result: Value, call: LibraryCall, eager: boolean): Value =>
	pack(
		result,
		flatten(result).map((leaf) => {
			const { spec } = asTensor(leaf.kind === "unknown" ? vague(leaf.why) : leaf, call, eager);
			if (spec.shape.kind !== "ranked") return vague("elements of unknown rank");
			return makeTensor(ranked([count, ...spec.shape.dims]), spec.dtype, { world: call.world, eager });
		}),
	);

/** What `fn_output_signature` says of each result. */
function applySignature(result: Value, signature: Value, elems: Value, call: LibraryCall, eager: boolean): Value {
	// Without a signature, results have the structure and dtypes of the elements.
	const wanted = signature.kind === "none" ? likeElements(elems, call, eager) : signature;
	if (flatten(wanted).some((leaf) => leaf.kind === "unknown" || leaf.kind === "instance"))
		return vague("a signature that is not followed");
	if (!sameStructure(result, wanted))
		return rejectArgument("ValueError", "tf.map_fn gives another structure than its signature", "fn_output_signature");
	const leaves = flatten(wanted);
	return pack(
		result,
		flatten(result).map((leaf, index) => {
			if (leaf.kind === "unknown") return vague(leaf.why);
			if (leaf.kind === "tensor" && leaf.spec.layout) return vague("a result that is no dense tensor");
			return constrain(asTensor(leaf, call, eager), leaves[index] as Value, eager);
		}),
	);
}

/** On values, results of another dtype are refused; a graph takes them for what the signature says. */
function constrain(leaf: TensorValue, wanted: Value, eager: boolean): TensorValue {
	if (wanted.kind === "typespec" && specClass(wanted) !== "TensorSpec") return vague("a signature that is not dense");
	const dtype = wanted.kind === "typespec" ? wanted.spec.dtype : (readOptionalDType(wanted) ?? vague("a signature"));
	if (eager && typeof dtype === "string" && typeof leaf.spec.dtype === "string" && dtype !== leaf.spec.dtype)
		rejectArgument("InvalidArgumentError", `tf.map_fn gives ${leaf.spec.dtype} where its signature says ${dtype}`);
	if (wanted.kind !== "typespec") return { ...leaf, spec: { ...leaf.spec, dtype }, content: undefined };
	const shape =
		mergeShapes(leaf.spec.shape, wanted.spec.shape) ??
		rejectArgument("ValueError", "tf.map_fn gives another shape than its signature", "fn_output_signature");
	return { ...leaf, spec: { ...leaf.spec, dtype, shape }, content: undefined };
}

const likeElements = (elems: Value, call: LibraryCall, eager: boolean): Value =>
	pack(
		elems,
		flatten(elems).map((leaf) => ({ kind: "dtype", dtype: asTensor(leaf, call, eager).spec.dtype }) as const),
	);

/** `tf.map_fn` and its like build a TypeSpec of their elements first: of a KerasTensor there is none. */
function rejectSymbolic(elems: Value, name: string, { args, world, machine }: LibraryCall): void {
	if (!tensorsOf(elems).some((tensor) => tensor.flavor === "KerasTensor")) return;
	raise({
		code: "keras-tensor-in-tf-function",
		exception: "TypeError",
		message: `tf.${name} cannot take a KerasTensor: no TypeSpec can be built of it; call it inside a layer`,
		facts: machine.inGraph
			? {}
			: { ...symbolFacts(args), function: `tf.${name}`, ops: world === "keras3", isFloat: true },
	});
}

/** `tf.map_fn` alone hands its function to AutoGraph, wherever it is called. */
function converted<T>(machine: Machine, body: () => T): T {
	const outer = machine.inPlainGraph;
	machine.inPlainGraph = false;
	try {
		return body();
	} finally {
		machine.inPlainGraph = outer;
	}
}

const MAP_FN = defineFunction(
	"tensorflow.map_fn",
	"fn, elems, dtype=None, parallel_iterations=None, back_prop=True, swap_memory=False, infer_shape=True, name=None, fn_output_signature=None",
	(bound, call) => {
		const elems = bound.get("elems");
		rejectSymbolic(elems, "map_fn", call);
		const eager = !isTracing(call.machine);
		const { count, element } = elementsOf(elems, call, eager);
		const given = bound.get("fn_output_signature");
		const signature = given.kind === "none" ? bound.get("dtype") : given;
		const result = converted(call.machine, () => run(bound.get("fn"), [element], call));
		return stacked(count, applySignature(result, signature, elems, call, eager), call, eager);
	},
);

const VECTORIZED_MAP = defineFunction(
	"tensorflow.vectorized_map",
	"fn, elems, fallback_to_while_loop=True, warn=True",
	(bound, call) => {
		const elems = bound.get("elems");
		if (tensorsOf(elems).some(({ flavor }) => flavor === "KerasTensor")) {
			raise({
				code: "keras-tensor-in-tf-function",
				exception: call.world === "keras2" ? "TypeError" : "ValueError",
				message: "tf.vectorized_map cannot take a KerasTensor; use it inside a layer's call",
				facts: call.machine.inGraph
					? {}
					: { ...symbolFacts(call.args), function: "tf.vectorized_map", ops: call.world === "keras3", isFloat: true },
			});
		}
		const { count, element } = elementsOf(elems, call, false);
		const { machine, args } = call;
		const inner = machine.inGraph;
		machine.inGraph = true;
		try {
			const result = machine.call(bound.get("fn"), syntheticArguments([element], args.origin));
			return stacked(count, result, call, !inner && machine.tracing === undefined);
		} finally {
			machine.inGraph = inner;
		}
	},
);

export const MAPS: readonly FunctionModel[] = [MAP_FN, VECTORIZED_MAP];
