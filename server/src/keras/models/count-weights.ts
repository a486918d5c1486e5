import {
	add,
	allOf,
	bytesOfElement,
	type Count,
	type InstanceValue,
	isStatic,
	multiply,
	type TensorValue,
} from "../../domain";
import { isAddedWeight } from "../engine/add-weight";
import { type LayerState, layerState, type Weight } from "../engine/layer-state";
import { sublayersOf } from "../engine/sublayers";

export interface WeightCount {
	readonly total: Count;
	readonly trainable: Count;
	readonly totalBytes: Count;
	readonly trainableBytes: Count;
}

/** All weights below a layer, each once; absent when some of them are not known. */
export function countWeights(self: InstanceValue, maybeBuilt: boolean): WeightCount | undefined {
	const found = new Map<Weight, boolean | undefined>();
	if (!collectWeights(self, { trainable: true, maybeBuilt }, found, new Set())) return undefined;
	const world = layerState(self)?.world;
	const outermost = layerState(self)?.trainable;
	let count: WeightCount = { total: 0, trainable: 0, totalBytes: 0, trainableBytes: 0 };
	for (const [weight, own] of found) {
		const trainable = world === "keras3" ? allOf([own, outermost]) : own;
		const size = sizeOf(weight);
		const bytes = multiply(size, bytesOfElement(weight.dtype));
		count = {
			total: add(count.total, size),
			trainable: add(count.trainable, trainable === undefined ? "?" : trainable ? size : 0),
			totalBytes: add(count.totalBytes, bytes),
			trainableBytes: add(count.trainableBytes, trainable === undefined ? "?" : trainable ? bytes : 0),
		};
	}
	return count;
}

/**
 * Keras 2 asks every container on the way to a weight whether it is trainable; in Keras 3 each weight knows for itself,
 * and only the outermost model is asked besides.
 */
function collectWeights(
	self: InstanceValue,
	outer: Outer,
	found: Map<Weight, boolean | undefined>,
	path: Set<InstanceValue>,
): boolean {
	const state = layerState(self);
	if (!state || state.vague || path.has(self)) return state !== undefined && !state.vague;
	const maybeBuilt = !state.built && (outer.maybeBuilt || state.maybeBuilt);
	if (!state.graph && (maybeBuilt || (!state.built && state.nodes.length > 0))) return false;
	const trainable = state.world === "keras2" ? allOf([outer.trainable, state.trainable]) : state.trainable;
	for (const weight of [...(state.built?.weights ?? []), ...state.ownWeights]) {
		const now = allOf([weight.trainable, trainable]);
		const before = found.has(weight) ? found.get(weight) : false;
		found.set(weight, before === true || now === true ? true : before === undefined ? undefined : now);
	}
	const layers = sublayersOf(self);
	if (!layers || !addVariables(self, state, trainable, found)) return false;
	path.add(self);
	const complete = layers.every((layer) =>
		collectWeights(layer, { trainable, maybeBuilt: outer.maybeBuilt || state.maybeBuilt }, found, path),
	);
	path.delete(self);
	return complete;
}

const VARIABLES = new WeakMap<TensorValue, Weight>();

/** Variables in the attributes of a user's layer are its weights: in Keras 2 any, in Keras 3 only Keras's own. */
function addVariables(
	self: InstanceValue,
	state: LayerState,
	trainable: boolean | undefined,
	found: Map<Weight, boolean | undefined>,
): boolean {
	if (self.cls.kind === "library") return true;
	for (const value of self.attrs.values()) {
		if (value.kind !== "tensor" || value.flavor !== "Variable" || isAddedWeight(value)) continue;
		const { shape, dtype } = value.spec;
		if (state.world === "keras3" || shape.kind !== "ranked") return false;
		const weight = VARIABLES.get(value) ?? { name: "Variable", shape: shape.dims, dtype, trainable: true };
		VARIABLES.set(value, weight);
		found.set(weight, allOf([trainable, undefined]));
	}
	return true;
}

interface Outer {
	readonly trainable: boolean | undefined;
	/** Whether something unknown may have built what is within. */
	readonly maybeBuilt: boolean;
}

const sizeOf = ({ shape }: Weight): Count =>
	shape.reduce<Count>((size, dim) => multiply(size, isStatic(dim) ? dim : "?"), 1);
