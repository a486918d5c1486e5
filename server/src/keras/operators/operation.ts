import { type InstanceValue, library, type Origin, type Value, type World } from "../../domain";
import { type CallArguments, type ClassModel, type LibraryCall, type Machine, vague } from "../../interpreter/api";
import { allocateLayer } from "../engine/construct-layer";
import { LAYER, layerAttribute, layerMethods } from "../engine/define-layer";
import type { LayerDefinition } from "../engine/layer-definition";
import { type LayerState, layerState } from "../engine/layer-state";
import { autoName, toSnakeCase } from "../engine/naming";
import { record } from "../engine/record-call";

interface Config {
	/** What a functional model calls, with the arguments of the node, when it is called on other tensors. */
	readonly replay: Value;
}

/** What stands behind an operation on KerasTensors that is not a layer of the user's. */
const DEFINITION: LayerDefinition<unknown> = {
	name: "Operation",
	signature: "*args, **kwargs",
	configure: () => ({}),
	call: () => vague("an operation is replayed, not called"),
};

const PREFIX = "keras.operations.";

/** Whether a node's layer is an operation of Keras 3, which is in the graph but not among the model's layers. */
export const isOperation = (layer: InstanceValue): boolean =>
	layer.cls.kind === "library" && layer.cls.name.startsWith(PREFIX) && layer.cls.world === "keras3";

/** The class of an operation, such as `Add` or `TFOpLambda`, as graphs and summaries show it. */
export const operationClass = (name: string): ClassModel => ({
	kind: "class",
	name: PREFIX + name,
	bases: [LAYER],
	allocate: allocateLayer,
	init: () => undefined,
	call: replay,
	attribute: layerAttribute,
	methods: layerMethods,
});

interface Replays {
	depth: number;
}

const replays = (machine: Machine): Replays => machine.libraryState<Replays>("keras.replays", () => ({ depth: 0 }));

/** While a model replays its graph, the operations in it are not made anew. */
function replay(self: InstanceValue, call: LibraryCall): Value {
	const state = layerState(self);
	if (!state) return vague("the operation is not known");
	const ongoing = replays(call.machine);
	ongoing.depth += 1;
	try {
		const output = call.machine.call((state.config as Config).replay, call.args);
		return record(self, state, call.args, output, call.machine);
	} finally {
		ongoing.depth -= 1;
	}
}

export interface OperationSite {
	readonly machine: Machine;
	readonly world: World;
	readonly args: CallArguments;
}

/**
 * Gives the result of an operation on KerasTensors its place in the graph. Keras 2 makes a `TFOpLambda` layer of it,
 * named after the TensorFlow function (`tf.math.add`); Keras 3 an operation named after its class (`Add`: `add`).
 */
export function recordOperation(
	className: string,
	output: Value,
	replayed: Value,
	site: OperationSite,
	name = toSnakeCase(className),
): Value {
	const { machine, world, args } = site;
	if (replays(machine).depth > 0) return output;
	const cls = library(PREFIX + className, world);
	const self: InstanceValue = { kind: "instance", cls, attrs: new Map() };
	allocateLayer(self, machine, world, args.origin);
	const state = layerState(self) as LayerState;
	Object.assign(state, {
		origin: args.origin,
		definition: DEFINITION,
		config: { replay: replayed },
		name: autoName(name, machine, world),
		built: { weights: [], inputs: [], inputSpec: undefined },
	});
	return record(self, state, args, output, machine);
}

export const operandsAt = (values: readonly Value[], origin: Origin): CallArguments => ({
	positional: values.map((value) => ({ value, origin })),
	keywords: [],
	origin,
});
