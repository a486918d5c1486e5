import type { OutlineLayer, OutlineModel, ViewCount, ViewLocation } from "../../shared/model-views";

/** A line of the tree of models. The commands on models take it as a `ModelKey`. */
export interface TreeEntry {
	readonly uri: string;
	readonly id: string;
	readonly kind: "model" | "inner-model" | "layer";
	/** Stays the same while the program is edited, so that what is unfolded stays so. */
	readonly place: string;
	readonly label: string;
	readonly description: string;
	readonly tooltip: string;
	readonly location: ViewLocation | undefined;
	readonly children: readonly TreeEntry[];
}

export const entriesOf = (uri: string, models: readonly OutlineModel[]): readonly TreeEntry[] =>
	models.map((model) => ({
		uri,
		id: model.id,
		kind: "model",
		place: `${uri}#${model.id}`,
		label: model.name,
		description: model.signature || paramsText(model.totalParams),
		tooltip: lines(`${model.name} (${model.kind})`, model.signature, paramsText(model.totalParams)),
		location: model.location,
		children: layersOf(model.layers, { uri, id: model.id }, `${uri}#${model.id}`),
	}));

function layersOf(
	layers: readonly OutlineLayer[],
	key: Pick<TreeEntry, "uri" | "id">,
	parent: string,
): readonly TreeEntry[] {
	const seen = new Map<string, number>();
	return layers.map((layer) => {
		const count = seen.get(layer.name) ?? 0;
		seen.set(layer.name, count + 1);
		const place = `${parent}/${layer.name}${count ? `#${count}` : ""}`;
		return {
			...key,
			kind: layer.layers ? "inner-model" : "layer",
			place,
			label: layer.name,
			description: [layer.outputShape, paramsText(layer.params)].filter(Boolean).join(" · "),
			tooltip: lines(`${layer.name} (${layer.className})`, layer.outputShape, paramsText(layer.params)),
			location: layer.location,
			children: layersOf(layer.layers ?? [], key, place),
		};
	});
}

/** Nothing for a layer without parameters: most have none. */
const paramsText = (params: ViewCount): string => {
	if (params === 0) return "";
	return params === 1 ? "1 param" : `${typeof params === "number" ? params.toLocaleString("en-US") : params} params`;
};

const lines = (...texts: readonly string[]): string => texts.filter(Boolean).join("\n");
