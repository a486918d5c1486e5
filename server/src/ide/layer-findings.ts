import type { Origin } from "../domain";
import type { Finding } from "../rules/rule";
import type { Analysis, LayerSummary, ModelSummary } from "./analysis";

const holds = (place: Origin, { path, start, end }: Origin): boolean =>
	place.path === path && place.start <= start && end <= place.end;

/**
 * The findings of each layer of a model: those at the narrowest place that makes or calls a layer. What stands at a
 * call that makes the whole model says nothing of one of its layers.
 */
export function findingsOfLayers(
	{ findings }: Pick<Analysis, "findings">,
	model: ModelSummary,
): ReadonlyMap<LayerSummary, readonly Finding[]> {
	const layers = [...new Set([...model.layers, ...(model.graph ?? [])])];
	const places = layers.flatMap((layer) =>
		[layer.origin, ...layer.calls.map(({ origin }) => origin)].flatMap((place) =>
			place && !holds(place, model.origin) ? [{ layer, place }] : [],
		),
	);
	const found = new Map<LayerSummary, readonly Finding[]>();
	for (const finding of findings) {
		const around = places.filter(({ place }) => holds(place, finding.origin));
		const narrowest = Math.min(...around.map(({ place }) => place.end - place.start));
		const named = new Set(
			around.filter(({ place }) => place.end - place.start === narrowest).map(({ layer }) => layer),
		);
		for (const layer of named) found.set(layer, [...(found.get(layer) ?? []), finding]);
	}
	return found;
}
