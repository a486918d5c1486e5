import {
	type DType,
	int,
	isFloating,
	isStatic,
	library,
	list,
	type Origin,
	type ProblemCode,
	type Shape,
	str,
	type TensorValue,
	type Value,
	type World,
} from "../../../domain";
import {
	type BinaryOperator,
	type Bound,
	type CompareOperator,
	defineFunction,
	Failure,
	type FunctionModel,
	type LibraryCall,
	type Machine,
	type Raised,
	raise,
	syntheticArguments,
	vague,
} from "../../../interpreter/api";
import { floatx } from "../../engine/dtype-policy";
import { flattenTensors, mapTensors } from "../../engine/structure";

/** One call of a function of `keras.backend`, and the TensorFlow functions that it is made of. */
export interface BackendCall {
	readonly machine: Machine;
	readonly world: World;
	readonly origin: Origin;
	readonly call: LibraryCall;
	readonly bound: Bound;
	get(name: string): Value;
	/** Calls a function of TensorFlow at the same place: on KerasTensors of Keras 2 each makes a layer. */
	tf(name: string, positional: readonly Value[], keywords?: Readonly<Record<string, Value>>): Value;
	/** Makes the layer that Keras 2 makes of a function on KerasTensors that is not followed inside. */
	layer(name: string, output: Value, positional: readonly Value[]): Value;
	/** Calls another function of `keras.backend`. */
	backend(name: string, keywords: Readonly<Record<string, Value>>): Value;
	binary(op: BinaryOperator, left: Value, right: Value): Value;
	compare(op: CompareOperator, left: Value, right: Value): Value;
	item(value: Value, index: Value): Value;
	/** The argument when it is given, else what `floatx` says. */
	dtype(name: string): Value;
	/** What Keras itself raises in Python. */
	fail(message: string, argument?: string, code?: ProblemCode, exception?: string): never;
}

export interface BackendOptions {
	/** Only Keras 2 has it. */
	readonly isKeras2?: boolean;
	/** It reads attributes, so that Keras 3, too, takes KerasTensors. */
	readonly inspects?: boolean;
}

type Run = (k: BackendCall) => Value;

const DISPATCH = "keras.operations.dispatch";

/** A layer of a function is called after it, from TensorFlow's point of view. */
const LAYER_PREFIX = (root: string): string => (root === "keras" ? "tf.keras" : "tf");

/**
 * A function of `tf.keras.backend`. It is Python over TensorFlow: Keras 2 dispatches what it calls on KerasTensors, while
 * Keras 3, which keeps it for `tf.keras` alone, has no place for them. Mirrors keras/src/backend.py (2.15) and
 * keras/src/legacy/backend.py (3).
 */
export function backendFunction(name: string, text: string, run: Run, options: BackendOptions = {}): FunctionModel {
	const qualified = `keras.backend.${name}`;
	const model = defineFunction(qualified, text, (bound, call) => {
		const isPlain = options.inspects === true || !hasKerasTensor(call);
		if (isPlain) return run(backendCall(bound, call));
		return call.world === "keras3" ? rejectKerasTensor(name, bound, call, run) : dispatch(name, bound, call, run);
	});
	return { ...model, legacy: true, ...(options.isKeras2 ? { worlds: ["keras2"] } : {}) };
}

const hasKerasTensor = ({ args }: LibraryCall): boolean =>
	[...args.positional, ...args.keywords].some(({ value }) =>
		flattenTensors(value).some(({ flavor }) => flavor === "KerasTensor"),
	);

/** What TensorFlow's dispatcher takes for a sign that the arguments are not its own. */
const RETRIED: ReadonlySet<string> = new Set(["TypeError", "ValueError"]);

/**
 * Keras 2 runs the function on KerasTensors: what it calls makes a layer each. When that raises, the whole function
 * becomes one layer, and is run on graph tensors.
 */
function dispatch(name: string, bound: Bound, call: LibraryCall, run: Run): Value {
	const { machine, world, args } = call;
	const first = machine.trap(() => attempt(() => run(backendCall(bound, call)), machine));
	if ("kind" in first) return first;
	if (!RETRIED.has(first.exception)) return reraise(first, call);
	const output = mapTensors(runTraced(bound, call, run), asSymbolic);
	const leading = [output, library(`keras.backend.${name}`, world), str(`tf.keras.backend.${name}`)];
	const positional = [...leading.map((value) => ({ value, origin: args.origin })), ...args.positional];
	return machine.call(library(DISPATCH, world), { ...args, positional });
}

/** What the dispatcher lets through. */
function reraise(raised: Raised, { machine, args }: LibraryCall): Value {
	const problem = raised.problem ?? { code: "python-error", exception: raised.exception, message: raised.exception };
	machine.report(problem, args.origin);
	return vague("what comes out of an error");
}

/** A failure of Keras's own counts as raised, too. */
function attempt(run: () => Value, machine: Machine): Value {
	try {
		return run();
	} catch (signal) {
		if (!(signal instanceof Failure)) throw signal;
		machine.report(signal.problem, signal.origin ?? { path: "", start: 0, end: 0 });
		throw signal;
	}
}

function runTraced(bound: Bound, call: LibraryCall, run: Run): Value {
	const { machine } = call;
	const traced: Bound = { ...bound, get: (each) => mapTensors(bound.get(each), asGraph) };
	const outer = machine.inGraph;
	machine.inGraph = true;
	try {
		return run(backendCall(traced, call));
	} finally {
		machine.inGraph = outer;
	}
}

/** Keras 3 raises where the function first reads what a KerasTensor lacks; we go on with what would have come out. */
function rejectKerasTensor(name: string, bound: Bound, call: LibraryCall, run: Run): Value {
	const { machine } = call;
	const first = machine.trap(() => attempt(() => run(backendCall(bound, call)), machine));
	if ("kind" in first) return first;
	const short = `tf.keras.backend.${name}`;
	const message = `${short} cannot take a KerasTensor in Keras 3; use keras.ops`;
	const problem = { code: "keras-tensor-in-tf-function", exception: first.exception, message } as const;
	machine.report({ ...problem, facts: { function: short, ops: true, isFloat: isFloat(call) } }, call.args.origin);
	const result = machine.trap(() => attempt(() => runTraced(bound, call, run), machine));
	return "kind" in result ? mapTensors(result, asSymbolic) : vague("what comes out of an error");
}

const isFloat = ({ args }: LibraryCall): boolean =>
	[...args.positional, ...args.keywords]
		.flatMap(({ value }) => flattenTensors(value))
		.every(({ spec }) => isFloating(spec.dtype));

const asGraph = (tensor: TensorValue): Value =>
	tensor.flavor === "KerasTensor" ? { ...tensor, flavor: "Tensor", eager: false, history: undefined } : tensor;

const asSymbolic = (tensor: TensorValue): Value => ({ ...tensor, flavor: "KerasTensor", eager: undefined });

function backendCall(bound: Bound, call: LibraryCall): BackendCall {
	const { machine, world } = call;
	const { origin } = call.args;
	return {
		machine,
		world,
		origin,
		call,
		bound,
		get: (name) => bound.get(name),
		tf: (name, positional, keywords = {}) =>
			machine.call(library(`tensorflow.${name}`, world), {
				positional: positional.map((value) => ({ value, origin })),
				keywords: Object.entries(keywords).map(([key, value]) => ({ name: key, value, origin })),
				origin,
			}),
		layer: (name, output, positional) =>
			machine.call(
				library(DISPATCH, world),
				syntheticArguments(
					[output, library(name, world), str(name.replace(/^(keras|tensorflow)/, LAYER_PREFIX)), ...positional],
					origin,
				),
			),
		backend: (name, keywords) =>
			machine.call(library(`keras.backend.${name}`, world), {
				positional: [],
				keywords: Object.entries(keywords).map(([key, value]) => ({ name: key, value, origin })),
				origin,
			}),
		binary: (op, left, right) => machine.binary(op, left, right, origin),
		compare: (op, left, right) => machine.compare(op, left, right, origin),
		item: (value, index) => machine.getItem(value, index, origin),
		dtype: (name) => (bound.get(name).kind === "none" ? dtypeValue(floatx(machine, world)) : bound.get(name)),
		fail: (message, argument, code = "invalid-layer-argument", exception = "ValueError") =>
			raise(
				{ code, exception, message, ...(argument === undefined ? {} : { argument }) },
				argument === undefined ? undefined : bound.given(argument)?.origin,
			),
	};
}

export const dtypeValue = (dtype: DType): Value =>
	typeof dtype === "string" ? str(dtype) : { kind: "unknown", why: dtype.why };

export const ints = (...values: readonly number[]): Value => list(values.map(int));

/** The tensor that an argument is; `?` for what Keras would take without one. */
export function tensorOf(value: Value): TensorValue {
	if (value.kind === "tensor") return value;
	if (value.kind === "unknown") return vague(value.why);
	return vague("a value that is no tensor");
}

/** A KerasTensor of Keras 3 has a tuple and a str where Keras's older code reads a TensorShape and a DType. */
function requireTensorFlow(tensor: TensorValue, attribute: string): void {
	if (tensor.flavor !== "KerasTensor" || tensor.world !== "keras3") return;
	raise({
		code: "keras-tensor-in-tf-function",
		exception: "AttributeError",
		message: `a KerasTensor of Keras 3 has no ${attribute}, which tf.keras.backend reads`,
	});
}

/** The shape as a TensorShape. */
export function shapeOf(value: Value): Shape {
	const tensor = tensorOf(value);
	requireTensorFlow(tensor, "shape.as_list()");
	return tensor.spec.shape;
}

/** The dtype as a DType. */
export function dtypeOf(value: Value): DType {
	const tensor = tensorOf(value);
	requireTensorFlow(tensor, "dtype.base_dtype");
	return tensor.spec.dtype;
}

/** The rank; `?` when it is not known. */
export function rankOf(value: Value): number {
	const shape = shapeOf(value);
	return shape.kind === "ranked" ? shape.dims.length : vague(shape.why);
}

/** The sizes, absent where they are open. */
export function sizesOf(value: Value): readonly (number | undefined)[] {
	const { shape } = tensorOf(value).spec;
	if (shape.kind !== "ranked") return vague(shape.why);
	return shape.dims.map((dim) => {
		if (isStatic(dim)) return dim;
		return dim.kind === "none" ? undefined : vague(dim.why);
	});
}

export function intOf(value: Value, what: string): number {
	if (value.kind === "int" && value.value !== undefined) return value.value;
	if (value.kind === "bool" && value.value !== undefined) return Number(value.value);
	return vague(`${what} is not known`);
}

/** The items of a list or tuple. */
export function itemsOf(value: Value, what: string): readonly Value[] {
	if (value.kind === "tuple" || value.kind === "list") return value.items ?? vague(`${what} is not known`);
	return vague(`${what} is not known`);
}

export const intsOf = (value: Value, what: string): readonly number[] =>
	itemsOf(value, what).map((item) => intOf(item, what));

/** `None`-free text of a string argument. */
export function textOf(value: Value, what: string): string {
	if (value.kind === "str" && value.value !== undefined) return value.value;
	return vague(`${what} is not known`);
}
