import { add, bytesOfElement, type Count, type Dim, isNone, isStatic, multiply, type Spec, sameSpec } from "../domain";
import type { LayerSummary, ModelSummary } from "./analysis";

/**
 * Bytes of what the layers of a model give, each output once, as a forward pass makes them: without weights, gradients
 * and the workspace of kernels. Outputs that are views of others, or are made in place, are counted all the same.
 */
export function activationBytes(model: ModelSummary, batchSize: number): Count {
	if (model.layers.length === 0 && model.totalParams === "?") return "?";
	return model.layers.reduce<Count>((total, layer) => add(total, layerActivationBytes(layer, model, batchSize)), 0);
}

/** Of one layer; a model within the model counts with all that its own layers give. */
export function layerActivationBytes(layer: LayerSummary, model: ModelSummary, batchSize: number): Count {
	if (layer.model?.graph) return innerBytes(layer, layer.model, model, batchSize);
	if (!layer.outputs || layer.model) return "?";
	return layer.outputs.reduce<Count>((total, output) => add(total, bytesOf(output, model, batchSize)), 0);
}

/** The sizes of the inner graph hold for a call whose inputs have the specs of that graph's own. */
function innerBytes(layer: LayerSummary, inner: ModelSummary, outer: ModelSummary, batchSize: number): Count {
	const own = inner.inputs ?? [];
	const fits = layer.calls.every(
		({ inputs }) =>
			inputs.length === own.length && inputs.every(({ spec }, index) => sameSpec(spec, own[index] as Spec)),
	);
	const isBatched = layer.calls.every(({ inputs }) => inputs.every(({ spec }) => isBatch(spec, batchesOf(outer))));
	if (!fits || !isBatched || layer.calls.length === 0) return "?";
	const rows = (inner.graph ?? []).filter(({ className }) => className !== "InputLayer");
	const once = rows.reduce<Count>((total, row) => add(total, layerActivationBytes(row, inner, batchSize)), 0);
	return multiply(once, layer.calls.length);
}

const firstDim = ({ shape }: Spec): Dim | undefined => (shape.kind === "ranked" ? shape.dims[0] : undefined);

const known = new WeakMap<ModelSummary, ReadonlySet<Dim>>();

/**
 * The first sizes that are those of the model's inputs. Sizes are followed by identity, so that a batch that was merged
 * with another axis is another one; a model within the model hands on the batch that it takes, under its own name.
 */
function batchesOf(model: ModelSummary): ReadonlySet<Dim> {
	const before = known.get(model);
	if (before) return before;
	const batches = new Set<Dim>();
	const take = (spec: Spec): void => {
		const first = firstDim(spec);
		if (first !== undefined && isNone(first)) batches.add(first);
	};
	model.inputs?.forEach(take);
	known.set(model, batches);
	for (const { model: inner, calls, className, outputs = [] } of model.graph ?? []) {
		const taken = calls.flatMap(({ inputs }) => inputs.map(({ spec }) => spec));
		if (!taken.every((spec) => isBatch(spec, batches))) continue;
		if (inner) for (const dim of batchesOf(inner)) batches.add(dim);
		// The batches of several inputs are one; Keras 2 gives what they are merged to another name.
		else if (ELEMENTWISE.has(className) && outputs.every((output) => taken.every((spec) => sameRank(spec, output))))
			outputs.forEach(take);
	}
	return batches;
}

const ELEMENTWISE: ReadonlySet<string> = new Set(["Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"]);

const sameRank = ({ shape: a }: Spec, { shape: b }: Spec): boolean =>
	a.kind === "ranked" && b.kind === "ranked" && a.dims.length === b.dims.length;

function isBatch(spec: Spec, batches: ReadonlySet<Dim>): boolean {
	const first = firstDim(spec);
	return first === undefined || isStatic(first) || batches.has(first);
}

function bytesOf(spec: Spec, model: ModelSummary, batchSize: number): Count {
	const { shape, dtype, layout } = spec;
	if (layout || dtype === "string" || shape.kind !== "ranked") return "?";
	const sizes = shape.dims.map((dim, axis): Count => {
		if (isStatic(dim)) return dim;
		return axis === 0 && isBatch(spec, batchesOf(model)) ? batchSize : "?";
	});
	return sizes.reduce(multiply, bytesOfElement(dtype));
}
