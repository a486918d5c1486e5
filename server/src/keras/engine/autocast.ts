import { isFloating, type Spec, unknownDType } from "../../domain";
import { castsInputs } from "./dtype-policy";
import type { LayerDefinition } from "./layer-definition";
import type { LayerState } from "./layer-state";
import type { SpecStructure } from "./structure";

/** What a built-in layer's autocast makes of an input. */
export function autocast(spec: Spec, definition: LayerDefinition<unknown>, state: LayerState): Spec {
	const { compute } = state.policy;
	if (definition.autocast === false || state.autocast === false) return spec;
	if (typeof spec.dtype === "string" && !isFloating(spec.dtype)) return spec;
	if (!castsInputs(compute, state.world)) return spec;
	if (typeof spec.dtype === "string" && typeof compute === "string" && state.autocast)
		return { ...spec, dtype: compute };
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
