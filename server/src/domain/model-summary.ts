import type { Origin } from "./reason";
import type { Shape } from "./shape";
import type { World } from "./value";

/** A number that is not known to us. */
export type Count = number | "?";

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
	readonly totalParams: Count;
	readonly trainableParams: Count;
	readonly nonTrainableParams: Count;
	/** Size of the weights in bytes: all, trainable, not trainable. */
	readonly bytes: readonly [Count, Count, Count];
}
