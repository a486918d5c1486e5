import { type InstanceValue, type Origin, unknown, type Value } from "../../domain";
import { type LibraryCall, type Machine, Raised, raise, vague } from "../../interpreter/api";
import { type LayerCall, readLayerCall } from "../engine/call-arguments";
import { withModelContext } from "../engine/call-context";
import type { LayerDefinition } from "../engine/layer-definition";
import type { LayerState, ModelGraph } from "../engine/layer-state";
import { noteCall, record } from "../engine/record-call";
import { flattenLeaves, flattenTensors, unknownPart } from "../engine/structure";
import { rejectUnknownRank } from "../engine/unknown-rank";
import { isSince } from "../versions/release";
import { checkRanks, type InputCheck } from "./check-ranks";
import { runKeras2 } from "./functional-keras2";
import { callOnTensors, declareOutputs } from "./functional-keras3";
import { checkModelInputs } from "./model-inputs";

const CALL: LayerDefinition<unknown> = {
	name: "Functional",
	signature: "inputs, outputs, name=None, **kwargs",
	callSignature: { keras2: "inputs, training=None, mask=None", keras3: "inputs, training=None, mask=None, **kwargs" },
	takesPlainArguments: true,
	configure: () => ({}),
	call: () => vague("a model replays its graph"),
};

const read = ({ args, machine }: LibraryCall, state: LayerState): LayerCall =>
	readLayerCall(args, CALL, { machine, world: state.world }, state.name ?? "the model");

/** `model(inputs)` of a functional model. */
export function callFunctional(
	self: InstanceValue,
	state: LayerState,
	graph: ModelGraph,
	call: LibraryCall,
	check: InputCheck = "sizes",
): Value {
	const { machine, args } = call;
	if (args.open) return vague(args.open);
	const layerCall = read(call, state);
	const { first } = layerCall;
	const part = unknownPart(first);
	if (part) return unknown({ text: "a model called on a value that is not known", origin: args.origin, cause: part });
	const isSymbolic = flattenTensors(first).some((tensor) => tensor.flavor === "KerasTensor");
	if (!isSymbolic) rejectUnknownRank(flattenTensors(first), state);
	const isChecked = check === "sizes" && (!isSymbolic || state.world === "keras3");
	if (check === "sizes" && state.world === "keras3") rejectMixture(first);
	const fits = isChecked
		? checkModelInputs(state, graph, first, machine, args.origin)
		: check !== "ranks" || checkRanks(state, graph, first, machine, args.origin);
	if (fits) rejectArguments(layerCall, state, isSymbolic, call);
	const run = (): Value =>
		withModelContext(layerCall.bound, state.world, machine, (training) => {
			if (state.world === "keras2") {
				const output = runKeras2(self, state, graph, first, isSymbolic, call);
				return isSymbolic ? output : noteCall(self, args, output, machine);
			}
			if (!isSymbolic) return noteCall(self, args, callOnTensors(state, graph, first, call, training), machine);
			const output = declareOutputs(graph, flattenLeaves(first), state, machine, args.origin);
			return record(self, state, args, output, machine);
		});
	return fits ? run() : afterMistake(run, args.origin, machine);
}

/** Of an argument, all or nothing is a tensor; NumPy's arrays are none. */
function rejectMixture(first: Value): void {
	if (first.kind === "tensor") return;
	const leaves = flattenLeaves(first).filter(({ kind }) => kind !== "none");
	const isTensor = (leaf: Value): boolean => leaf.kind === "tensor" && leaf.flavor !== "ndarray";
	const isDoubtful = leaves.some((leaf) => leaf.kind === "tensor" && leaf.flavor === "Variable");
	if (isDoubtful || !leaves.some(isTensor) || leaves.every(isTensor)) return;
	raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: "a model was called on a structure of tensors and of what is no tensor",
	});
}

/** A model that was called on what it does not take still says what it would have given, if its layers take it. */
export function afterMistake(run: () => Value, origin: Origin, machine: Machine): Value {
	const result = machine.trap(() => machine.guard(origin, run));
	return result instanceof Raised ? unknown({ text: "what comes out of an error", origin }) : result;
}

/** What `call` does not take: Keras 3 hands unknown keywords to the layers since 3.10, but declares nothing with them. */
function rejectArguments({ bound, late }: LayerCall, state: LayerState, isSymbolic: boolean, call: LibraryCall): void {
	const takesMore = !isSymbolic && isSince("3.10", { world: state.world, machine: call.machine });
	const extra = state.world === "keras3" && !takesMore ? bound.extra[0] : undefined;
	const message = late ?? (extra && `${state.name ?? "the model"} cannot be called with the argument ${extra.name}`);
	if (message) raise({ code: "invalid-layer-input", exception: "TypeError", message });
}

/** `model.call(inputs)`, as `super().call(inputs)` in a class that is a functional model: the layers alone. */
export function runFunctional(self: InstanceValue, state: LayerState, graph: ModelGraph, call: LibraryCall): Value {
	if (call.args.open) return vague(call.args.open);
	const { first } = read(call, state);
	const part = unknownPart(first);
	if (part) return vague(part);
	if (flattenTensors(first).some((tensor) => tensor.flavor === "KerasTensor"))
		return vague("call() of a model on KerasTensors is not followed");
	if (state.world === "keras2") return runKeras2(self, state, graph, first, false, call);
	return callOnTensors(state, graph, first, call);
}
