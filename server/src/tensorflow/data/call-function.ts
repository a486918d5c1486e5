import { type Dim, tuple, type UnknownValue, unknown, type Value } from "../../domain";
import { type LibraryCall, raise, startTrace, syntheticArguments, type UserCode, vague } from "../../interpreter/api";
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
	if (element.kind === "unknown") return traced(func, unknownArguments(func, element, call), call);
	return traced(func, unpacked(symbolsOf(element, call)), call);
}

/** As many as the function needs, when the structure of the elements is not known. */
function unknownArguments(func: Value, element: UnknownValue, call: LibraryCall): readonly Value[] {
	const target = func.kind === "method" && func.func ? func.func : func;
	if (target.kind !== "function") return vague(element.why);
	const { args, defaults, owner } = target.code as UserCode;
	const count =
		args.posonlyargs.length + args.args.length - defaults.length - (owner && func.kind === "method" ? 1 : 0);
	if (args.vararg || count < 1) return vague(element.why);
	const why = { text: "a component of elements that are not known", origin: call.args.origin, cause: element.why };
	return Array.from({ length: count }, () => unknown(why));
}

export function traced(func: Value, values: readonly Value[], call: LibraryCall): Value {
	const { machine, args } = call;
	rejectNoFunction(func);
	rejectOtherCount(func, values.length);
	const outer = machine.tracing;
	try {
		const trace = startTrace(args.origin);
		machine.tracing = trace;
		const result = machine.call(func, syntheticArguments(values, args.origin));
		if (!trace.createdVariables) return result;
		// TensorFlow traces once more what made variables: it must make none then.
		machine.tracing = { ...trace, isRepetition: true };
		return machine.call(func, syntheticArguments(values, args.origin));
	} finally {
		machine.tracing = outer;
	}
}

/** What is certainly no function. */
export const NO_FUNCTION: ReadonlySet<Value["kind"]> = new Set([
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
		code: "invalid-dataset",
		exception: "TypeError",
		message: `a dataset is mapped by a function, found a value of type ${func.kind}`,
	});
}

/** A tuple of components is as many arguments; a dict or a list is one. */
function rejectOtherCount(func: Value, count: number): void {
	if (func.kind !== "function" || func.wrapper) return;
	const { args, defaults } = func.code as UserCode;
	const names = [...args.posonlyargs, ...args.args];
	const least = names.length - defaults.length;
	if ((count <= names.length || args.vararg) && count >= least) return;
	raise({
		code: "invalid-dataset",
		exception: "TypeError",
		message: `the function takes ${names.length} argument${names.length === 1 ? "" : "s"}, and an element is ${count} of them`,
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
		code: "invalid-dataset",
		exception: "TypeError",
		message: "a function that is mapped over a dataset returns tensors, or what becomes a tensor",
	});
