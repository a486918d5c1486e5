import type { TensorValue } from "../../domain";
import { raise } from "../../interpreter/api";
import type { LayerState } from "./layer-state";

/** Keras 3 asks a tensor for its shape as a list, to build a layer or to compare ranks; one of unknown rank has none. */
export function rejectUnknownRank(tensors: readonly TensorValue[], { world, name }: LayerState): void {
	const found = tensors.find((tensor) => tensor.spec.shape.kind === "unknown-rank");
	if (world === "keras2" || found?.spec.shape.kind !== "unknown-rank" || found.spec.layout) return;
	raise({
		code: "undefined-dimension",
		exception: "ValueError",
		message: `${name ?? "the layer"} is called on a tensor of unknown rank; tf.ensure_shape or set_shape tells it`,
		because: [found.spec.shape.why],
	});
}
