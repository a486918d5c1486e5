import { GRAPH_REQUEST, type GraphNode, type ModelGraphView, type ModelKey } from "../../../shared/model-views";
import type { ModelSummary } from "../ide/analysis";
import { headline } from "../ide/diagnostics";
import { drawGraphSvg, type GraphDrawing } from "../ide/graph/draw-graph-svg";
import { type ModelGraph, modelGraph } from "../ide/graph/model-graph";
import { answer } from "./answer";
import type { Server } from "./context";
import { modelWith, type ShownModels, shownModels } from "./shown-models";

interface Drawn {
	readonly graph: ModelGraph;
	readonly drawing: GraphDrawing;
}

/** `keraspec/graph`: a model as a picture. It is drawn when a view asks for it, once. */
export function registerGraph(server: Server): void {
	const known = new WeakMap<ModelSummary, Drawn>();

	function draw(model: ModelSummary, { analysis }: ShownModels): Drawn {
		const before = known.get(model);
		if (before) return before;
		const graph = modelGraph(analysis, model);
		const drawn = { graph, drawing: drawGraphSvg(graph) };
		known.set(model, drawn);
		return drawn;
	}

	server.connection.onRequest(GRAPH_REQUEST, (params: ModelKey, token) =>
		answer(server, params.uri, token, ({ version, ...current }): ModelGraphView | null => {
			const shown = shownModels({ version, ...current }, server);
			const model = modelWith(params, shown);
			if (!model) return null;
			const { graph, drawing } = draw(model, shown);
			const { svg, width, height } = drawing;
			const key = { uri: params.uri, id: params.id };
			return { key, name: model.name, version, svg, width, height, nodes: nodesOf(graph, drawing, shown) };
		}),
	);
}

function nodesOf({ nodes, edges }: ModelGraph, { boxes }: GraphDrawing, shown: ShownModels): readonly GraphNode[] {
	const before = new Map<string, Set<string>>();
	const after = new Map<string, Set<string>>();
	for (const { from, to } of edges) {
		before.set(to, (before.get(to) ?? new Set()).add(from));
		after.set(from, (after.get(from) ?? new Set()).add(to));
	}
	return nodes.map(({ id, layer, label, findings, hasUnknown }, index) => {
		const location = shown.locate(layer.origin);
		return {
			id,
			name: layer.name,
			className: layer.className,
			label,
			...(location ? { location } : {}),
			findings: findings.map(headline),
			hasUnknown,
			inputs: [...(before.get(id) ?? [])],
			outputs: [...(after.get(id) ?? [])],
			box: boxes[index] ?? { x: 0, y: 0, width: 0, height: 0 },
		};
	});
}
