import {
	asDense,
	type Dim,
	type InstanceValue,
	isFloating,
	type Origin,
	type Spec,
	type TensorValue,
	tuple,
	unknown,
	type Value,
} from "../../../domain";
import {
	type CallArguments,
	type ClassModel,
	capturedBy,
	Failure,
	type KeywordArgument,
	type LibraryCall,
	type Machine,
	Raised,
	raise,
	typeName,
	type UserCode,
	vague,
} from "../../../interpreter/api";
import { checkInitialWeights, regularizeActivity } from "../../engine/after-build";
import { castTo } from "../../engine/autocast";
import { readLayerCall } from "../../engine/call-arguments";
import { makeTensor } from "../../engine/call-layer";
import { allocateLayer, constructLayer } from "../../engine/construct-layer";
import { callAnyLayer, classNameOf, LAYER, layerAttribute, layerMethods } from "../../engine/define-layer";
import { withinLambda } from "../../engine/lambda-scope";
import type { LayerArguments, LayerDefinition } from "../../engine/layer-definition";
import { type LayerState, layerState } from "../../engine/layer-state";
import { seen } from "../../engine/layouts";
import { realInput } from "../../engine/real-inputs";
import { record } from "../../engine/record-call";
import { shapeToValue, valueToShape } from "../../engine/shape-value";
import { flattenTensors, mapTensors, specList } from "../../engine/structure";
import { setLayerAttribute } from "../../engine/sublayers";
import { userMethod } from "../../engine/user-method";
import { withGraph, withPlainGraph } from "../../engine/with-graph";
import { isSince, type Versioned } from "../../versions/release";

interface Config {
	readonly function: Value;
	readonly outputShape: Value;
	/** `arguments`; absent when it is no dict, which is noticed where the function is called. */
	readonly keywords: readonly (readonly [string, Value])[] | undefined;
}

const DEFINITION: LayerDefinition<Config> = {
	name: "Lambda",
	signature: "function, output_shape=None, mask=None, arguments=None, **kwargs",
	callSignature: "inputs, mask=None, training=None",
	manyInputs: true,
	configure: readConfig,
	call: () => vague("a Lambda runs its own function"),
};

const ERASED = DEFINITION as unknown as LayerDefinition<unknown>;

/**
 * `keras.layers.Lambda`: `inputs` -> what its function gives. Mirrors keras/src/layers/core/lambda_layer.py. Keras 2
 * traces the function on graph tensors and takes shapes and dtypes from there, whatever `output_shape` says. Keras 3
 * believes `output_shape`, or traces the function on tensors of the compute dtype; the dtype is always declared as
 * that, and every exception in the function becomes one NotImplementedError.
 */
export const Lambda: ClassModel = {
	kind: "class",
	name: "keras.layers.Lambda",
	bases: [LAYER],
	allocate: allocateLayer,
	init: (self, call) => constructLayer(ERASED, self, call, classNameOf(self, "Lambda")),
	call: (self, call) => (userMethod(self, "call", call.machine) ? callAnyLayer(self, call) : callLambda(self, call)),
	attribute: layerAttribute,
	setAttribute: setLayerAttribute,
	methods: { ...layerMethods, compute_output_shape: lambdaOutputShape },
};

const CALLABLES: ReadonlySet<Value["kind"]> = new Set([
	"function",
	"library",
	"method",
	"partial",
	"instance",
	"class",
]);

function readConfig(args: LayerArguments): Config {
	const func = args.get("function");
	if (func.kind === "unknown") vague(func.why);
	if (!CALLABLES.has(func.kind)) {
		args.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "a Lambda needs a function",
			argument: "function",
		});
	}
	const written = args.get("arguments");
	const isEmpty = args.machine.truth(written, { path: "", start: 0, end: 0 }) === false;
	return { function: func, outputShape: args.get("output_shape"), keywords: isEmpty ? [] : readKeywords(written) };
}

function readKeywords(value: Value): Config["keywords"] {
	if (["unknown", "instance", "tensor", "iterator"].includes(value.kind)) return vague("arguments is not known");
	if (value.kind !== "dict") return undefined;
	if (!value.entries) return vague("arguments is not known");
	return [...value.entries.values()].map((entry) => [
		entry.key.kind === "str" ? (entry.key.value ?? vague("arguments is not known")) : vague("arguments is not known"),
		entry.value,
	]);
}

function callLambda(self: InstanceValue, call: LibraryCall): Value {
	const { machine, args } = call;
	const state = layerState(self);
	if (!state) return vague("a layer that was not constructed");
	if (args.open) vague(args.open);
	const { first, bound, late } = readLayerCall(args, ERASED, { machine, world: state.world }, state.name ?? "lambda");
	if (state.vague) vague({ text: "the layer's arguments are not known", cause: state.vague });
	if (first.kind === "unknown") vague(first.why);
	if (late) raise({ code: "invalid-layer-input", exception: "TypeError", message: late });
	const run = (input: Value): Value => callFunction(state, input, bound.get("mask"), bound.get("training"), call);
	const symbolic = flattenTensors(first).some((tensor) => tensor.flavor === "KerasTensor");
	if (!symbolic) {
		noteBuilt(first, state, machine);
		rejectMask(state, machine);
		return run(mapTensors(first, (tensor) => realInput(tensor, state, machine)));
	}
	const output = naming((state.config as Config).function, () =>
		state.world === "keras2" ? traced(first, state, run, args) : declared(first, state, run, call),
	);
	noteBuilt(first, state, machine);
	regularizeActivity(state, specList(flattenTensors(output).map((tensor) => tensor.spec)), false);
	return record(self, state, args, output, machine);
}

/** What fails says which KerasTensors the function took from around it: they are to be inputs. */
function naming(func: Value, run: () => Value): Value {
	try {
		return run();
	} catch (signal) {
		const captured = capturedBy(func).flatMap(([name, value]) =>
			value.kind === "tensor" && value.flavor === "KerasTensor" ? [name] : [],
		);
		if (!(signal instanceof Failure) || captured.length === 0) throw signal;
		const { problem, origin, recover } = signal;
		throw new Failure({ ...problem, facts: { ...problem.facts, captured } }, origin, recover);
	}
}

function noteBuilt(first: Value, state: LayerState, machine: Machine): void {
	if (state.built) return;
	const inputs = flattenTensors(first).map((tensor) => tensor.spec);
	machine.journal.setField(state, "built", { weights: [], inputs, inputSpec: undefined }, (a, b) => a ?? b);
	checkInitialWeights(state, []);
}

const MARKLESS: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "str", "list"]);

/** Keras 2 inside another layer marks the mask as a tensor that it has seen. */
function rejectMask(state: LayerState, machine: Machine): void {
	const mask = state.world === "keras2" && machine.inGraph ? state.bound?.get("mask") : undefined;
	if (!mask || !MARKLESS.has(mask.kind)) return;
	raise({
		code: "invalid-layer-argument",
		exception: "AttributeError",
		message: `mask of ${state.name ?? "the Lambda"} must be a tensor or a function, found a value of type ${typeName(mask)}`,
		argument: "mask",
	});
}

/** `compute_output_spec` of Keras 3, which records no call. */
export function declareLambda(self: InstanceValue, call: LibraryCall): Value {
	const state = layerState(self);
	const first = call.args.positional[0]?.value ?? call.args.keywords[0]?.value;
	if (!state || !first) return vague("a layer that was not constructed");
	if (state.vague) vague(state.vague);
	const none: Value = { kind: "none" };
	return declared(first, state, (input) => callFunction(state, input, none, none, call), call);
}

/** `compute_output_shape` of Keras 2 without an `output_shape`: the function is traced on a tensor of the shape. */
function lambdaOutputShape(self: Value, call: LibraryCall): Value {
	const { machine, args } = call;
	const state = layerState(self);
	const given = args.positional.length === 1 && args.keywords.length === 0 ? args.positional[0]?.value : undefined;
	const isTraced =
		state?.world === "keras2" && !state.vague && self.kind === "instance" && !userMethod(self, "call", machine);
	if (!state || !isTraced || !given || args.open || (state.config as Config).outputShape.kind !== "none")
		return vague("compute_output_shape of a Lambda is not followed");
	const shape = valueToShape(given);
	if (shape.kind !== "ranked") return vague("the shape given leaves it open");
	const input = makeTensor({ shape, dtype: state.policy.compute }, "KerasTensor", state);
	const none: Value = { kind: "none" };
	const mode: Value = { kind: "bool", value: false };
	const run = (first: Value): Value => callFunction(state, first, none, mode, call);
	const output = machine.trap(() => traced(input, state, run, args));
	if (output instanceof Raised || output.kind !== "tensor")
		return vague("compute_output_shape of a Lambda is not followed");
	return shapeToValue(output.spec.shape, state.world);
}

/** Names of the parameters that a function takes by position; none when it is not the user's. */
function parametersOf(func: Value): readonly string[] {
	if (func.kind === "method" && func.func) return parametersOf(func.func);
	if (func.kind !== "function") return [];
	const { args } = func.code as UserCode;
	return [...args.posonlyargs, ...args.args].map((arg) => arg.arg);
}

function callFunction(state: LayerState, input: Value, mask: Value, training: Value, call: LibraryCall): Value {
	const { machine, args } = call;
	const config = state.config as Config;
	const { origin } = args;
	if (!config.keywords) {
		return raise({
			code: "invalid-layer-argument",
			exception: "AttributeError",
			message: "arguments of a Lambda must be a dict",
			argument: "arguments",
		});
	}
	const names = parametersOf(config.function);
	const keyword = (name: string, value: Value): KeywordArgument => ({ name, value, origin });
	const extra = [
		...(names.includes("mask") ? [keyword("mask", mask)] : []),
		...(names.includes("training") ? [keyword("training", training)] : []),
	];
	const keywords = config.keywords
		.filter(([name]) => !extra.some((each) => each.name === name))
		.map(([name, value]) => keyword(name, value));
	const isGraph = machine.inGraph || flattenTensors(input).some((tensor) => tensor.eager === false);
	return withGraph(machine, isGraph, () =>
		machine.call(config.function, {
			positional: [{ value: input, origin }],
			keywords: [...keywords, ...extra],
			origin,
		}),
	);
}

/** Floating inputs become the layer's compute dtype. */
function cast(tensor: TensorValue, state: LayerState): TensorValue {
	const { dtype } = tensor.spec;
	if (state.autocast === false || !isFloating(dtype) || !isFloating(state.policy.compute)) return tensor;
	return { ...tensor, spec: castTo(tensor.spec, state.policy.compute, state.world, tensor.flavor) };
}

const standIn = (tensor: TensorValue, spec: Spec): TensorValue =>
	tensor.flavor === "KerasTensor" ? { ...tensor, flavor: "Tensor", eager: false, spec, history: undefined } : tensor;

/** Keras 2: the function runs on graph tensors, and what comes out is the output. */
function traced(first: Value, state: LayerState, run: (input: Value) => Value, args: CallArguments): Value {
	const input = mapTensors(first, (tensor) => standIn(tensor, seen(cast(tensor, state).spec)));
	const output = withinLambda(args.origin, () => run(input));
	return leaveTrace(output, state);
}

const SCALARS: Partial<Record<Value["kind"], Spec["dtype"]>> = {
	int: "int32",
	float: "float32",
	bool: "bool",
	str: "string",
};

/** `keras_tensor_from_tensor` on every leaf: what is no tensor gets a TypeSpec if TensorFlow can make one. */
function leaveTrace(value: Value, state: LayerState): Value {
	if ((value.kind === "list" || value.kind === "tuple") && value.items) {
		const items = value.items.map((item) => leaveTrace(item, state));
		return value.kind === "list" ? { kind: "list", items } : tuple(items);
	}
	if (value.kind === "dict") return mapTensors(value, (tensor) => leaveTrace(tensor, state));
	const dtype = SCALARS[value.kind];
	if (dtype) return makeTensor({ shape: { kind: "ranked", dims: [] }, dtype }, "KerasTensor", state);
	if (value.kind === "tensorshape" || (value.kind === "tensor" && value.flavor === "KerasTensor")) {
		const what = value.kind === "tensor" ? "a KerasTensor that it captured" : "a TensorShape";
		raise({
			code: "typespec-from-keras-tensor",
			exception: "TypeError",
			message: `${state.name ?? "the Lambda"} returns ${what}: no TypeSpec can be built for it`,
		});
	}
	if (value.kind === "tensor") return makeTensor(value.spec, "KerasTensor", state);
	return value.kind === "unknown" ? value : vague("what the function returns is not followed");
}

/** Keras 3: `compute_output_shape`, with the layer's compute dtype for every output. */
function declared(first: Value, state: LayerState, run: (input: Value) => Value, call: LibraryCall): Value {
	const { outputShape } = state.config as Config;
	const dense = mapTensors(first, (tensor) => ({ ...tensor, spec: asDense(tensor.spec) }));
	if (outputShape.kind === "none") return inferred(dense, state, run, call);
	if (outputShape.kind === "unknown") return vague(outputShape.why);
	const shapes = mapTensors(first, (tensor) => shapeToValue(tensor.spec.shape, "keras3"));
	const { machine, args } = call;
	if (CALLABLES.has(outputShape.kind)) {
		const result = machine.call(outputShape, {
			positional: [{ value: shapes, origin: args.origin }],
			keywords: [],
			origin: args.origin,
		});
		return toOutput(result, state);
	}
	return toOutput(withBatch(outputShape, batchOf(first), { world: state.world, machine: call.machine }), state);
}

const batchOf = (first: Value): Value => {
	const shape = flattenTensors(first)[0]?.spec.shape;
	const dim = shape?.kind === "ranked" ? shape.dims[0] : vague("the rank of the input is not known");
	return dim === undefined ? vague("the input is a scalar") : dimValue(dim);
};

const dimValue = (dim: Dim): Value => {
	if (typeof dim === "number") return { kind: "int", value: dim };
	return dim.kind === "none" ? { kind: "none", dimOf: { dim, axis: 0, symbolic: true } } : unknown(dim.why);
};

const isSize = (value: Value): boolean => value.kind === "int" || value.kind === "none" || value.kind === "unknown";

/** `output_shape` names the sizes after the batch; a list is no shape, since it cannot follow a tuple. */
function withBatch(value: Value, batch: Value, versioned: Versioned): Value {
	// Before 3.2, the batch was put in front of whatever it was.
	if (!isSince("3.2", versioned) && value.kind !== "tuple") vague("an output_shape that is no tuple, before Keras 3.2");
	if (value.kind === "tuple" && value.items.every(isSize)) return tuple([batch, ...value.items]);
	if (value.kind === "tuple") return tuple(value.items.map((item) => withBatch(item, batch, versioned)));
	if (value.kind === "list" && value.items && !value.items.every(isSize))
		return { kind: "list", items: value.items.map((item) => withBatch(item, batch, versioned)) };
	if (value.kind === "tensorshape" || value.kind === "instance" || value.kind === "dict")
		vague("output_shape is not followed");
	return raise({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: "output_shape of a Lambda must be a tuple of sizes, or a function",
	});
}

/** The shapes that were declared, as KerasTensors. */
function toOutput(value: Value, state: LayerState): Value {
	const items = value.kind === "tuple" || value.kind === "list" ? value.items : undefined;
	if (items?.every(isSize)) {
		const spec = { shape: valueToShape(value), dtype: state.policy.compute };
		return makeTensor(spec, "KerasTensor", state);
	}
	if (items) {
		const outputs = items.map((item) => toOutput(item, state));
		return value.kind === "list" ? { kind: "list", items: outputs } : tuple(outputs);
	}
	if (value.kind === "int" || value.kind === "float" || value.kind === "str" || value.kind === "none") {
		raise({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: "output_shape of a Lambda does not give a shape",
		});
	}
	return vague("the result of output_shape is not followed");
}

function inferred(first: Value, state: LayerState, run: (input: Value) => Value, call: LibraryCall): Value {
	const { machine, args } = call;
	const { compute } = state.policy;
	if (!(state.config as Config).keywords) return failInference(new Raised("AttributeError"), machine, args.origin);
	const input = mapTensors(first, (tensor) => standIn(tensor, { shape: tensor.spec.shape, dtype: compute }));
	const result = machine.trap(() => withPlainGraph(machine, () => withinLambda(args.origin, () => run(input))));
	if (result instanceof Raised) failInference(result, machine, args.origin);
	return declareLike(result, state, machine, args.origin);
}

function failInference(raised: Raised, _machine: Machine, origin: Origin): never {
	const { problem } = raised;
	const inner = problem?.message ?? `it raises ${raised.exception}`;
	const message = `Keras cannot infer this Lambda's output: ${inner}`;
	return raise({
		code: problem && problem.code !== "python-error" ? problem.code : "invalid-layer-input",
		exception: "NotImplementedError",
		message: message.length > 120 ? `${message.slice(0, 119)}…` : message,
		because: [{ text: inner, origin: problem?.origin ?? origin }, ...(problem?.because ?? [])],
	});
}

/** Only the shapes of what the function returned count; a leaf without one is an error like any other. */
function declareLike(value: Value, state: LayerState, machine: Machine, origin: Origin): Value {
	if ((value.kind === "list" || value.kind === "tuple") && value.items && !(value.kind === "tuple" && value.isShape)) {
		const items = value.items.map((item) => declareLike(item, state, machine, origin));
		return value.kind === "list" ? { kind: "list", items } : tuple(items);
	}
	if (value.kind === "dict") return mapTensors(value, (tensor) => declareLike(tensor, state, machine, origin));
	if (value.kind === "tensor") {
		if (value.spec.shape.kind === "unknown-rank") return failInference(new Raised("ValueError"), machine, origin);
		return makeTensor({ shape: value.spec.shape, dtype: state.policy.compute }, "KerasTensor", state);
	}
	if (value.kind === "unknown") return value;
	if (value.kind === "instance") return vague("what the function returns is not followed");
	return failInference(new Raised("AttributeError"), machine, origin);
}
