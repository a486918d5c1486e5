import type { Value } from "../../domain";
import { type Bound, type LibraryCall, type MethodModel, raise, vague } from "../../interpreter/api";
import { isScalarOf, method } from "./arguments";
import { callOn, elementOfResult } from "./call-function";
import { type DatasetState, datasetState, derive, withoutOrder } from "./dataset";
import { elementLeaves, isSpecOf } from "./element";
import { uncountedOf } from "./order";

/** Functions that are mapped over the elements. Mirrors map_op.py, flat_map_op.py, interleave_op.py, filter_op.py of data/ops. */

const MAP =
	"map_func, num_parallel_calls=None, deterministic=None, synchronous=None, use_unbounded_threadpool=None, name=None";
const MAP_OF_KERAS_2 = "map_func, num_parallel_calls=None, deterministic=None, name=None";
const INTERLEAVE =
	"map_func, cycle_length=None, block_length=None, num_parallel_calls=None, deterministic=None, name=None";

const reject = (exception: string, message: string): never =>
	raise({ code: "invalid-layer-argument", exception, message });

function map(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const func = args.get("map_func");
	if (func.kind === "int" || func.kind === "float" || func.kind === "str" || func.kind === "none")
		reject("ValueError", `map() takes a function, found a value of type ${func.kind}`);
	const result = callOn(func, state.element, call);
	const element = elementOfResult(result, call);
	rejectEmpty(element);
	return derive(state, { element }, call);
}

/** A dataset has no elements without a tensor in them. */
function rejectEmpty(element: Value): void {
	const leaves = elementLeaves(element);
	if (leaves.every((leaf) => isSpecOf(leaf, "NoneTensorSpec")))
		reject("InvalidArgumentError", "the function returns no tensor, of which an element could be made");
}

/** The dataset that a function returns for each element. */
function innerDataset(name: string, args: Bound, state: DatasetState, call: LibraryCall): DatasetState {
	const result = callOn(args.get("map_func"), state.element, call);
	const inner = datasetState(result);
	if (inner) return inner;
	if (result.kind === "unknown" || result.kind === "instance") return vague("a dataset that is not followed");
	const isTensor = result.kind !== "tuple" && result.kind !== "list" && result.kind !== "dict" && name === "interleave";
	return reject(
		isTensor ? "AttributeError" : "TypeError",
		`the function of ${name}() returns a dataset, not a ${result.kind}`,
	);
}

const flattened =
	(name: string): ((state: DatasetState, args: Bound, call: LibraryCall) => Value) =>
	(state, args, call) => {
		const inner = innerDataset(name, args, state, call);
		return derive(
			state,
			{ element: inner.element, cardinality: flatCount(state), sizes: withoutOrder(inner.sizes) },
			call,
		);
	};

const flatCount = uncountedOf;

/** What a predicate says must be a bool; what it says of the elements is not known. */
function filter(state: DatasetState, args: Bound, call: LibraryCall): Value {
	checkPredicate(state, args, call);
	return derive(state, { cardinality: uncountedOf(state), sizes: withoutOrder(state.sizes) }, call);
}

export function checkPredicate(state: DatasetState, args: Bound, call: LibraryCall): void {
	const result = elementOfResult(callOn(args.get("predicate"), state.element, call), call);
	if (result.kind === "tuple" || result.kind === "dict")
		reject("AttributeError", "a predicate returns one bool, not a structure of them");
	if (isScalarOf(result, "bool") === false) reject("ValueError", "a predicate returns a scalar of tf.bool");
}

function takeWhile(state: DatasetState, args: Bound, call: LibraryCall): Value {
	checkPredicate(state, args, call);
	return derive(state, { cardinality: uncountedOf(state) }, call);
}

export const MAPPING: Readonly<Record<string, MethodModel>> = {
	map: (self, call) => method("map", call.world === "keras3" ? MAP : MAP_OF_KERAS_2, map)(self, call),
	flat_map: method("flat_map", "map_func, name=None", flattened("flat_map")),
	interleave: method("interleave", INTERLEAVE, flattened("interleave")),
	filter: method("filter", "predicate, name=None", filter),
	take_while: method("take_while", "predicate, name=None", takeWhile),
};

export const interleaved = flattened("interleave");
