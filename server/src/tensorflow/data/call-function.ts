import { type Dim, tuple, unknown, type Value } from "../../domain";
import { type LibraryCall, raise, startTrace, syntheticArguments } from "../../interpreter/api";
import { datasetState } from "./dataset";
import { elementOf, mapElement, valueOfElement } from "./element";

/**
 * Functions of the user's that `tf.data` traces on graph tensors of the elements' specs. Mirrors
 * tensorflow/python/data/ops/structured_function.py.
 */

const asIs = (dim: Dim): Dim => dim;

/** The graph tensors that stand for an element. */
export const symbolsOf = (element: Value, { world }: LibraryCall): Value => valueOfElement(element, asIs, world, false);

/** A tuple, but not a named one, is unpacked into arguments. */
export const unpacked = (element: Value): readonly Value[] =>
	element.kind === "tuple" && element.fields === undefined ? element.items : [element];

/** What the function returns for graph tensors of a structure. */
export function callOn(func: Value, element: Value, call: LibraryCall): Value {
	if (element.kind === "unknown") {
		// A function that takes its arguments from a structure that is not known.
		return unknown({ text: "a function of elements that are not known", origin: call.args.origin, cause: element.why });
	}
	return traced(func, unpacked(symbolsOf(element, call)), call);
}

export function traced(func: Value, values: readonly Value[], call: LibraryCall): Value {
	const { machine, args } = call;
	rejectNoFunction(func);
	const outer = machine.tracing;
	try {
		machine.tracing = startTrace(args.origin);
		return machine.call(func, syntheticArguments(values, args.origin));
	} finally {
		machine.tracing = outer;
	}
}

const NO_FUNCTION: ReadonlySet<Value["kind"]> = new Set([
	"int",
	"float",
	"str",
	"none",
	"list",
	"tuple",
	"dict",
	"bool",
]);

function rejectNoFunction(func: Value): void {
	if (!NO_FUNCTION.has(func.kind)) return;
	raise({
		code: "python-error",
		exception: "TypeError",
		message: `a dataset is mapped by a function, found a value of type ${func.kind}`,
	});
}

/** The specs of what a mapped function returned: a list counts as a tuple. */
export function elementOfResult(result: Value, call: LibraryCall): Value {
	if (result.kind === "unknown") return result;
	const isSequence = result.kind === "list" || (result.kind === "tuple" && result.view !== undefined);
	const packed = isSequence && result.items ? tuple(result.items) : result;
	rejectKerasTensors(packed);
	return elementOf(packed, call);
}

function rejectKerasTensors(result: Value): void {
	mapElement(result, (leaf) => {
		const isSymbol = leaf.kind === "tensor" && leaf.flavor === "KerasTensor";
		if (isSymbol || leaf.kind === "function" || leaf.kind === "class" || isPlainObject(leaf)) rejectResult();
		return leaf;
	});
}

/** An object of Python's own, or of a class of the user's that derives from nothing else, is no tensor. */
const isPlainObject = (leaf: Value): boolean =>
	leaf.kind === "instance" &&
	datasetState(leaf) === undefined &&
	leaf.native === undefined &&
	leaf.cls.kind === "library" &&
	leaf.cls.name === "builtins.object";

const rejectResult = (): never =>
	raise({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: "a function that is mapped over a dataset returns tensors, or what becomes a tensor",
	});
