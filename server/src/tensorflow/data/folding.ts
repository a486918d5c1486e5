import {
	type Dim,
	isNone,
	isStatic,
	noneDim,
	ranked,
	type Shape,
	type TypeSpecValue,
	unknownDim,
	type Value,
} from "../../domain";
import { type Bound, type LibraryCall, type MethodModel, raise, vague } from "../../interpreter/api";
import { coveringShape } from "../common-shape";
import { isTracing } from "../op";
import { method } from "./arguments";
import { elementOfResult, symbolsOf, traced } from "./call-function";
import { type DatasetState, derive } from "./dataset";
import { elementLeaves, elementOf, mapElement, pairElements, valueOfElement } from "./element";
import { askFirst } from "./iteration";
import { WHY } from "./supertype";

/** A state that is carried from element to element. Mirrors `Dataset.reduce` and scan_op.py of tensorflow/python/data/ops. */

const MAX_ROUNDS = 6;

export const FOLDING: Readonly<Record<string, MethodModel>> = {
	reduce: method("reduce", "initial_state, reduce_func, name=None", reduce),
	scan: method("scan", "initial_state, scan_func, name=None", scan),
};

const reject = (message: string, exception = "TypeError"): never =>
	raise({ code: "invalid-dataset", exception, message });

interface Round {
	/** The structure of the state once it is wide enough for each new one. */
	readonly state: Value;
	/** What the function returned for it. */
	readonly result: Value;
}

/** Traces until the state's shape holds: axes that change become open. */
function settle(initial: Value, run: (state: Value) => Value, newState: (result: Value) => Value): Round {
	let state = initial;
	for (let round = 0; round < MAX_ROUNDS; round += 1) {
		const result = run(state);
		const next = newState(result);
		if (next.kind === "unknown") return { state: next, result };
		const wide = pairElements(state, next, widen);
		if (!wide) return reject("the new state must have the structure of the initial one", "InvalidArgumentError");
		if (sameShapes(state, wide)) return { state: wide, result };
		state = wide;
	}
	return vague("a state whose shape does not settle");
}

function widen(old: Value, next: Value): Value {
	if (old.kind !== "typespec" || next.kind !== "typespec") return vague("a state that is not followed");
	const [before, after] = [old.spec.dtype, next.spec.dtype];
	if (typeof before === "string" && typeof after === "string" && before !== after)
		reject(`the state is ${before}, and the new one ${after}: cast it`);
	const shape = coveringShape([old.spec.shape, next.spec.shape], WHY);
	return { ...old, spec: { ...old.spec, shape } };
}

const sameShapes = (a: Value, b: Value): boolean => {
	const other = elementLeaves(b);
	return elementLeaves(a).every((leaf, index) => sameShape(leaf, other[index]));
};

function sameShape(a: Value, b: Value | undefined): boolean {
	if (a.kind !== "typespec" || b?.kind !== "typespec") return true;
	const [left, right] = [a.spec.shape, b.spec.shape];
	if (left.kind !== "ranked" || right.kind !== "ranked") return left.kind === right.kind;
	return left.dims.every((dim, axis) => {
		const other = right.dims[axis] as Dim;
		return dim === other || (!isStatic(dim) && !isStatic(other));
	});
}

const runOn = (func: Value, state: DatasetState, call: LibraryCall) => (carried: Value) =>
	state.element.kind === "unknown"
		? vague(state.element.why)
		: traced(func, [symbolsOf(carried, call), ...elementArguments(state.element, call)], call);

/** The element is an argument of its own, or several: the function gets `(state, element)`, unpacked once. */
const elementArguments = (element: Value, call: LibraryCall): readonly Value[] => [symbolsOf(element, call)];

function reduce(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const initial = elementOf(args.get("initial_state"), call);
	askFirst(state, call.machine, call.args.origin);
	const run = runOn(args.get("reduce_func"), state, call);
	const settled = settle(initial, run, (result) => elementOfResult(result, call));
	const eager = !isTracing(call.machine);
	if (settled.state.kind === "unknown") return settled.state;
	const size = (dim: Dim): Dim =>
		!isStatic(dim) && isNone(dim) && eager ? unknownDim({ text: "a size that is known at run time only" }) : dim;
	return valueOfElement(settled.state, size, call.world, eager);
}

function scan(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const initial = elementOf(args.get("initial_state"), call);
	const run = runOn(args.get("scan_func"), state, call);
	const { result } = settle(initial, run, (found) => elementOfResult(pairOf(found).state, call));
	const element = result.kind === "unknown" ? result : elementOfResult(pairOf(result).output, call);
	return derive(state, { element: forgetSizes(element), sizes: new Map() }, call);
}

function pairOf(result: Value): { readonly state: Value; readonly output: Value } {
	if (result.kind === "unknown") return vague(result.why);
	const items = result.kind === "tuple" || result.kind === "list" ? result.items : undefined;
	const [state, output] = items ?? [];
	if (state && output && items?.length === 2) return { state, output };
	return reject("a scan function returns a new state and an output");
}

const forgetSizes = (element: Value): Value =>
	mapElement(element, (leaf) => (leaf.kind === "typespec" ? withNewDims(leaf) : leaf));

const withNewDims = (spec: TypeSpecValue): Value => ({ ...spec, spec: { ...spec.spec, shape: anew(spec.spec.shape) } });

const anew = (shape: Shape): Shape =>
	shape.kind === "ranked"
		? ranked(shape.dims.map((dim) => (!isStatic(dim) && isNone(dim) ? noneDim(dim.why) : dim)))
		: shape;
