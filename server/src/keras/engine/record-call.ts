import type { InstanceValue, TensorValue, Value } from "../../domain";
import type { CallArguments, Machine } from "../../interpreter/api";
import { noteUse } from "./call-detail";
import { perWorld } from "./layer-definition";
import type { LayerNode, LayerState } from "./layer-state";
import { outputMasks, usesMasks } from "./masks";
import { withMask } from "./masks-keras3";
import { flattenTensors, mapTensors } from "./structure";

export const flattenArguments = (args: CallArguments): readonly TensorValue[] =>
	[...args.positional, ...args.keywords].flatMap((argument) => flattenTensors(argument.value));

/** The parameter that Keras 2 takes out of the keywords first, as the layer's input. */
const inputName = ({ definition, world }: LayerState): string | undefined =>
	/^\w+/.exec(definition?.callSignature ? perWorld(definition.callSignature, world) : "")?.[0];

/** Adds the call to the layer's nodes and gives every KerasTensor of the output its place in the graph. */
export function record(
	self: InstanceValue,
	state: LayerState,
	args: CallArguments,
	output: Value,
	machine: Machine,
	isMistake = false,
): Value {
	const seen = state.world === "keras3" && usesMasks(machine) ? withMask(args, state) : args;
	const node = place(self, state, seen, output, isMistake);
	if (node.outputs.length > 0) node.masks = outputMasks(self, state, seen, node.outputs, machine);
	keep(node, state, machine);
	noteUse(node, machine);
	return node.output;
}

/** A call on real tensors or in a trace, of a layer or model that runs others: it is in no graph. */
export function noteCall(self: InstanceValue, args: CallArguments, output: Value, machine: Machine): Value {
	noteUse({ layer: self, inputs: flattenArguments(args), outputs: [], output, args }, machine);
	return output;
}

/** Adds a copy of a call, as the clone of a graph does: no layer is called, so that no masks are made. */
export function recordCopy(state: LayerState, original: LayerNode, args: CallArguments, machine: Machine): Value {
	const node = place(original.layer, state, args, original.output, false);
	keep(node, state, machine);
	return node.output;
}

type OpenNode = { -readonly [K in keyof LayerNode]: LayerNode[K] };

function place(
	self: InstanceValue,
	state: LayerState,
	args: CallArguments,
	output: Value,
	isMistake: boolean,
): OpenNode {
	const first = state.world === "keras2" && args.positional.length === 0 ? inputName(state) : undefined;
	const order = ({ name }: { readonly name: string }) => (name === first ? "" : name);
	const keywords = [...args.keywords].sort((a, b) => (order(a) < order(b) ? -1 : 1));
	const inputs = flattenArguments({ ...args, keywords });
	const outputs: TensorValue[] = [];
	const node = { layer: self, inputs, outputs, args, isMistake } as unknown as OpenNode;
	node.output = mapTensors(output, (tensor) => {
		if (tensor.flavor !== "KerasTensor") return tensor;
		const placed: TensorValue = {
			...tensor,
			history: { tag: "history", node, index: outputs.length } as TensorValue["history"],
		};
		outputs.push(placed);
		return placed;
	});
	return node;
}

function keep(node: LayerNode, state: LayerState, machine: Machine): void {
	if (node.outputs.length > 0)
		machine.journal.setField(state, "nodes", [...state.nodes, node], (a, b) => (a.length >= b.length ? a : b));
}
