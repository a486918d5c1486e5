import type {
	DType,
	DTypeName,
	InstanceValue,
	Opaque,
	Origin,
	Reason,
	Snapshot,
	SnapshotDetail,
	TensorValue,
	Value,
	World,
} from "../../domain";
import type { Bound, CallArguments } from "../../interpreter/api";
import type { BuiltState, LayerDefinition, Weight } from "./layer-definition";

export type { BuiltState, Weight };

/** The one loss that a model was compiled with, and where it was written. */
export interface CompiledLoss {
	/** The name of Keras's own function. */
	readonly name: string;
	readonly origin: Origin | undefined;
	/** Whether it takes scores, which is a setting of an object. */
	readonly fromLogits: boolean;
}

/** One call of a layer on symbolic tensors: an edge of the graph that functional models replay. */
export interface LayerNode {
	readonly layer: InstanceValue;
	readonly inputs: readonly TensorValue[];
	readonly outputs: readonly TensorValue[];
	/** The structure that the call returned. */
	readonly output: Value;
	/** The call as it was made, for replaying it on other tensors. */
	readonly args: CallArguments;
	/** Whether the call raised, so that a replay of it tells nothing new. */
	readonly isMistake?: boolean | undefined;
	/** The masks of the outputs, once a layer of the program makes masks. */
	readonly masks?: readonly Value[] | undefined;
	/** As snapshots tell of it, once one did. */
	shown?: SnapshotDetail;
}

/** A KerasTensor's place in the graph. */
export interface History extends Opaque {
	readonly tag: "history";
	readonly node: LayerNode;
	readonly index: number;
	/** The snapshot of the tensor, once one was made. */
	shown?: Snapshot;
}

export interface DTypePolicy {
	readonly compute: DType;
	readonly variable: DType;
	/** Whether layers that know how make quantized weights (Keras 3). */
	readonly isQuantized?: boolean;
}

/** The native state of every layer and model. Mutable fields are written through the journal only. */
export interface LayerState extends Opaque {
	readonly tag: "layer";
	readonly world: World;
	/** Where the layer was constructed. */
	origin: Origin | undefined;
	definition: LayerDefinition<unknown> | undefined;
	config: unknown;
	bound: Bound | undefined;
	/** Why the constructor's outcome is not known; calls then give `?`. */
	vague: Reason | undefined;
	name: string | undefined;
	policy: DTypePolicy;
	/** Whether floating inputs are cast to the compute dtype; absent when it is not known. */
	autocast: boolean | undefined;
	/** True when a name was given that we do not know. */
	nameIsUnknown: boolean;
	/** An activity regularizer of Keras's own that takes floats only, or a text that names none, which fails when it is called. */
	activity: "none" | "l2" | "mixed" | "text";
	/** Absent when it depends on something that is not known. */
	trainable: boolean | undefined;
	built: BuiltState | undefined;
	/** True when something that is not known may have built it. */
	maybeBuilt: boolean;
	/** True while the user's `build` runs: `super().build()` in it is the library's. */
	building: boolean;
	nodes: readonly LayerNode[];
	/** Weights that the user's `build` or `__init__` added. */
	ownWeights: readonly Weight[];
	/** What the layer was quantized to (Keras 3). */
	quantized: string | undefined;
	/** True when it has other weights than those that `build` made. */
	hidesWeights: boolean;
	/** True once a size that no weight can have was reported. */
	lacksWeight: boolean;
	/** The loss that a model was compiled with, where it is one of Keras's own. */
	loss: CompiledLoss | undefined;
	/** The loss function of the program's own that a model was compiled with. */
	lossFunction: Value | undefined;
	/** Graph of a functional model or a built Sequential. */
	graph: ModelGraph | undefined;
	/** Layers of a Sequential, in order. */
	stack: readonly InstanceValue[] | undefined;
	/** The last snapshot and what it was made of: names are seen far more often than layers change. */
	shown?: Pick<LayerState, "built" | "nodes" | "graph" | "stack"> & { readonly snapshot: Snapshot };
}

/** A functional graph from inputs to outputs. */
export interface ModelGraph {
	readonly inputs: Value;
	readonly outputs: Value;
	/** Layers in Keras's order (by depth), each once. */
	readonly layers: readonly InstanceValue[];
	/** Nodes in an order in which they can be replayed. */
	readonly nodes: readonly LayerNode[];
	/** As snapshots tell of its layers, once one did. */
	shown?: readonly SnapshotDetail[];
}

export const isLayerState = (native: Opaque | undefined): native is LayerState => native?.tag === "layer";

export function layerState(value: Value): LayerState | undefined {
	return value.kind === "instance" && isLayerState(value.native) ? value.native : undefined;
}

export const historyOf = (tensor: TensorValue): History | undefined =>
	tensor.history?.tag === "history" ? (tensor.history as History) : undefined;

export const FLOAT32: DTypePolicy = { compute: "float32" as DTypeName, variable: "float32" as DTypeName };
