import { isStatic, type Origin, type TensorValue, type Value } from "../../domain";
import { type Machine, raise, vague } from "../../interpreter/api";
import { checkInputSpec } from "../engine/check-input-spec";
import type { InputSpec } from "../engine/layer-definition";
import { historyOf, type LayerState, layerState, type ModelGraph } from "../engine/layer-state";
import { flattenLeaves, flattenTensors } from "../engine/structure";
import { isSince } from "../versions/release";

/** What a model demands of one of its inputs, and the key under which a dict holds it. */
interface NamedSpec {
	readonly name: string | undefined;
	readonly spec: InputSpec;
	/** Whether None may be passed for it. */
	readonly isOptional: boolean;
}

/**
 * The model's own input spec: the batch is free, and a last axis of size 1 may be missing or added. Mirrors `input_spec`
 * of a functional model in both worlds; absent when nothing is checked, which is so for deeper structures.
 */
function inputSpecs(graph: ModelGraph, state: LayerState, machine: Machine): readonly NamedSpec[] | undefined {
	const { inputs } = graph;
	const tensors = flattenTensors(inputs);
	if (state.world === "keras2" && sizeOf(inputs) !== undefined && sizeOf(inputs) !== tensors.length) return undefined;
	if (inputs.kind !== "dict" || !inputs.entries) return tensors.map((tensor) => specOf(tensor, layerName(tensor)));
	const entries = [...inputs.entries.values()].sort((a, b) => (keyOf(a.key) < keyOf(b.key) ? -1 : 1));
	if (entries.some(({ value }) => value.kind !== "tensor")) return nestedSpecs(state, machine);
	return entries.map(({ key, value }) => specOf(value as TensorValue, keyOf(key)));
}

/** Of a dict that holds more than tensors Keras 2 takes the `.shape` of a list, where it comes to that. */
function nestedSpecs(state: LayerState, machine: Machine): undefined {
	if (state.world === "keras3" && isSince("3.4", { world: state.world, machine })) return undefined;
	return raise({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `${state.name ?? "the model"} has a dict of lists or dicts as inputs, of which Keras cannot tell the shapes`,
	});
}

const sizeOf = (value: Value): number | undefined => {
	if (value.kind === "list" || value.kind === "tuple") return value.items?.length;
	return value.kind === "dict" ? value.entries?.size : undefined;
};

const keyOf = (key: Value): string =>
	key.kind === "str" && key.value !== undefined ? key.value : vague("the name of an input is not known");

function specOf(tensor: TensorValue, name: string | undefined): NamedSpec {
	const { shape } = tensor.spec;
	if (shape.kind !== "ranked") return { name, spec: {}, isOptional: isOptional(tensor) };
	const sizes = shape.dims.map((dim, axis) => (isStatic(dim) && axis > 0 ? dim : null));
	return { name, spec: { shape: sizes, allowLastAxisSqueeze: true }, isOptional: isOptional(tensor) };
}

const layerOf = (tensor: TensorValue): LayerState | undefined => {
	const layer = historyOf(tensor)?.node.layer;
	return layer && layerState(layer);
};

export const layerName = (tensor: TensorValue): string | undefined => layerOf(tensor)?.name;

/** Whether None may be passed for an input: `optional=True` of Keras 3. */
export function isOptional(tensor: TensorValue): boolean {
	const given = layerOf(tensor)?.bound?.given("optional")?.value;
	return given?.kind === "bool" && given.value !== false;
}

/** Whether a model accepts the structure that it is called on: raises as `assert_input_compatibility` does. */
export function checkModelInputs(
	state: LayerState,
	graph: ModelGraph,
	first: Value,
	machine: Machine,
	origin: Origin,
): boolean {
	const result = machine.guard(origin, () => {
		if (state.world === "keras3") rejectMissing(graph, first, state);
		const specs = inputSpecs(graph, state, machine);
		if (specs) checkAll(specs, leavesFor(specs, first), state);
		return first;
	});
	return result === first;
}

/** Keras 3 takes None only for an optional input, whatever the structure. */
function rejectMissing(graph: ModelGraph, first: Value, state: LayerState): void {
	const leaves = flattenLeaves(first);
	const lost = flattenTensors(graph.inputs).find((input, at) => leaves[at]?.kind === "none" && !isOptional(input));
	if (!lost) return;
	raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: `${state.name ?? "the model"} was called on None for ${layerName(lost) ?? "an input"}, which is not optional`,
	});
}

function checkAll(specs: readonly NamedSpec[], leaves: readonly Value[], state: LayerState): void {
	const name = state.name ?? "the model";
	const bad = leaves.find((leaf, at) => leaf.kind !== "tensor" && !(leaf.kind === "none" && specs[at]?.isOptional));
	if (bad) {
		raise({
			code: "invalid-layer-input",
			exception: state.world === "keras2" ? "TypeError" : "ValueError",
			message: `${name} was called on ${bad.kind === "none" ? "None" : `a ${bad.kind}`}, which is not a tensor`,
		});
	}
	if (leaves.length !== specs.length)
		checkInputSpec(
			specs.map(({ spec }) => spec),
			flattenTensors({ kind: "list", items: leaves }).map(({ spec }) => spec),
			name,
		);
	const pairs = leaves.flatMap((leaf, at) =>
		leaf.kind === "tensor" ? [[specs[at]?.spec ?? {}, leaf.spec] as const] : [],
	);
	checkInputSpec(
		pairs.map(([spec]) => spec),
		pairs.map(([, found]) => found),
		name,
	);
}

/** What stands for each spec: a dict is read by names when all of them are there, anything else in its order. */
function leavesFor(specs: readonly NamedSpec[], first: Value): readonly Value[] {
	if (first.kind !== "dict" || !first.entries) return flattenLeaves(first);
	const { entries } = first;
	return specs.flatMap(({ name }) => {
		if (name === undefined) return vague("the name of an input is not known");
		const value = entries.get(`s:${name}`)?.value;
		if (value) return flattenLeaves(value);
		return raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: `the dict of inputs has no ${name}`,
		});
	});
}
