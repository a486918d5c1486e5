import { type FunctionValue, type InstanceValue, NONE, ranked, type TensorValue, type Value } from "../../domain";
import {
	type Bound,
	bind,
	type CallArguments,
	type Machine,
	Raised,
	raise,
	type Signature,
	signature,
	syntheticArguments,
	vague,
} from "../../interpreter/api";
import { buildOn } from "./build-on";
import { perWorld } from "./layer-definition";
import type { LayerState } from "./layer-state";
import { markBuilt } from "./maybe-built";
import { shapeToValue } from "./shape-value";
import { flattenLeaves, flattenTensors, mapTensors, unknownPart } from "./structure";
import { sublayersOf } from "./sublayers";
import { userMethod } from "./user-method";
import { methodSignature } from "./user-signature";
import { withGraph } from "./with-graph";

/** A call of a user's layer, bound to the signature of its `call`. */
export interface UserCall {
	readonly method: FunctionValue;
	readonly args: CallArguments;
	readonly signature: Signature;
	readonly bound: Bound;
	readonly first: Value | undefined;
}

/** Builds a user's layer for a call, with the shapes that its Keras passes to `build`. */
export function buildForCall(self: InstanceValue, state: LayerState, call: UserCall, machine: Machine): void {
	if (state.built) return;
	const build = userMethod(self, "build", machine);
	const inputs = flattenTensors(call.first ?? NONE).map((tensor) => tensor.spec);
	if (!build && state.definition?.build && call.first) {
		if (state.vague) return;
		buildOn(state, call.first, machine, call.args.origin);
	}
	if (build) {
		const keywords = state.world === "keras3" ? shapesFor(build, state, call, "build") : undefined;
		runUserBuild(self, state, build, firstShape(state, call), keywords, call.args, machine);
	}
	if (!state.built) {
		const built = { weights: [], inputs, inputSpec: undefined };
		machine.journal.setField(state, "built", built, (a, b) => a ?? b);
	}
}

/** The shape of the first argument, nested as it is. */
function firstShape(state: LayerState, { first }: UserCall): Value {
	if (!first) return NONE;
	const shapeOf = (tensor: TensorValue): Value => shapeToValue(tensor.spec.shape, state.world);
	// Keras 2 makes tensors of Python's numbers before it asks for their shapes.
	const isNumber = (first.kind === "int" || first.kind === "float") && state.world === "keras2";
	return isNumber ? shapeToValue(ranked([]), state.world) : mapTensors(first, shapeOf);
}

/** A class that derives from a built-in layer and overrides only `build`. */
export function buildInherited(self: InstanceValue, state: LayerState, args: CallArguments, machine: Machine): void {
	const build = self.cls.kind === "class" && !state.built ? userMethod(self, "build", machine) : undefined;
	const { definition } = state;
	if (!build || !definition || state.vague || args.open) return;
	const target = signature(perWorld(definition.callSignature ?? "inputs, *args, **kwargs", state.world));
	const bound = bind(target, args);
	const first = target.parameters[0] && bound.given(target.parameters[0].name)?.value;
	if (!first || bound.errors.length > 0 || unknownPart(first)) return;
	buildForCall(self, state, { method: build, args, signature: target, bound, first }, machine);
}

export function runUserBuild(
	self: InstanceValue,
	state: LayerState,
	build: FunctionValue,
	shape: Value,
	keywords: readonly (readonly [string, Value])[] | undefined,
	args: CallArguments,
	machine: Machine,
): void {
	const { origin } = args;
	const call = syntheticArguments([self, ...(keywords ? [] : [shape])], origin);
	const named = (keywords ?? []).map(([name, value]) => ({ name, value, origin }));
	machine.journal.setField(state, "building", true, (a) => a);
	try {
		withGraph(machine, false, () => machine.callFunction(build, { ...call, keywords: named }));
	} finally {
		machine.journal.setField(state, "building", false, (a) => a);
	}
	if (state.world === "keras3") markBuilt(state, machine);
}

/**
 * The shapes that Keras 3 passes to `build` or `compute_output_shape`: the first one when the method takes one argument,
 * else by the names of the arguments of `call`. Mirrors `update_shapes_dict_for_target_fn` of layers/layer.py.
 */
export function shapesFor(
	target: FunctionValue,
	state: LayerState,
	call: UserCall,
	what: string,
): readonly (readonly [string, Value])[] {
	const names = methodSignature(target).parameters.map((each) => each.name);
	const shapes = shapesOfCall(state, call);
	if (names.length === 1) return [[names[0] as string, [...shapes.values()][0] ?? NONE]];
	const given = new Set(call.signature.parameters.map((each) => each.name));
	for (const name of names) {
		if (name.endsWith("_shape") && given.has(name.slice(0, -"_shape".length))) continue;
		raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: `${what}() of ${state.name ?? "the layer"} takes ${name}, which names no argument of call() with _shape`,
		});
	}
	return names.flatMap((name) => {
		const shape = shapes.get(name);
		return shape ? [[name, shape] as const] : [];
	});
}

/** Shapes by argument of `call`, for those that are tensors or nests of them. */
function shapesOfCall(state: LayerState, { signature, bound }: UserCall): ReadonlyMap<string, Value> {
	const found = new Map<string, Value>();
	for (const { name } of signature.parameters) {
		if (name === "mask") continue;
		const value = bound.get(name);
		const why = unknownPart(value);
		if (why) vague(why);
		const leaves = value.kind === "none" || isEmpty(value) ? [] : flattenLeaves(value);
		if (leaves.length === 0 || leaves.some((leaf) => leaf.kind !== "tensor" && leaf.kind !== "none")) continue;
		found.set(
			`${name}_shape`,
			mapTensors(value, (tensor) => shapeToValue(tensor.spec.shape, state.world)),
		);
	}
	return found;
}

const isEmpty = (value: Value): boolean =>
	((value.kind === "list" || value.kind === "tuple") && value.items?.length === 0) ||
	(value.kind === "dict" && value.entries?.size === 0);

/**
 * Keras 3 runs `call` once to build what the layer holds, when the layer has no `build` of its own; what it raises there
 * is a warning.
 */
export function buildByRun(self: InstanceValue, machine: Machine, run: () => Value): void {
	const layers = sublayersOf(self);
	const isUnbuilt = layers?.some((layer) => layer.native?.tag === "layer" && !(layer.native as LayerState).built);
	if (!isUnbuilt) return;
	const result = machine.trap(run);
	if (result instanceof Raised) return;
}
