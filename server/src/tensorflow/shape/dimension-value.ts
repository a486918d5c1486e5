import { type Dim, type InstanceValue, library, type Opaque, type Value, type World } from "../../domain";

/** The class of the sizes of TensorFlow 1. */
export const DIMENSION_CLASS = "tensorflow.compat.v1.Dimension";

interface DimensionState extends Opaque {
	readonly tag: "dimension";
	readonly dim: Dim;
}

export function makeDimension(dim: Dim, world: World): InstanceValue {
	const native: DimensionState = { tag: "dimension", dim };
	return { kind: "instance", cls: library(DIMENSION_CLASS, world), attrs: new Map(), native };
}

/** The size that a `Dimension` holds; absent for what is none. */
export const dimensionOf = (value: Value): Dim | undefined =>
	value.kind === "instance" && value.native?.tag === "dimension" ? (value.native as DimensionState).dim : undefined;
