import { allOf, type InstanceValue, int, isStatic, list, ranked, type TensorValue, type Value } from "../../domain";
import { kerasVariable } from "../backend/common/variable-type";
import { holdsForeignVariable } from "./add-weight";
import { type LayerState, layerState, type Weight } from "./layer-state";
import { containersOf, sublayersOf } from "./sublayers";

export interface OwnedWeight {
	readonly weight: Weight;
	/** Absent when it depends on something that is not known. */
	readonly trainable: boolean | undefined;
}

/**
 * The weights of a layer or model, each once, in Keras's order: its own, then those of the layers that it holds; in Keras 2
 * a layer has what is trained first, a model its own last. Absent when some are not known, or not made yet by a layer that
 * may make some.
 */
export function weightsOf(self: InstanceValue): readonly OwnedWeight[] | undefined {
	const found = collect(self, new Set());
	const state = layerState(self);
	if (!found || state?.world !== "keras3") return found;
	// A weight of Keras 3 knows for itself whether it is trained; only the outermost layer is asked besides.
	return found.map((each) => ({ ...each, trainable: allOf([each.trainable, state.trainable]) }));
}

function collect(self: InstanceValue, path: Set<InstanceValue>): readonly OwnedWeight[] | undefined {
	const state = layerState(self);
	if (!state || (state.vague && !state.built) || state.maybeBuilt || state.hidesWeights) return undefined;
	if (state.policy.isQuantized) return undefined;
	if (path.has(self)) return [];
	const layers = sublayersOf(self);
	if (!layers || [...self.attrs.values()].some(holdsForeignVariable)) return undefined;
	path.add(self);
	const inner = layers.map((layer) => collect(layer, path));
	path.delete(self);
	if (!inner.every((each) => each !== undefined)) return undefined;
	const isOwnModel = state.world === "keras2" && !state.stack && !state.graph && derivesFromModel(self.cls);
	return inOrder(self, state, isOwnModel ? byContainer(self, layers, inner) : inner.flat());
}

/** A model of Keras 2 asks each list of layers for its weights as a whole, which gives what is trained first. */
function byContainer(
	self: InstanceValue,
	layers: readonly InstanceValue[],
	inner: readonly (readonly OwnedWeight[])[],
): readonly OwnedWeight[] {
	const containers = containersOf(self);
	const groups = new Map<Value, OwnedWeight[]>();
	layers.forEach((layer, index) => {
		const group = containers.get(layer) ?? layer;
		groups.set(group, [...(groups.get(group) ?? []), ...(inner[index] ?? [])]);
	});
	return [...groups].flatMap(([group, owned]) => (group.kind === "instance" ? owned : trainedFirst(owned)));
}

const trainedFirst = (owned: readonly OwnedWeight[]): readonly OwnedWeight[] => [
	...owned.filter((each) => each.trainable !== false),
	...owned.filter((each) => each.trainable === false),
];

function inOrder(self: InstanceValue, state: LayerState, inner: readonly OwnedWeight[]): readonly OwnedWeight[] {
	const added = [...state.ownWeights].sort((a, b) => Number(b.trainable) - Number(a.trainable));
	const own = [...(state.built?.weights ?? []), ...added].map((weight) => ({
		weight,
		trainable: allOf([weight.trainable, state.trainable]),
	}));
	if (state.world === "keras3") return distinct([...own, ...inner]);
	const below = inner.map((each) => ({ ...each, trainable: allOf([each.trainable, state.trainable]) }));
	if (isModel(self, state)) return distinct([...below, ...own]);
	return trainedFirst(distinct([...own, ...below]));
}

/** Each weight once, at its first place. */
function distinct(owned: readonly OwnedWeight[]): readonly OwnedWeight[] {
	const found = new Map<Weight, OwnedWeight>();
	for (const each of owned) {
		const before = found.get(each.weight);
		if (!before || (before.trainable === false && each.trainable !== false)) found.set(each.weight, each);
	}
	return [...found.values()];
}

const isModel = (self: InstanceValue, state: LayerState): boolean =>
	state.stack !== undefined || state.graph !== undefined || derivesFromModel(self.cls);

const derivesFromModel = (cls: InstanceValue["cls"] | Value): boolean =>
	cls.kind === "library" ? cls.name === "keras.Model" : cls.kind === "class" && cls.bases.some(derivesFromModel);

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
	if (state.policy.isQuantized || (state.hidesWeights && !state.quantized)) return undefined;
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
