import type { TensorValue, Value } from "../../domain";
import { Failure, type Machine, type MethodModel, vague } from "../../interpreter/api";
import { autocastVariable } from "../backend/common/autocast-variable";
import { fixedVariable, isKerasVariable, kerasVariable } from "../backend/common/variable-type";
import { checkWeight } from "./build";
import { requireConstructed } from "./construction";
import { type LayerState, layerState, type Weight } from "./layer-state";
import { noteVariables } from "./trace";
import { readWeightArguments, type WeightArguments } from "./weight-arguments";

/**
 * `Layer.add_weight` of a user's layer: a Variable of the given shape. Mirrors `add_weight` of keras/src/layers/layer.py
 * (3) and keras/src/engine/base_layer.py (2.15), where a size of `None` fails in the initializer, each in its own way.
 */
export const addWeight: MethodModel = (self, call) => {
	const state = layerState(self);
	if (!state || self.kind !== "instance") return vague("a weight of a layer that was not constructed");
	if (state.world === "keras3") requireConstructed(self, state);
	const read = oneMistake(state, call.machine, () => {
		const found = readWeightArguments(state, call);
		const { name, dtype, initializer } = found;
		checkWeight({ name, shape: found.shape.dims, dtype, initializer }, state.name ?? "the layer", state.world);
		return found;
	});
	noteVariables(call.machine, state.name ?? "the layer", "a weight");
	const weight = makeWeight(read);
	call.machine.journal.setField(state, "ownWeights", [...state.ownWeights, weight], (a, b) =>
		a.length >= b.length ? a : b,
	);
	const plain: TensorValue = {
		kind: "tensor",
		flavor: "Variable",
		spec: { shape: read.shape, dtype: read.dtype },
		world: state.world,
		eager: call.machine.tracing === undefined,
	};
	const variable = variableOf(plain, state, read);
	WEIGHTS.set(variable, weight);
	return variable;
};

/** Keras 2 makes it an AutoCastVariable where the policy is mixed; Keras 3 asks the variable. */
function variableOf(plain: TensorValue, { world, policy }: LayerState, { bound }: WeightArguments): TensorValue {
	const written = world === "keras3" ? bound.get("autocast") : bound.extra.find(isAutocast)?.value;
	const isFixed = written?.kind === "bool" && written.value === false;
	if (world === "keras3") return isFixed ? fixedVariable(plain) : kerasVariable(plain);
	return policy.compute === policy.variable || isFixed ? plain : autocastVariable(plain);
}

const isAutocast = ({ name }: { readonly name: string }): boolean => name === "experimental_autocast";

/** A size that no weight can have mostly goes into several of them: the layer says so once. */
function oneMistake<T>(state: LayerState, machine: Machine, run: () => T): T {
	try {
		return run();
	} catch (signal) {
		const problem = signal instanceof Failure ? signal.problem : undefined;
		const isSize = problem?.code === "undefined-dimension" || problem?.argument === "shape";
		if (isSize && state.lacksWeight) vague("a weight of a size that is a mistake");
		if (isSize) machine.journal.setField(state, "lacksWeight", true, (a, b) => a || b);
		throw signal;
	}
}

const WEIGHTS = new WeakMap<TensorValue, Weight>();
/** Under which attribute a layer of Keras 2 keeps a weight. */
const KEPT_AS = new WeakMap<Weight, string>();

/** Whether a variable is a weight that its layer knows of, because `add_weight` made it. */
export const isAddedWeight = (variable: TensorValue): boolean => WEIGHTS.has(variable);

/** Keras 2 forgets a weight whose attribute is given another value. */
export function keepWeight(state: LayerState, name: string, value: Value, machine: Machine): void {
	if (state.world === "keras3") return;
	const weight = value.kind === "tensor" ? WEIGHTS.get(value) : undefined;
	const rest = state.ownWeights.filter((each) => each === weight || KEPT_AS.get(each) !== name);
	if (rest.length < state.ownWeights.length)
		machine.journal.setField(state, "ownWeights", rest, (a, b) => (a.length >= b.length ? a : b));
	if (weight) KEPT_AS.set(weight, name);
}

/** Whether the layer holds variables that Keras tracks although `add_weight` did not make them: Keras 3 its own ones. */
export function holdsForeignVariable(value: Value): boolean {
	if (value.kind === "tensor")
		return value.flavor === "Variable" && !WEIGHTS.has(value) && (value.world === "keras2" || isKerasVariable(value));
	if (value.kind === "list" || value.kind === "tuple") return value.items?.some(holdsForeignVariable) ?? false;
	return (
		value.kind === "dict" && [...(value.entries?.values() ?? [])].some((entry) => holdsForeignVariable(entry.value))
	);
}

function makeWeight({ bound, name, shape, dtype }: WeightArguments): Weight {
	const trainable = bound.get("trainable");
	return {
		name,
		shape: shape.dims,
		dtype,
		trainable: !(trainable.kind === "bool" && trainable.value === false),
	};
}
