import type { Count, Spec } from "../../domain";
import type { ModelSummary } from "../analysis";
import { type JsonRange, type JsonSpec, jsonSpec } from "../json";
import type { Locate } from "../locate";
import type { Connections, ModelGraph } from "./model-graph";

export interface JsonGraph {
	readonly name: string;
	readonly kind: ModelSummary["kind"];
	readonly range: JsonRange;
	/** `calls`: as the layers are called; `order`: a Sequential that is not built; `none`: not known. */
	readonly connections: Connections;
	readonly nodes: readonly {
		readonly id: string;
		readonly name: string;
		readonly class: string;
		readonly input: readonly JsonSpec[];
		readonly output: readonly JsonSpec[] | "?";
		readonly params: Count;
		readonly trainable: boolean | "?";
		/** How often the layer is called in the model. */
		readonly calls: number;
		/** Where the layer is made; null when that is in another file. */
		readonly range: JsonRange | null;
		readonly findings: readonly { readonly code: string; readonly severity: string; readonly message: string }[];
	}[];
	readonly edges: readonly {
		readonly from: string;
		readonly to: string;
		/** Which call of the first layer, and which of its outputs, from 0. */
		readonly call: number;
		readonly tensor: number;
		readonly spec: JsonSpec | "?";
	}[];
}

const specs = (all: readonly Spec[]): readonly JsonSpec[] => all.map(jsonSpec);

export function jsonOfGraph({ model, connections, nodes, edges }: ModelGraph, locate: Locate): JsonGraph {
	return {
		name: model.name,
		kind: model.kind,
		range: locate(model.origin.start, model.origin.end),
		connections,
		nodes: nodes.map(({ id, layer, inputs, outputs, findings }) => ({
			id,
			name: layer.name,
			class: layer.className,
			input: specs(inputs),
			output: layer.outputs ? specs(outputs) : "?",
			params: layer.params,
			trainable: layer.trainable ?? "?",
			calls: layer.calls.length,
			range: layer.origin?.path === model.origin.path ? locate(layer.origin.start, layer.origin.end) : null,
			findings: findings.map((finding) => ({
				code: finding.code,
				severity: finding.severity,
				message: finding.message,
			})),
		})),
		edges: edges.map(({ from, to, call, tensor, spec }) => ({
			from,
			to,
			call,
			tensor,
			spec: spec ? jsonSpec(spec) : "?",
		})),
	};
}
