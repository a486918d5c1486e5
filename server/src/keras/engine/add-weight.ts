import {
	type Dim,
	type DType,
	isDTypeName,
	isFloating,
	isNone,
	isStatic,
	type Origin,
	printShape,
	type RankedShape,
	ranked,
	type Shape,
	type TensorValue,
	type Value,
	type World,
} from "../../domain";
import {
	type Bound,
	bind,
	type CallArguments,
	type Machine,
	type MethodModel,
	raise,
	signature,
	vague,
} from "../../interpreter/api";
import { isKerasVariable, kerasVariable } from "../backend/common/variable-type";
import { requireConstructed } from "./construction";
import { type LayerState, layerState, type Weight } from "./layer-state";
import { toSnakeCase } from "./naming";
import { valueToDim } from "./shape-value";
import { noteVariables } from "./trace";

const SIGNATURES: Readonly<Record<World, string>> = {
	keras2:
		"name=None, shape=None, dtype=None, initializer=None, regularizer=None, trainable=None, constraint=None, use_resource=None, synchronization=None, aggregation=None, **kwargs",
	keras3:
		"shape=None, initializer=None, dtype=None, trainable=True, autocast=True, regularizer=None, constraint=None, aggregation='none', overwrite_with_gradient=False, name=None, **kwargs",
};

/**
 * `Layer.add_weight` of a user's layer: a Variable of the given shape. Mirrors `add_weight` of keras/src/layers/layer.py
 * (3) and keras/src/engine/base_layer.py (2.15), where a size of `None` fails in the initializer, each in its own way.
 */
export const addWeight: MethodModel = (self, call) => {
	const state = layerState(self);
	if (!state || self.kind !== "instance") return vague("a weight of a layer that was not constructed");
	if (state.world === "keras3") requireConstructed(self, state);
	if (state.world === "keras3") rejectPositionalName(call.args);
	const bound = bind(signature(SIGNATURES[state.world]), call.args);
	if (bound.open) return vague(bound.open);
	const dtype = readDType(bound.get("dtype"), state);
	const shape = readShape(bound.get("shape"), state.world, call.args.origin);
	checkShape(shape, initializerName(bound.get("initializer"), dtype), state.world);
	noteVariables(call.machine, state.name ?? "the layer", "a weight");
	const weight = makeWeight(bound, shape, dtype);
	call.machine.journal.setField(state, "ownWeights", [...state.ownWeights, weight], (a, b) =>
		a.length >= b.length ? a : b,
	);
	const plain: TensorValue = {
		kind: "tensor",
		flavor: "Variable",
		spec: { shape, dtype },
		world: state.world,
		eager: call.machine.tracing === undefined,
	};
	const variable = state.world === "keras3" ? kerasVariable(plain) : plain;
	WEIGHTS.set(variable, weight);
	return variable;
};

/** Keras 2 had the name first: Keras 3, which has the shape there, knows the habit. */
function rejectPositionalName({ positional }: CallArguments): void {
	if (positional[0]?.value.kind !== "str") return;
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: "add_weight of Keras 3 takes the shape first, found a string: pass the name as name=",
		argument: "name",
	});
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

function makeWeight(bound: Bound, shape: RankedShape, dtype: DType): Weight {
	const name = bound.get("name");
	const trainable = bound.get("trainable");
	return {
		name: name.kind === "str" && name.value !== undefined ? name.value : "variable",
		shape: shape.dims,
		dtype,
		trainable: !(trainable.kind === "bool" && trainable.value === false),
	};
}

function readDType(value: Value, state: LayerState): DType {
	if (value.kind === "none") return state.policy.variable;
	if (value.kind === "dtype") return value.dtype;
	if (value.kind === "str" && value.value !== undefined && isDTypeName(value.value)) return value.value;
	return vague("the dtype of the weight is not known");
}

function readShape(value: Value, world: World, origin: Origin): RankedShape {
	if (value.kind === "none") return ranked([]);
	if (value.kind === "tensorshape") return knownShape(value.shape);
	if (value.kind === "int") {
		if (world === "keras2") return vague("a weight whose shape is an int");
		fail("invalid-layer-argument", "ValueError", "the shape of a weight must be a tuple, found an int");
	}
	if ((value.kind !== "tuple" && value.kind !== "list") || !value.items)
		return vague("the shape of the weight is not known");
	return ranked(value.items.map((item) => readSize(item, world, origin)));
}

function readSize(item: Value, world: World, origin: Origin): Dim {
	const dim = valueToDim(item, { text: "None was written here", origin });
	if (dim !== undefined) return dim;
	if (item.kind !== "float" && item.kind !== "str") return vague("a size of the weight is not followed");
	const exception = world === "keras2" ? "TypeError" : "ValueError";
	return fail("invalid-layer-argument", exception, `a size of a weight must be an int, found a ${item.kind}`);
}

const knownShape = (shape: Shape): RankedShape =>
	shape.kind === "ranked" ? shape : vague("the shape of the weight is not known");

function fail(code: "invalid-layer-argument" | "undefined-dimension", exception: string, message: string): never {
	raise({ code, exception, message, argument: "shape" });
}

/** The initializer's name in snake case; absent when it is not known. */
function initializerName(value: Value, dtype: DType): string | undefined {
	if (value.kind === "none") return isFloating(dtype) ? "glorot_uniform" : "zeros";
	if (value.kind === "str") return value.value && toSnakeCase(value.value);
	if (value.kind === "instance" && value.cls.kind === "library") {
		return toSnakeCase(value.cls.name.slice(value.cls.name.lastIndexOf(".") + 1));
	}
	return undefined;
}

/** Initializers that scale by the fan compute with every size; the others hand the shape to TensorFlow. */
const SCALING = /^(glorot|he|lecun)_(uniform|normal)$|^variance_scaling$/;

function checkShape(shape: RankedShape, initializer: string | undefined, world: World): void {
	if (shape.dims.some((dim) => isStatic(dim) && dim < 0)) {
		fail("invalid-layer-argument", "ValueError", `a weight cannot have the negative size of ${printShape(shape)}`);
	}
	const none = shape.dims.find(isNone);
	if (!none) return;
	const scaled = initializer !== undefined && SCALING.test(initializer);
	if (world === "keras2" && initializer === undefined)
		vague("a weight with a None size and an initializer that is not known");
	const orthogonal = initializer === "orthogonal" && shape.dims.length > 1;
	raise({
		code: "undefined-dimension",
		exception: world === "keras2" && (scaled || orthogonal) ? "TypeError" : "ValueError",
		message: `a weight of shape ${printShape(shape)} cannot be made: a dimension is None`,
		because: [none.why],
	});
}
