import { type InstanceValue, int, isStatic, list, ranked, type TensorValue, type Value } from "../../domain";
import { kerasVariable } from "../backend/common/variable-type";
import { holdsForeignVariable } from "./add-weight";
import { type LayerState, layerState, type Weight } from "./layer-state";
import { sublayersOf } from "./sublayers";

export interface OwnedWeight {
	readonly weight: Weight;
	/** Absent when it depends on something that is not known. */
	readonly trainable: boolean | undefined;
}

/**
 * The weights of a layer or model, each once, in Keras's order: its own, then those of the layers that it holds. Absent
 * when some are not known, or not made yet by a layer that may make some.
 */
export function weightsOf(self: InstanceValue): readonly OwnedWeight[] | undefined {
	const found = new Map<Weight, OwnedWeight>();
	return collect(self, true, found, new Set()) ? [...found.values()] : undefined;
}

function collect(
	self: InstanceValue,
	outer: boolean | undefined,
	found: Map<Weight, OwnedWeight>,
	path: Set<InstanceValue>,
): boolean {
	const state = layerState(self);
	if (!state || (state.vague && !state.built) || state.maybeBuilt) return false;
	if (path.has(self)) return true;
	const trainable = both(outer, state.trainable);
	for (const weight of [...(state.built?.weights ?? []), ...state.ownWeights]) {
		if (!found.has(weight)) found.set(weight, { weight, trainable: both(weight.trainable, trainable) });
	}
	const layers = sublayersOf(self);
	if (!layers) return false;
	if ([...self.attrs.values()].some(holdsForeignVariable)) return false;
	path.add(self);
	const complete = layers.every((layer) => collect(layer, trainable, found, path));
	path.delete(self);
	return complete;
}

function both(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
	if (a === false || b === false) return false;
	return a === undefined || b === undefined ? undefined : true;
}

/** A weight as the Variable that user code sees. */
export function weightValue({ shape, dtype, name }: Weight, { world }: LayerState): TensorValue {
	const spec = { shape: ranked(shape), dtype };
	const value: TensorValue = { kind: "tensor", flavor: "Variable", spec, world, eager: true, name };
	return world === "keras3" ? kerasVariable(value) : value;
}

const LISTS: Readonly<Record<string, (trainable: boolean | undefined) => boolean | undefined>> = {
	weights: () => true,
	variables: () => true,
	trainable_weights: (trainable) => trainable,
	trainable_variables: (trainable) => trainable,
	non_trainable_weights: (trainable) => (trainable === undefined ? undefined : !trainable),
	non_trainable_variables: (trainable) => (trainable === undefined ? undefined : !trainable),
};

/** `layer.weights` and its like; absent for another name. */
export function weightsAttribute(self: InstanceValue, name: string): Value | undefined {
	const takes = LISTS[name];
	const state = layerState(self);
	if (!takes || !state) return undefined;
	const why = { text: `the weights of ${state.name ?? "a layer"} are not known`, origin: state.origin };
	const owned = weightsOf(self);
	const verdicts = owned?.map(({ trainable }) => takes(trainable));
	if (!owned || !verdicts || verdicts.includes(undefined)) return { kind: "list", items: undefined, why };
	return list(owned.filter((_, index) => verdicts[index]).map(({ weight }) => weightValue(weight, state)));
}

/** A weight by the name under which its layer keeps it, such as `kernel`; absent when there is none. */
export function weightByName(state: LayerState, name: string): Value | undefined {
	const weight = [...(state.built?.weights ?? []), ...state.ownWeights].find((each) => each.name === name);
	return weight && weightValue(weight, state);
}

/** The number of scalars in all weights; of unknown value when a size is not known. */
export function countParams(owned: readonly OwnedWeight[]): Value {
	const sizes = owned.flatMap(({ weight }) => weight.shape);
	if (!sizes.every(isStatic)) return { kind: "int", value: undefined, why: { text: "a weight's size is not known" } };
	const count = ({ weight }: OwnedWeight) => weight.shape.filter(isStatic).reduce((size, dim) => size * dim, 1);
	return int(owned.reduce((total, each) => total + count(each), 0));
}
