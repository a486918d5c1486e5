import type { Count } from "./count";
import type { Origin } from "./reason";
import type { Shape } from "./shape";
import type { Spec } from "./spec";
import type { World } from "./value";

/** Output shapes as the layer returns them: one, or nested as the outputs are. */
export type ShapeTree = Shape | ShapeSequence | ShapeMapping;

export interface ShapeSequence {
	readonly kind: "list" | "tuple";
	readonly items: readonly ShapeTree[];
}

export interface ShapeMapping {
	readonly kind: "dict";
	readonly entries: Readonly<Record<string, ShapeTree>>;
}

/** A tensor of a model's graph: an output of a call of one of its layers, all counted from 0 in `ModelSummary.graph`. */
export interface TensorPlace {
	readonly layer: number;
	readonly call: number;
	readonly tensor: number;
}

export interface CallInput {
	readonly spec: Spec;
	/** Absent for a tensor that comes from outside of the model. */
	readonly from: TensorPlace | undefined;
}

/** One call of a layer within a model. */
export interface LayerCall {
	readonly origin: Origin;
	/** Which of all calls of the layer it is, as Keras counts them. */
	readonly node: number;
	readonly inputs: readonly CallInput[];
	readonly outputs: readonly Spec[];
}

/** One row of what `model.summary()` prints. */
export interface LayerSummary {
	readonly name: string;
	readonly className: string;
	/** `multiple`: Keras 2 prints that word for a layer without exactly one output shape. */
	readonly outputShape: ShapeTree | "multiple";
	readonly params: Count;
	/** True when Keras says so beside the number. */
	readonly unbuilt: boolean;
	/** `dense[0][0]`: layer, node, tensor. */
	readonly connectedTo: readonly string[];
	/** Where the layer was constructed. */
	readonly origin: Origin | undefined;
	/** Absent when it depends on something that is not known. */
	readonly trainable: boolean | undefined;
	/** The calls within the model, where it has a graph. */
	readonly calls: readonly LayerCall[];
	/** What the layer gives, once for each call; absent when it is not known. */
	readonly outputs: readonly Spec[] | undefined;
	/** What the layer is, when it is a model itself. */
	readonly model: ModelSummary | undefined;
}

/** What `model.summary()` prints at the end of the program. */
export interface ModelSummary {
	readonly name: string;
	readonly kind: "Sequential" | "Functional" | "Model";
	readonly world: World;
	readonly origin: Origin;
	/** False when Keras prints a column of connections. */
	readonly isChain: boolean;
	readonly layers: readonly LayerSummary[];
	/** All layers of its graph, those that a Sequential hides included; absent when its calls are not known. */
	readonly graph: readonly LayerSummary[] | undefined;
	readonly inputs: readonly Spec[] | undefined;
	readonly outputs: readonly Spec[] | undefined;
	readonly totalParams: Count;
	readonly trainableParams: Count;
	readonly nonTrainableParams: Count;
	/** Size of the weights in bytes: all, trainable, not trainable. */
	readonly bytes: readonly [Count, Count, Count];
}
