import {
	asDense,
	type FunctionValue,
	type InstanceValue,
	isFloating,
	type Reason,
	type Spec,
	type TensorValue,
	tuple,
	unknown,
	type Value,
} from "../../domain";
import {
	type Bound,
	bind,
	type CallArguments,
	type LibraryCall,
	type Machine,
	raise,
	typeName,
} from "../../interpreter/api";
import { castTo } from "./autocast";
import { noteBuiltSomehow } from "./built-somehow";
import { bindingError, rejectPlainArguments } from "./call-arguments";
import { withCallContext } from "./call-context";
import { makeTensor } from "./call-layer";
import { checkInputSpec } from "./check-input-spec";
import { requireConstructed } from "./construction";
import { castsInputs } from "./dtype-policy";
import { inputSpecsOf } from "./input-spec-object";
import { type LayerState, layerState } from "./layer-state";
import { seen } from "./layouts";
import { withCastWeights } from "./mixed-weights";
import { enteringTrace, leavingTrace } from "./other-backend";
import { realInputs } from "./real-inputs";
import { noteCall, record } from "./record-call";
import { flattenLeaves, flattenTensors, mapTensors, unknownPart } from "./structure";
import { tracedException } from "./traced-exception";
import { buildByRun, buildForCall, type UserCall } from "./user-build";
import { userMethod } from "./user-method";
import { declarationOf, declaredOutput } from "./user-output";
import { methodSignature } from "./user-signature";
import { withGraph, withPlainGraph } from "./with-graph";

/**
 * Calls a user's layer: its arguments are bound and checked, `build` runs once, then comes its output. Keras 2 always
 * traces `call` on graph tensors (`base_layer.py`, `_infer_output_signature`); Keras 3 asks `compute_output_spec` or
 * `compute_output_shape` first, if the class or the built-in layer that it derives from has one (`layer.py`).
 */
export function callUserLayer(self: InstanceValue, method: FunctionValue, { machine, args }: LibraryCall): Value {
	const state = layerState(self);
	if (!state) return unknown({ text: "a layer that was not constructed", origin: args.origin });
	requireConstructed(self, state);
	const call = readUserCall(method, state, args, machine);
	if (call.first && unknownPart(call.first)) noteBuiltSomehow(self, machine);
	const tensors = tensorsOf(args);
	const isSymbolic = tensors.some((tensor) => tensor.flavor === "KerasTensor");
	const wasBuilt = state.built !== undefined;
	const isKeras2 = state.world === "keras2";
	if (!isKeras2) prepare(self, state, call, isSymbolic, machine);
	return withCallContext(method, args, state, machine, (passed) => {
		if (isKeras2) {
			prepare(self, state, call, isSymbolic, machine);
			rejectBinding(bind(call.signature, passed), state);
		}
		if (!isSymbolic) {
			const output = callBody(self, method, realInputs(passed, state, machine), machine);
			// Where some argument is not known it may be a KerasTensor, and so may the output.
			const part = machine.inGraph ? undefined : unknownArgument(args);
			return part
				? unknown({ text: "a layer called on a value that is not known", origin: args.origin, cause: part })
				: noteCall(self, args, output, machine);
		}
		const output = symbolicOutput(self, { ...call, args: passed }, state, machine, wasBuilt);
		return record(self, state, args, output, machine);
	});
}

/** What comes before `call`: the input spec and `build`, after which Keras 3 looks at the spec that it may have set. */
function prepare(self: InstanceValue, state: LayerState, call: UserCall, isSymbolic: boolean, machine: Machine): void {
	const wasBuilt = state.built !== undefined;
	if (!(wasBuilt && state.world === "keras2" && isSymbolic)) checkUserSpec(self, state, call);
	buildForCall(self, state, call, machine);
	if (!wasBuilt && state.world === "keras3" && userMethod(self, "build", machine)) checkUserSpec(self, state, call);
}

/** Why some argument is not known, where no tensor among them tells how the call runs. */
function unknownArgument(args: CallArguments): Reason | undefined {
	if (args.open) return args.open;
	if (tensorsOf(args).length > 0) return undefined;
	const values = [...args.positional, ...args.keywords].map((argument) => argument.value);
	return values.map(unknownPart).find((why) => why !== undefined);
}

const tensorsOf = (args: CallArguments): readonly TensorValue[] =>
	flattenTensors(tuple([...args.positional, ...args.keywords].map((argument) => argument.value)));

function readUserCall(method: FunctionValue, state: LayerState, args: CallArguments, machine: Machine): UserCall {
	const name = state.name ?? "the layer";
	const isKeras3 = state.world === "keras3";
	if (isKeras3 && !args.open) rejectPlainArguments(args, name, { world: state.world, machine });
	const signature = methodSignature(method);
	const takesTraining = signature.parameters.some((each) => each.name === "training");
	const takesAll = signature.kwarg !== undefined;
	const keywords = args.keywords.filter((each) => each.name !== "training" || takesTraining || (takesAll && !isKeras3));
	const bound = bind(signature, { ...args, keywords });
	const [parameter] = signature.parameters;
	const first = parameter ? bound.given(parameter.name)?.value : args.positional[0]?.value;
	const call: UserCall = { method, args, signature, bound, first };
	if (isKeras3) rejectBinding(bound, state);
	else if (!first && !args.open && parameter) {
		raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: `${name} was called without its first argument, ${parameter.name}`,
		});
	}
	return call;
}

function rejectBinding(bound: Bound, state: LayerState): void {
	const message = bindingError(bound, state.name ?? "the layer");
	if (message) raise({ code: "invalid-layer-input", exception: "TypeError", message });
}

/** What `self.input_spec` demands of the first argument. */
function checkUserSpec(self: InstanceValue, state: LayerState, { first }: UserCall): void {
	const specs = inputSpecsOf(self, state);
	if (!specs || !first || unknownPart(first)) return;
	const leaves = flattenLeaves(first);
	const bad = leaves.find((leaf) => leaf.kind !== "tensor");
	if (bad && (bad.kind === "instance" || state.world === "keras2")) return;
	if (bad) {
		raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: `${state.name ?? "the layer"} was called on a value of type ${typeName(bad)}, which is not a tensor`,
		});
	}
	checkInputSpec(
		specs,
		leaves.flatMap((leaf) => (leaf.kind === "tensor" ? [leaf.spec] : [])),
		state.name ?? "the layer",
	);
}

/** Graph tensors are called in a graph; eager ones where the caller stands. */
function callBody(self: InstanceValue, method: FunctionValue, args: CallArguments, machine: Machine): Value {
	const state = layerState(self);
	const isGraph = machine.inGraph || tensorsOf(args).some((tensor) => tensor.eager === false);
	const positional = [{ value: self as Value, origin: args.origin }, ...args.positional];
	const run = () => withGraph(machine, isGraph, () => machine.callFunction(method, { ...args, positional }));
	return state ? withCastWeights(self, state, machine, run) : run();
}

function symbolicOutput(
	self: InstanceValue,
	call: UserCall,
	state: LayerState,
	machine: Machine,
	wasBuilt: boolean,
): Value {
	const site = { machine, world: state.world };
	const traced = mapArguments(tracedArguments(call.args, state), state, (tensor) => enteringTrace(tensor, site));
	const body = (): Value => callBody(self, call.method, traced, machine);
	const trace = () => (state.world === "keras3" ? withPlainGraph(machine, body) : body());
	const declaration = declarationOf(self, state, machine);
	if (!declaration)
		return mapTensors(leaveLayer(asTraced(trace, state, machine), state), (tensor) => leavingTrace(tensor, site));
	const hasBuild = userMethod(self, "build", machine) || state.definition?.build;
	if (!wasBuilt && !hasBuild) buildByRun(self, machine, trace);
	return declaredOutput(declaration, self, state, { ...call, args: castArguments(call.args, state) }, machine);
}

function asTraced(trace: () => Value, { world }: LayerState, machine: Machine): Value {
	return machine.renaming((exception) => tracedException(exception, { world, machine }), trace);
}

/** Keras 3 casts the tensors in all arguments, Keras 2 those of the first one. */
function mapArguments(args: CallArguments, state: LayerState, map: (tensor: TensorValue, cast: boolean) => Value) {
	const all = state.world === "keras3";
	const each = <T extends { readonly value: Value }>(argument: T, isFirst: boolean): T => ({
		...argument,
		value: mapTensors(argument.value, (tensor) => map(tensor, all || isFirst)),
	});
	return {
		...args,
		positional: args.positional.map((argument, index) => each(argument, index === 0)),
		keywords: args.keywords.map((argument) => each(argument, args.positional.length === 0)),
	};
}

function castTensor(tensor: TensorValue, state: LayerState): TensorValue {
	const { dtype } = tensor.spec;
	const { compute } = state.policy;
	if (!isFloating(dtype) || !castsInputs(compute, state.world) || state.autocast === false) return tensor;
	return { ...tensor, spec: castTo(tensor.spec, compute, state.world, tensor.flavor) };
}

/** Keras 3 stands a SparseTensor for a sparse KerasTensor, and a dense tensor for a ragged one. */
const placeholder = ({ spec }: TensorValue, state: LayerState): Spec =>
	state.world === "keras2" ? seen(spec) : spec.layout?.kind === "ragged" ? asDense(spec) : spec;

const castArguments = (args: CallArguments, state: LayerState): CallArguments =>
	mapArguments(args, state, (tensor) => castTensor(tensor, state));

/** The graph tensors that stand for KerasTensors while `call` is traced. */
const tracedArguments = (args: CallArguments, state: LayerState): CallArguments =>
	mapArguments(args, state, (tensor, isCast) => ({
		...(isCast ? castTensor(tensor, state) : tensor),
		spec: placeholder(isCast ? castTensor(tensor, state) : tensor, state),
		flavor: "Tensor",
		eager: false,
		history: undefined,
	}));

const PLAIN: ReadonlySet<Value["kind"]> = new Set(["none", "int", "float", "bool", "str"]);

/** What came out of `call` as KerasTensors. Keras 3 takes nothing else among the outputs, but None alone. */
function leaveLayer(output: Value, state: LayerState): Value {
	const plain = output.kind === "none" ? undefined : flattenLeaves(output).find((leaf) => PLAIN.has(leaf.kind));
	if (plain && state.world === "keras3") {
		raise({
			code: "undefined-layer-output",
			exception: "ValueError",
			message: `${state.name ?? "the layer"} returns a value of type ${typeName(plain)} among its outputs: all must be tensors`,
		});
	}
	return mapTensors(output, (tensor) => leaveTrace(tensor, state));
}

function leaveTrace(tensor: TensorValue, state: LayerState): Value {
	if (tensor.flavor === "KerasTensor") {
		if (state.world === "keras3") return unknown({ text: "a KerasTensor that the layer captured" });
		raise({
			code: "typespec-from-keras-tensor",
			exception: "TypeError",
			message: `${state.name ?? "the layer"} returns a captured KerasTensor: no TypeSpec can be built for it`,
		});
	}
	if (state.world === "keras3" && tensor.spec.shape.kind === "unknown-rank") {
		raise({
			code: "undefined-layer-output",
			exception: "ValueError",
			message: `${state.name ?? "the layer"} returns a tensor of unknown rank, which no KerasTensor can be`,
			because: [tensor.spec.shape.why],
		});
	}
	return makeTensor(tensor.spec, "KerasTensor", state);
}
