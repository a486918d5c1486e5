import type { InstanceValue, TensorValue, Value } from "../../domain";
import type { CallArguments, Machine } from "../../interpreter/api";
import { perWorld } from "./layer-definition";
import type { LayerNode, LayerState } from "./layer-state";
import { outputMasks } from "./masks";
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
	const first = state.world === "keras2" && args.positional.length === 0 ? inputName(state) : undefined;
	const order = ({ name }: { readonly name: string }) => (name === first ? "" : name);
	const keywords = [...args.keywords].sort((a, b) => (order(a) < order(b) ? -1 : 1));
	const inputs = flattenArguments({ ...args, keywords });
	const outputs: TensorValue[] = [];
	const node = { layer: self, inputs, outputs, args, isMistake } as unknown as {
		-readonly [K in keyof LayerNode]: LayerNode[K];
	};
	node.output = mapTensors(output, (tensor) => {
		if (tensor.flavor !== "KerasTensor") return tensor;
		const placed: TensorValue = {
			...tensor,
			history: { tag: "history", node, index: outputs.length } as TensorValue["history"],
		};
		outputs.push(placed);
		return placed;
	});
	node.masks = outputMasks(self, state, args, outputs, machine);
	if (outputs.length > 0)
		machine.journal.setField(state, "nodes", [...state.nodes, node], (a, b) => (a.length >= b.length ? a : b));
	return node.output;
}
