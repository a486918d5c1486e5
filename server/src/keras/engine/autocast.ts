import {
	type DType,
	isFloating,
	noneDim,
	ranked,
	type Spec,
	type TensorFlavor,
	unknownDType,
	type World,
	withLayout,
} from "../../domain";
import { castsInputs } from "./dtype-policy";
import type { LayerDefinition } from "./layer-definition";
import type { LayerState } from "./layer-state";
import type { SpecStructure } from "./structure";

/**
 * A tensor of another dtype. `tf.cast` of a SparseTensor forgets its sizes, which Keras 3 puts back; its KerasTensors are
 * dense once they are cast.
 */
export function castTo(spec: Spec, dtype: DType, world: World, flavor: TensorFlavor): Spec {
	if (spec.dtype === dtype) return spec;
	const { shape, layout } = spec;
	if (world === "keras3") return withLayout({ shape, dtype }, flavor === "KerasTensor" ? undefined : layout);
	if (layout?.kind !== "sparse" || shape.kind !== "ranked") return withLayout({ shape, dtype }, layout);
	const open = noneDim({ text: "the cast of a SparseTensor forgets its sizes" });
	return { shape: ranked(shape.dims.map(() => open)), dtype, layout };
}

/** What a built-in layer's autocast makes of an input. */
export function autocast(
	spec: Spec,
	definition: LayerDefinition<unknown>,
	state: LayerState,
	flavor: TensorFlavor,
): Spec {
	const { compute } = state.policy;
	if (definition.autocast === false || state.autocast === false) return spec;
	if (typeof spec.dtype === "string" && !isFloating(spec.dtype)) return spec;
	if (!castsInputs(compute, state.world)) return spec;
	if (typeof spec.dtype === "string" && typeof compute === "string" && state.autocast)
		return castTo(spec, compute, state.world, flavor);
	if (spec.dtype === compute) return spec;
	return { ...spec, dtype: unknownDType({ text: "whether the layer casts its input is not known" }) };
}

export function castStructure(structure: SpecStructure, cast: (spec: Spec) => Spec): SpecStructure {
	if ("shape" in structure) return cast(structure);
	if (structure.kind === "dict") {
		const entries = Object.entries(structure.entries).map(([name, item]) => [name, castStructure(item, cast)] as const);
		return { kind: "dict", entries: Object.fromEntries(entries) };
	}
	return { kind: structure.kind, items: structure.items.map((item) => castStructure(item, cast)) };
}
