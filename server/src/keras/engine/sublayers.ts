import { bool, type DType, type InstanceValue, type Reason, type Value } from "../../domain";
import { equal, type Machine, signature } from "../../interpreter/api";
import { keepWeight } from "./add-weight";
import { readPolicy } from "./dtype-policy";
import { type LayerDefinition, perWorld } from "./layer-definition";
import { type DTypePolicy, type LayerState, layerState } from "./layer-state";
import { markBuilt, noteMaybeBuilt } from "./maybe-built";

/**
 * The layers that a layer or model holds itself, in Keras's order: of a graph, of a stack, wrapped by a built-in layer,
 * or tracked because the user assigned them to attributes, lists and dicts included. Absent when some are not known.
 */
export function sublayersOf(self: InstanceValue): readonly InstanceValue[] | undefined {
	const { layers, isComplete } = heldLayers(self);
	return isComplete ? layers : undefined;
}

/** The layers that are known to be held, whether or not there are others. */
export const knownSublayers = (self: InstanceValue): readonly InstanceValue[] => heldLayers(self).layers;

interface Held {
	readonly layers: readonly InstanceValue[];
	readonly isComplete: boolean;
}

const all = (layers: readonly InstanceValue[]): Held => ({ layers, isComplete: true });

function heldLayers(self: InstanceValue): Held {
	const state = layerState(self);
	if (!state) return { layers: [], isComplete: false };
	if (state.stack) return all(state.stack);
	if (state.graph) return all(state.graph.layers);
	const wrapped = state.config === undefined ? [] : (state.definition?.sublayers?.(state.config) ?? []);
	const inner = wrapped.flatMap((value) => (value.kind === "instance" && layerState(value) ? [value] : []));
	if (self.cls.kind === "library") return all(inner);
	const found = new Set<InstanceValue>(inner);
	const complete = [...self.attrs.values()].map((value) => collect(value, found)).every(Boolean);
	found.delete(self);
	return { layers: [...found], isComplete: complete };
}

/** The list, tuple or dict in which an instance keeps a layer; none for a layer that is an attribute by itself. */
export function containersOf(self: InstanceValue): ReadonlyMap<InstanceValue, Value> {
	const found = new Map<InstanceValue, Value>();
	const direct = new Set<Value>(self.attrs.values());
	for (const value of self.attrs.values()) {
		const within = new Set<InstanceValue>();
		if (value.kind !== "instance") collect(value, within);
		for (const layer of within) if (!direct.has(layer) && !found.has(layer)) found.set(layer, value);
	}
	return found;
}

function collect(value: Value, found: Set<InstanceValue>): boolean {
	if (value.kind === "instance") {
		if (layerState(value)) found.add(value);
		return true;
	}
	if (value.kind === "list") return value.items?.every((item) => collect(item, found)) ?? false;
	if (value.kind === "tuple") return value.items.every((item) => collect(item, found));
	if (value.kind === "dict") {
		return value.entries ? [...value.entries.values()].every((entry) => collect(entry.value, found)) : false;
	}
	return value.kind !== "unknown";
}

/** `layer.trainable = …` reaches every layer within. */
export function setTrainable(
	self: InstanceValue,
	value: Value,
	machine: Machine,
	done = new Set<InstanceValue>(),
): void {
	const state = layerState(self);
	if (!state || done.has(self)) return;
	done.add(self);
	const trainable = machine.truth(value, state.origin ?? { path: "", start: 0, end: 0 });
	machine.journal.setField(state, "trainable", trainable, (a, b) => (a === b ? a : undefined));
	const stored = self.attrs.get("trainable");
	if (stored && trainable !== undefined && !(stored.kind === "bool" && stored.value === trainable)) {
		machine.journal.setEntry(self.attrs, "trainable", bool(trainable));
	}
	for (const layer of sublayersOf(self) ?? []) setTrainable(layer, value, machine, done);
}

/** Attributes whose assignment does more than store them. */
export function setLayerAttribute(self: InstanceValue, name: string, value: Value, machine: Machine): void {
	if (name === "trainable") setTrainable(self, value, machine);
	if (name === "built") setBuilt(self, value, machine);
	if (name === "dtype_policy") setPolicy(self, value, machine);
	const state = layerState(self);
	if (state) keepWeight(state, name, value, machine);
	if (!state?.definition || !decides(state, name) || keeps(state, name, value)) return;
	const why: Reason = { text: `the attribute ${name} was assigned`, origin: state.origin };
	machine.journal.setField(state, "vague", why, (a, b) => a ?? b);
}

/** Keras 3 takes another policy at any time; that of Keras 2 cannot be set. */
function setPolicy(self: InstanceValue, value: Value, machine: Machine): void {
	const state = layerState(self);
	if (state?.world !== "keras3") return;
	machine.journal.deleteEntry(self.attrs, "dtype_policy");
	machine.journal.setField(state, "policy", readPolicy(value, machine, state.world), joinPolicies);
}

function joinPolicies(a: DTypePolicy, b: DTypePolicy): DTypePolicy {
	if (a.compute === b.compute && a.variable === b.variable) return a;
	const dtype: DType = { kind: "unknown", why: { text: "the dtype policy differs between two paths" } };
	return { compute: dtype, variable: dtype };
}

/** `self.built = True` keeps `build` from being called. */
function setBuilt(self: InstanceValue, value: Value, machine: Machine): void {
	const state = layerState(self);
	const built = value.kind === "bool" ? value.value : undefined;
	if (!state) return;
	// The attribute is the state, except that what was stored is what is read back.
	if (built !== true) machine.journal.deleteEntry(self.attrs, "built");
	if (built === undefined) noteMaybeBuilt(state, machine);
	else if (built) markBuilt(state, machine);
	else if (self.cls.kind === "class") machine.journal.setField(state, "built", undefined, (a, b) => a ?? b);
}

/** Attributes that decide what a built-in layer does: its own arguments, and its steps. */
function decides(state: LayerState, name: string): boolean {
	if (!state.definition || state.definition.name === "Layer") return STEPS.has(name);
	if (HARMLESS.has(name) || /_(regularizer|constraint)$/.test(name)) return false;
	return STEPS.has(name) || parametersOf(state.definition, state.world).includes(name);
}

const STEPS: ReadonlySet<string> = new Set(["build", "call", "compute_output_shape", "compute_output_spec"]);
const HARMLESS: ReadonlySet<string> = new Set(["trainable", "name"]);

/** Whether the attribute is what it was: a subclass often stores an argument that its base class stores too. */
function keeps(state: LayerState, name: string, value: Value): boolean {
	const before = state.bound?.get(name);
	return before !== undefined && (before === value || equal(before, value) === true || isRate(name, before, value));
}

/** How much a layer drops or averages leaves its shapes as they are. */
const isRate = (name: string, before: Value, value: Value): boolean =>
	["rate", "momentum", "epsilon", "stddev"].includes(name) && before.kind === "float" && value.kind === "float";

const parametersOf = (definition: LayerDefinition<unknown>, world: LayerState["world"]): readonly string[] =>
	signature(perWorld(definition.signature, world)).parameters.map((parameter) => parameter.name);
