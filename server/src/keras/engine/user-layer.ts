import {
	type FunctionValue,
	type InstanceValue,
	isFloating,
	type Spec,
	type TensorValue,
	topSpec,
	tuple,
	unknown,
	type Value,
} from "../../domain";
import { type CallArguments, type LibraryCall, type Machine, raise, syntheticArguments } from "../../interpreter/api";
import { makeTensor, record } from "./call-layer";
import { type LayerState, layerState } from "./layer-state";
import { noteMaybeBuilt } from "./maybe-built";
import { realInputs } from "./real-inputs";
import { shapeToValue, valueToShape } from "./shape-value";
import { flattenTensors, mapTensors } from "./structure";
import { userMethod } from "./user-method";
import { withGraph } from "./with-graph";

/**
 * Calls a user's layer: `build` once, then its output. Keras 2 always traces `call` on graph tensors
 * (`base_layer.py`, `_infer_output_signature`); Keras 3 asks `compute_output_spec` or `compute_output_shape` first, if
 * the class overrides one (`layer.py`, `compute_output_spec`).
 */
export function callUserLayer(self: InstanceValue, method: FunctionValue, call: LibraryCall): Value {
	const { machine, args } = call;
	const state = layerState(self);
	if (!state) return callBody(self, method, args, machine);
	if (args.positional[0]?.value.kind === "unknown") noteMaybeBuilt(state, machine);
	buildUserLayer(self, state, args, machine);
	const tensors = flattenTensors(tuple(args.positional.map((argument) => argument.value)));
	if (!tensors.some((tensor) => tensor.flavor === "KerasTensor"))
		return callBody(self, method, realInputs(args, state, machine), machine);
	const output = symbolicOutput(self, method, state, args, machine);
	return record(self, state, args, output, machine);
}

/** Graph tensors are called in a graph; eager ones where the caller stands. */
function callBody(self: InstanceValue, method: FunctionValue, args: CallArguments, machine: Machine): Value {
	const values = [...args.positional, ...args.keywords].map((argument) => argument.value);
	const isGraph = machine.inGraph || flattenTensors(tuple(values)).some((tensor) => tensor.eager === false);
	const positional = [{ value: self, origin: args.origin }, ...args.positional];
	return withGraph(machine, isGraph, () => machine.callFunction(method, { ...args, positional }));
}

function buildUserLayer(self: InstanceValue, state: LayerState, args: CallArguments, machine: Machine): void {
	if (state.built) return;
	const tensors = flattenTensors(tuple(args.positional.map((argument) => argument.value)));
	const built = { weights: [], inputs: tensors.map((tensor) => tensor.spec), inputSpec: undefined };
	machine.journal.setField(state, "built", built, (a, b) => a ?? b);
	const build = userMethod(self, "build", machine);
	const first = args.positional[0]?.value;
	if (!build || !first) return;
	const shape = mapTensors(first, (tensor) => shapeToValue(tensor.spec.shape, state.world));
	withGraph(machine, false, () => machine.callFunction(build, syntheticArguments([self, shape], args.origin)));
}

function symbolicOutput(
	self: InstanceValue,
	method: FunctionValue,
	state: LayerState,
	args: CallArguments,
	machine: Machine,
): Value {
	const override = state.world === "keras3" ? outputOverride(self, args, machine) : undefined;
	if (override) return override;
	const traced: CallArguments = {
		...args,
		positional: args.positional.map((a) => ({ ...a, value: mapTensors(a.value, (tensor) => standIn(tensor, state)) })),
		keywords: args.keywords.map((a) => ({ ...a, value: mapTensors(a.value, (tensor) => standIn(tensor, state)) })),
	};
	const output = callBody(self, method, traced, machine);
	return mapTensors(output, (tensor) => leaveTrace(tensor, state));
}

/** The graph tensor that stands for a KerasTensor while `call` is traced. */
function standIn(tensor: TensorValue, state: LayerState): TensorValue {
	const { shape, dtype } = tensor.spec;
	const cast = isFloating(dtype) && isFloating(state.policy.compute) ? state.policy.compute : dtype;
	return { ...tensor, flavor: "Tensor", eager: false, spec: { shape, dtype: cast }, history: undefined };
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
	return makeTensor(tensor.spec, "KerasTensor", state);
}

/** What `compute_output_spec` or `compute_output_shape` of the user's class says. */
function outputOverride(self: InstanceValue, args: CallArguments, machine: Machine): Value | undefined {
	const state = layerState(self) as LayerState;
	const outputSpec = userMethod(self, "compute_output_spec", machine);
	if (outputSpec) return callBody(self, outputSpec, args, machine);
	const outputShape = userMethod(self, "compute_output_shape", machine);
	const first = args.positional[0]?.value;
	if (!outputShape || !first) return undefined;
	const shape = mapTensors(first, (tensor) => shapeToValue(tensor.spec.shape, state.world));
	const result = machine.callFunction(outputShape, syntheticArguments([self, shape], args.origin));
	const spec: Spec = { shape: valueToShape(result), dtype: state.policy.compute };
	if (spec.shape.kind === "top" && result.kind !== "unknown") {
		return unknown({ text: "the result of compute_output_shape is not followed", origin: args.origin });
	}
	return makeTensor(
		spec.shape.kind === "top" ? { ...topSpec(spec.shape.why), dtype: spec.dtype } : spec,
		"KerasTensor",
		state,
	);
}
