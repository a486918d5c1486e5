import {
	type Dim,
	type Problem as DomainProblem,
	type FunctionValue,
	inferredValue,
	isFloating,
	isStatic,
	library,
	type Origin,
	type ProblemFacts,
	type Reason,
	type Shape,
	str,
	type TensorValue,
	topShape,
	tuple,
	unknown,
	unknownDType,
	type Value,
	type World,
	withLayout,
} from "../domain";
import {
	type Bound,
	bind,
	type CallArguments,
	describeBindError,
	type FunctionModel,
	type LibraryCall,
	type Machine,
	raise,
	signature,
	Vague,
	vague,
} from "../interpreter/api";
import { compositeOutcome } from "./composite-tensor";
import { isData } from "./content";
import { existingShape, makeTensor, type Operand } from "./convert";
import { folded } from "./fold";
import { layerName } from "./layer-names";
import { NOT_DISPATCHED } from "./not-dispatched";
import { isNothing, isSequence, type OpArguments, type OpResult, readArguments } from "./op-arguments";

export {
	isSequence,
	type OpArguments,
	type OpFailure,
	type OpItem,
	type OpResult,
	type OpSequence,
} from "./op-arguments";

export type Infer = (args: OpArguments) => OpResult;

export interface OpOptions {
	/**
	 * The function that Keras 2 sees called, where it is another one: `tf.nn.max_pool2d` for `tf.nn.max_pool`; or those
	 * that are called one after the other, by the order of their layers.
	 */
	layer?(args: OpArguments): string | readonly string[] | undefined;
	/** Whether it takes sparse tensors, too. */
	readonly takesSparse?: boolean;
	/** Whether it makes a variable, whose shape may leave sizes open. */
	readonly givesVariable?: boolean;
	/** What `keras.ops` gives in its place, where that is another sort of value: Keras 3 goes on as if it had been called. */
	instead?(output: Value): Value | undefined;
}

/**
 * A function of TensorFlow on tensors. In Keras 3 it takes no KerasTensor; in Keras 2 it becomes a layer of the model.
 * On graph tensors and on eager ones it gives tensors in both worlds.
 */
export function defineOp(
	names: string | readonly string[],
	text: string,
	infer: Infer,
	options: OpOptions = {},
): FunctionModel {
	const [name, ...aliases] = (typeof names === "string" ? [names] : names).map((each) => `tensorflow.${each}`);
	const ownName = name as string;
	return {
		kind: "function",
		name: ownName,
		aliases,
		call(call) {
			const bound = bind(signature(text), call.args);
			const error = bound.errors[0];
			if (error) {
				const message = describeBindError(error, ownName);
				raise({ code: "python-error", exception: "TypeError", message });
			}
			const asSeen = GENERATED.has(ownName) ? { ...call, args: byKeyword(call.args, text) } : call;
			return runOp([ownName, ...aliases], bound, infer, asSeen, options);
		},
	};
}

/** Operations that TensorFlow writes in C++: Keras 2 sees them called by keyword, and sorts the names. */
const GENERATED: ReadonlySet<string> = new Set(["tensorflow.scatter_nd"]);

function byKeyword(args: CallArguments, text: string): CallArguments {
	const names = text.split(", ").map((part) => part.split("=")[0] as string);
	const [first, ...others] = args.positional;
	const named = others.map((each, at) => ({ ...each, name: names[at + 1] as string }));
	const keywords = [...named, ...args.keywords].sort((a, b) => (a.name < b.name ? -1 : 1));
	return { ...args, positional: first ? [first] : [], keywords };
}

function runOp(names: readonly string[], bound: Bound, infer: Infer, call: LibraryCall, options: OpOptions): Value {
	const name = names[0] as string;
	const { machine, world, args } = call;
	const tensors = tensorsOf(tuple([...args.positional, ...args.keywords].map((each) => each.value)));
	const symbolic = tensors.some((tensor) => tensor.flavor === "KerasTensor");
	if (symbolic && world === "keras3") rejectKerasTensor(name, tensors, machine, args.origin, symbolFacts(args));
	noteCaptured(tensors, machine);
	if (symbolic && world === "keras2" && NOT_DISPATCHED.has(name)) rejectUndispatched(name, call);
	const eager = !isTracing(machine) && tensors.every((tensor) => tensor.eager !== false);
	const reader = readArguments(bound, call, symbolic || !eager, symbolic);
	const odd = options.takesSparse === true ? undefined : compositeOutcome(name, tensors);
	if (odd) return unknown(odd);
	const inferred = bound.open ? vague(bound.open) : inferOrVague(infer, reader);
	const isOpen = !reader.isGraph || tensors.some(isData) || name.startsWith("tensorflow.random.");
	const result = withValues(inferred, name, reader, isOpen);
	if (symbolic) {
		const output = resultToValue(result, (operand) => symbolicTensor(operand, world));
		if (world === "keras2") return dispatchAll(names, output, call, options.layer?.(reader));
		return options.instead?.(output) ?? output;
	}
	const shown = name.replace("tensorflow", "tf");
	return resultToValue(result, (operand) => {
		const shape = withReason(operand.shape, shown, args.origin);
		const isSized = eager && operand.layout === undefined && options.givesVariable !== true;
		const made = { world, eager, content: operand.content };
		const tensor = makeTensor(isSized ? existingShape(shape) : shape, operand.dtype, made);
		return operand.layout ? { ...tensor, spec: withLayout(tensor.spec, operand.layout) } : tensor;
	});
}

/** Whether TensorFlow makes a graph, where even what takes no tensor is none of values. */
export const isTracing = (machine: Machine): boolean => machine.tracing !== undefined || machine.inGraph;

/** A value or a variable that a graph uses becomes one of its inputs. */
export function noteCaptured(values: readonly Value[], { tracing }: Machine): void {
	const isCaptured = (each: Value): boolean =>
		each.kind === "tensor" && (each.flavor === "Variable" || (each.flavor === "Tensor" && each.eager !== false));
	if (tracing && values.some(isCaptured)) tracing.captures = true;
}

const DISPATCH = "keras.operations.dispatch";

/** One layer after the other; what lies between them is not followed. */
function dispatchAll(
	names: readonly string[],
	output: Value,
	call: LibraryCall,
	layers: string | readonly string[] | undefined,
): Value {
	if (layers === undefined || typeof layers === "string") return dispatch(names, output, call, layers);
	const between = { text: "what lies between the layers of one call is not followed", origin: call.args.origin };
	let last = call;
	for (const layer of layers.slice(0, -1)) {
		const value = dispatch(names, symbolicTensor(unknownOperand(between), call.world), last, layer);
		last = { ...call, args: { ...call.args, positional: [{ value, origin: call.args.origin }], keywords: [] } };
	}
	return dispatch(names, output, last, layers.at(-1));
}

/** Keras 2 takes what has a `shape` for a tensor: `np.float32`, which is a class, has one that is none. */
function rejectNumpyClass(values: readonly Value[]): void {
	if (!values.some((value) => value.kind === "dtype" && value.numpy === "class")) return;
	raise({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: "Keras 2 cannot record a class of NumPy as an argument; write the dtype as text or as TensorFlow's own",
	});
}

const rejectUndispatched = (name: string, { args, machine }: LibraryCall): never =>
	raise({
		code: "keras-tensor-in-tf-function",
		exception: "TypeError",
		message: `${name.replace("tensorflow", "tf")} cannot take a KerasTensor; use it inside a layer's call`,
		facts: machine.inGraph ? {} : { ...symbolFacts(args), function: name.replace("tensorflow", "tf") },
	});

/** Gives the result its place in a functional model of Keras 2. */
export function dispatch(
	names: readonly string[],
	output: Value,
	{ machine, world, args }: LibraryCall,
	layer: string | undefined,
): Value {
	if (!machine.registry.find(DISPATCH, world)) return output;
	rejectNumpyClass([...args.positional, ...args.keywords].map(({ value }) => value));
	const leading = [
		output,
		library(names[0] as string, world),
		str(layerName(layer === undefined ? names : [`tensorflow.${layer}`])),
	];
	const positional = [...leading.map((value) => ({ value, origin: args.origin })), ...args.positional];
	return machine.call(library(DISPATCH, world), { ...args, positional });
}

/** What is computed of constants has values, too: those that are not followed are `?`. */
function withValues(result: OpResult, name: string, args: OpArguments, isOpen: boolean): OpResult {
	if (isSequence(result))
		return {
			...result,
			items: result.items.map((each) => (isNothing(each) ? each : withValues(each, "", args, isOpen))),
		};
	const content = foldedOrVague(name, args, result);
	if (content !== undefined || isOpen) return { ...result, content };
	return {
		...result,
		content: unknown({ text: "the values of constants that are not followed", origin: args.origin }),
	};
}

function foldedOrVague(name: string, args: OpArguments, result: Operand): Value | undefined {
	try {
		return folded(name.slice("tensorflow.".length), args, result);
	} catch (signal) {
		if (!(signal instanceof Vague)) throw signal;
		return undefined;
	}
}

/** Keras 2 takes a vector of ints for a shape, and fills a tensor of it: a known -1 in it is an error. */
function inferred({ shape, dtype, content }: Operand, world: World): Value | undefined {
	const value = world === "keras2" ? inferredValue({ shape, dtype }, content) : content;
	if (value !== "negative") return value;
	return raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: "a vector of ints on KerasTensors is taken for a shape, and a -1 is no size; use a list of sizes",
	});
}

/** What is not known keeps the call as its reason. */
function withReason(shape: Shape, name: string, origin: Origin): Shape {
	if (shape.kind !== "top" || shape.why.origin) return shape;
	return topShape({ text: `result of ${name}`, origin, cause: shape.why });
}

function inferOrVague(infer: Infer, args: OpArguments): OpResult {
	try {
		return infer(args);
	} catch (signal) {
		if (!(signal instanceof Vague)) throw signal;
		return unknownOperand(signal.why);
	}
}

export const unknownOperand = (why: Reason): Operand => ({ shape: topShape(why), dtype: unknownDType(why) });

const symbolicTensor = (operand: Operand, world: World): TensorValue => ({
	kind: "tensor",
	flavor: "KerasTensor",
	spec: withLayout({ shape: operand.shape, dtype: operand.dtype }, operand.layout),
	world,
	content: inferred(operand, world),
});

/** Reports that Keras 3 has no place for raw TensorFlow in a functional model. */
export function rejectKerasTensor(
	name: string,
	tensors: readonly TensorValue[],
	machine: Machine,
	origin: Origin,
	facts: ProblemFacts = {},
): void {
	const short = name.replace("tensorflow", "tf");
	const traceds = tensors.filter((tensor) => tensor.flavor === "KerasTensor");
	if (traceds.length === 0) return;
	const problem: DomainProblem = {
		code: "keras-tensor-in-tf-function",
		exception: "ValueError",
		message: `${short} cannot take a KerasTensor in Keras 3; use keras.ops, or call it inside a layer`,
		// In a layer's call another operation would still be on a tensor from outside.
		...(machine.inGraph
			? {}
			: { facts: { ...facts, function: short, ops: true, isFloat: traceds.every(isFloatTensor) } }),
	};
	machine.report(problem, origin);
}

const isFloatTensor = ({ spec }: TensorValue): boolean => isFloating(spec.dtype);

/** Where the KerasTensors stand that are arguments themselves, where all of them are. */
export function symbolFacts({ positional, keywords }: CallArguments): ProblemFacts {
	const given = [...positional, ...keywords];
	const isSymbol = (value: Value): boolean => tensorsOf(value).some((tensor) => tensor.flavor === "KerasTensor");
	const found = given.filter(({ value }) => isSymbol(value));
	if (!found.every(({ value }) => value.kind === "tensor")) return {};
	return { symbols: found.map(({ origin }) => `${origin.start}:${origin.end}`) };
}

/** The tensors in a nested value. */
export function tensorsOf(value: Value): readonly TensorValue[] {
	if (value.kind === "tensor") return [value];
	if (value.kind === "list" || value.kind === "tuple") return (value.items ?? []).flatMap(tensorsOf);
	if (value.kind === "dict" && value.entries)
		return [...value.entries.values()].flatMap((entry) => tensorsOf(entry.value));
	return [];
}

export function resultToValue(result: OpResult, make: (operand: Operand) => Value): Value {
	if (!isSequence(result)) return make(result);
	const items = result.items.map((item) => (isNothing(item) ? item : resultToValue(item, make)));
	return result.kind === "list" ? { kind: "list", items } : { kind: "tuple", items, fields: result.fields };
}

/** The dimensions of an operand; the operation is `?` when they are not known. */
export function dimsOf({ shape }: Operand): readonly Dim[] {
	if (shape.kind === "ranked") return shape.dims;
	return vague(shape.why);
}

export const staticOrVague = (dim: Dim): number => (isStatic(dim) ? dim : vague(dim.why));

export type UserFunction = FunctionValue;
