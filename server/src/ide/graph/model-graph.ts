import { isNone, isUnknown, printSpec, type Spec, sameSpec } from "../../domain";
import type { Finding } from "../../rules/rule";
import type { Analysis, LayerSummary, ModelSummary } from "../analysis";
import { headline } from "../diagnostics";
import { findingsOfLayers } from "../layer-findings";
import { printArrow, printSpecs } from "../print";
import { printParams } from "../summary";
import { nodeIds } from "./node-ids";

/** A layer of a model; one that is called several times is one node, as in Keras's own plot. */
export interface LayerNode {
	/** Letters, digits and `_.-~` only; the same for the same name. */
	readonly id: string;
	readonly layer: LayerSummary;
	/** The distinct specs of its calls. */
	readonly inputs: readonly Spec[];
	readonly outputs: readonly Spec[];
	/** `1,234 parameters`. */
	readonly params: string;
	readonly findings: readonly Finding[];
	/** Whether a size of an output is `?`, or `None` beside the batch. */
	readonly hasUnknown: boolean;
	/** What a screen reader says. */
	readonly label: string;
}

/** A tensor that goes from one layer into another. */
export interface LayerEdge {
	readonly from: string;
	readonly to: string;
	/** Which call of the layer, and which of the call's outputs it is. */
	readonly call: number;
	readonly tensor: number;
	/** Absent in a Sequential that is not built. */
	readonly spec: Spec | undefined;
}

/** `order`: a Sequential that is not built calls its layers in order; `none`: only a list of layers is known. */
export type Connections = "calls" | "order" | "none";

export interface ModelGraph {
	readonly model: ModelSummary;
	readonly connections: Connections;
	readonly nodes: readonly LayerNode[];
	readonly edges: readonly LayerEdge[];
}

export function modelGraph(analysis: Pick<Analysis, "findings">, model: ModelSummary): ModelGraph {
	const layers = model.graph ?? model.layers;
	const ids = nodeIds(layers.map(({ name }) => name));
	const findings = findingsOfLayers(analysis, model);
	const nodes = layers.map((layer, index) => nodeOf(layer, ids[index] ?? "", model, findings.get(layer) ?? []));
	const connections = model.graph ? "calls" : model.kind === "Sequential" ? "order" : "none";
	const edges = connections === "calls" ? calledEdges(layers, ids) : connections === "order" ? orderedEdges(ids) : [];
	return { model, connections, nodes, edges };
}

function calledEdges(layers: readonly LayerSummary[], ids: readonly string[]): readonly LayerEdge[] {
	return layers.flatMap((layer, index) =>
		layer.calls.flatMap(({ inputs }) =>
			inputs.flatMap(({ from, spec }): readonly LayerEdge[] => {
				const source = from && ids[from.layer];
				if (!source) return [];
				return [{ from: source, to: ids[index] ?? "", call: from.call, tensor: from.tensor, spec }];
			}),
		),
	);
}

const orderedEdges = (ids: readonly string[]): readonly LayerEdge[] =>
	ids.slice(1).map((to, index) => ({ from: ids[index] ?? "", to, call: 0, tensor: 0, spec: undefined }));

function nodeOf(layer: LayerSummary, id: string, model: ModelSummary, findings: readonly Finding[]): LayerNode {
	const inputs = distinct(layer.calls.flatMap((call) => call.inputs.map(({ spec }) => spec)));
	const outputs = distinct(layer.outputs ?? []);
	const params = `${printParams(layer, model)} ${layer.params === 1 ? "parameter" : "parameters"}`;
	const said = inputs.length > 0 ? printArrow(inputs, outputs) : outputs.length > 0 ? printSpecs(outputs) : "output ?";
	const times = layer.calls.length > 1 ? [`called ${layer.calls.length} times`] : [];
	const parts = [`${layer.name} (${layer.className})`, said, params, ...times, ...findings.map(headline)];
	return {
		id,
		layer,
		inputs,
		outputs,
		params,
		findings,
		hasUnknown: layer.outputs === undefined || outputs.some(isOpen),
		label: parts.join("; "),
	};
}

const distinct = (specs: readonly Spec[]): readonly Spec[] =>
	specs.filter((spec, index) => specs.findIndex((other) => sameSpec(spec, other)) === index);

/** A `None` that is the batch is as it should be. */
const isOpen = ({ shape }: Spec): boolean =>
	shape.kind !== "ranked" || shape.dims.some((dim, axis) => isUnknown(dim) || (isNone(dim) && axis > 0));

/** The spec of an edge, where the box that it comes from does not say the same. */
export const edgeText = ({ spec }: LayerEdge, from: LayerNode): string | undefined =>
	spec && from.outputs.length > 1 ? printSpec(spec) : undefined;
