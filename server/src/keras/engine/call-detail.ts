import type { InstanceValue, SnapshotDetail, Spec, Value } from "../../domain";
import type { CallArguments, Machine } from "../../interpreter/api";
import { type LayerNode, type LayerState, layerState, type ModelGraph, type Weight } from "./layer-state";
import { flattenTensors } from "./structure";

export const specsOf = (value: Value): readonly Spec[] => flattenTensors(value).map((tensor) => tensor.spec);

/** One call of a layer, as it was when it was made. */
export function callDetail(node: LayerNode): SnapshotDetail {
	node.shown ??= {
		...identity(node.layer, layerState(node.layer)),
		inputs: node.inputs.map((tensor) => tensor.spec),
		given: node.inputs.length > 1 ? givenBy(node.args) : undefined,
		outputs: specsOf(node.output),
	};
	return node.shown;
}

/** How a call gives its tensors: in one dict, or some by keyword. */
function givenBy({ positional, keywords }: CallArguments): SnapshotDetail["given"] {
	const first = positional[0]?.value ?? keywords[0]?.value;
	if (positional.length + keywords.length === 1 && first?.kind === "dict" && first.entries) {
		const entries = [...first.entries.values()];
		const isFlat = entries.every(({ key, value }) => value.kind === "tensor" && key.kind === "str");
		return isFlat
			? { isDict: true, names: entries.map(({ key }) => (key.kind === "str" && key.value) || "") }
			: undefined;
	}
	const all = [...positional.map(({ value }) => ({ name: "", value })), ...keywords].filter(
		({ value }) => flattenTensors(value).length > 0,
	);
	const isFlat = all.every(({ value }) => value.kind === "tensor");
	return isFlat ? { isDict: false, names: all.map(({ name }) => name) } : undefined;
}

/** Hovers and hints tell of every call, of those too that leave no KerasTensor behind. */
export function noteUse(node: LayerNode, machine: Machine): void {
	if (node.inputs.length === 0 || flattenTensors(node.output).length === 0) return;
	const inputs = node.inputs.map((tensor) => tensor.spec);
	machine.observeUse(node.layer, node.args.origin, node.outputs.length > 0, inputs, () => callDetail(node));
}

export function identity(self: InstanceValue, state: LayerState | undefined): SnapshotDetail {
	return {
		classOrigin: self.cls.kind === "class" ? self.cls.origin : undefined,
		className: shownClass(self, state),
		name: state?.name,
		params: countParams(self),
		origin: state?.origin,
	};
}

/** `Model(inputs, outputs)` makes an object of another class. */
function shownClass({ cls }: InstanceValue, state: LayerState | undefined): string | undefined {
	if (cls.kind === "class") return cls.name;
	const name = cls.name.split(".").at(-1);
	return name === "Model" && state?.graph ? "Functional" : name;
}

/** The number of parameters as `count_params` gives it; absent when the layer is not built, or a size is not known. */
function countParams(self: InstanceValue): number | undefined {
	const state = layerState(self);
	if (!state) return undefined;
	const weights = state.graph ? graphWeights(state.graph) : ownWeights(self, state);
	let total = 0;
	for (const { shape } of weights ?? []) {
		let size = 1;
		for (const dim of shape) size *= typeof dim === "number" ? dim : Number.NaN;
		total += size;
	}
	return weights && !Number.isNaN(total) ? total : undefined;
}

/** What a layer of the user's holds is in its attributes, which are not followed here. */
function ownWeights(self: InstanceValue, { built, ownWeights }: LayerState): readonly Weight[] | undefined {
	if (!built || self.cls.kind !== "library") return undefined;
	return ownWeights.length === 0 ? built.weights : [...built.weights, ...ownWeights];
}

/** Each weight once, however many layers share it. */
function graphWeights(graph: ModelGraph, seen = new Set<Weight>()): readonly Weight[] | undefined {
	for (const layer of graph.layers) {
		const state = layerState(layer);
		const weights = state?.graph ? graphWeights(state.graph, seen) : state && ownWeights(layer, state);
		if (!weights) return undefined;
		for (const weight of weights) seen.add(weight);
	}
	return [...seen];
}
