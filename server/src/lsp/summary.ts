import {
	type ModelSummaryView,
	SUMMARY_REQUEST,
	type SummaryParams,
	type SummaryRow,
} from "../../../shared/model-views";
import { activationBytes, layerActivationBytes } from "../ide/activations";
import type { ModelSummary } from "../ide/analysis";
import { headline } from "../ide/diagnostics";
import { findingsOfLayers } from "../ide/layer-findings";
import { printOutputShape } from "../ide/summary";
import { answer } from "./answer";
import type { Server } from "./context";
import { modelWith, type ShownModels, shownModels } from "./shown-models";

/** `keraspec/summary`: a model as a table, with the memory of its activations. */
export function registerSummary(server: Server): void {
	server.connection.onRequest(SUMMARY_REQUEST, (params: SummaryParams, token) =>
		answer(server, params.uri, token, (current): ModelSummaryView | null => {
			const shown = shownModels(current, server);
			const model = modelWith(params, shown);
			const batchSize = readBatchSize(params.batchSize);
			if (!model) return null;
			return {
				key: { uri: params.uri, id: params.id },
				name: model.name,
				kind: model.kind,
				version: current.version,
				batchSize,
				rows: rowsOf(model, shown, batchSize),
				totalParams: model.totalParams,
				trainableParams: model.trainableParams,
				nonTrainableParams: model.nonTrainableParams,
				parameterBytes: model.bytes[0],
				activationBytes: activationBytes(model, batchSize),
			};
		}),
	);
}

const readBatchSize = (value: unknown): number =>
	typeof value === "number" && value >= 1 && Number.isFinite(value) ? Math.floor(value) : 1;

function rowsOf(model: ModelSummary, shown: ShownModels, batchSize: number): readonly SummaryRow[] {
	const findings = findingsOfLayers(shown.analysis, model);
	return model.layers.map((layer) => {
		const location = shown.locate(layer.origin);
		return {
			name: layer.name,
			className: layer.className,
			outputShape: printOutputShape(layer, model),
			params: layer.params,
			// Keras's own default, where something that is not known decides.
			trainable: layer.trainable ?? true,
			activationBytes: layerActivationBytes(layer, model, batchSize),
			connectedTo: layer.connectedTo,
			...(location ? { location } : {}),
			findings: (findings.get(layer) ?? []).map(headline),
		};
	});
}
