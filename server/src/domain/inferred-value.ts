import { isStatic } from "./dim";
import type { Spec } from "./spec";
import { NONE, type Value } from "./value";

/**
 * What a KerasTensor of Keras 2 keeps of the values of a tensor that may be a shape: those of int32 scalars and vectors.
 * `negative` when Keras, which makes a tensor of that shape to find out, fails. Mirrors `KerasTensor.from_tensor` of
 * keras/src/engine/keras_tensor.py (2.15).
 */
export function inferredValue({ shape, dtype }: Spec, content: Value | undefined): Value | "negative" | undefined {
	if (content === undefined || dtype !== "int32" || shape.kind !== "ranked" || shape.dims.length > 1) return undefined;
	if (content.kind !== "list") return inferredSize(content, true);
	const items = content.items ?? [];
	if (items.length === 0 || !shape.dims.every(isStatic)) return undefined;
	const isWhole = items.every((item) => item.kind === "int" && item.value !== undefined && !item.dimOf);
	const sizes = items.map((item) => inferredSize(item, isWhole));
	return sizes.includes("negative") ? "negative" : { kind: "list", items: sizes as readonly Value[] };
}

/** In a vector that is known in part, -1 stands for a size that is not known. */
function inferredSize(item: Value, isWhole: boolean): Value | "negative" {
	if (item.kind !== "int" || item.value === undefined) return item;
	if (item.value >= 0) return item.dimOf ? { kind: "int", value: item.value } : item;
	return item.value === -1 && !isWhole ? NONE : "negative";
}
