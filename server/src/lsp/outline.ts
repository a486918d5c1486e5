import {
	OUTLINE_REQUEST,
	type OutlineLayer,
	type OutlineModel,
	type OutlineParams,
	type ViewLocation,
} from "../../../shared/model-views";
import type { LayerSummary, ModelSummary } from "../ide/analysis";
import { printOutputShape } from "../ide/summary";
import { answer } from "./answer";
import type { Server } from "./context";
import { type ShownModels, shownModels, signatureOf } from "./shown-models";

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** `keraspec/outline`: the models of a document with their layers. */
export function registerOutline(server: Server): void {
	server.connection.onRequest(OUTLINE_REQUEST, ({ uri }: OutlineParams, token) =>
		answer(server, uri, token, (current): readonly OutlineModel[] => {
			const shown = shownModels(current, server);
			// The line that is being typed may be the model's own.
			const elsewhere: ViewLocation = { uri, range: START };
			return shown.analysis.models.map((model) => ({
				id: shown.idOf(model),
				name: model.name,
				kind: model.kind,
				signature: signatureOf(model),
				totalParams: model.totalParams,
				location: shown.locate(model.origin) ?? elsewhere,
				layers: outlineLayers(model, shown),
			}));
		}),
	);
}

const outlineLayers = (model: ModelSummary, shown: ShownModels): readonly OutlineLayer[] =>
	model.layers.map((layer) => outlineLayer(layer, model, shown));

function outlineLayer(layer: LayerSummary, model: ModelSummary, shown: ShownModels): OutlineLayer {
	const { name, className, params, origin } = layer;
	const location = shown.locate(origin);
	return {
		name,
		className,
		outputShape: printOutputShape(layer, model),
		params,
		...(location ? { location } : {}),
		...(layer.model ? { layers: outlineLayers(layer.model, shown) } : {}),
	};
}
