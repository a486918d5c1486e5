import { isDTypeName, type Value, type World } from "../../domain";
import { type Bound, raise, signature, vague } from "../../interpreter/api";
import { closest } from "./did-you-mean";
import { perWorld } from "./layer-definition";
import type { DTypePolicy, LayerState } from "./layer-state";

/** What `Layer.__init__` takes beyond a layer's own arguments. Mirrors `base_layer.py` (2.15) and `layer.py` (3). */
const ACCEPTED: Readonly<Record<World, readonly string[]>> = {
	keras2: [
		"name",
		"dtype",
		"trainable",
		"dynamic",
		"input_dim",
		"input_shape",
		"batch_input_shape",
		"batch_size",
		"weights",
		"activity_regularizer",
		"autocast",
		"implementation",
	],
	keras3: ["name", "dtype", "trainable", "autocast", "activity_regularizer", "input_dim", "input_shape"],
};

/** Checks and stores the arguments that every layer has. */
export function checkBaseArguments(state: LayerState, bound: Bound, className: string, world: World): void {
	readName(state, value(bound, "name"), world);
	const dtype = value(bound, "dtype");
	if (dtype) state.policy = readPolicy(dtype, world);
	const trainable = value(bound, "trainable");
	if (trainable?.kind === "bool" && trainable.value !== undefined) state.trainable = trainable.value;
	for (const extra of bound.extra) {
		if (!ACCEPTED[world].includes(extra.name)) unrecognized(extra.name, className, state, world);
	}
}

const value = (bound: Bound, name: string): Value | undefined =>
	bound.extra.find((each) => each.name === name)?.value ?? bound.given(name)?.value;

function unrecognized(name: string, className: string, state: LayerState, world: World): never {
	const own = state.definition
		? signature(perWorld(state.definition.signature, world)).parameters.map((p) => p.name)
		: [];
	const meant = closest(name, [...own, ...ACCEPTED[world]]);
	raise({
		code: "unknown-layer-argument",
		exception: world === "keras2" ? "TypeError" : "ValueError",
		message: `${className} has no argument ${name}${meant ? `; did you mean ${meant}?` : ""}`,
		argument: name,
		...(meant ? { facts: { name, meant } } : {}),
	});
}

function readName(state: LayerState, name: Value | undefined, world: World): void {
	if (!name || name.kind === "none") return;
	if (name.kind === "str") {
		state.name = name.value;
		if (world === "keras3" && name.value?.includes("/")) {
			raise({
				code: "invalid-layer-argument",
				exception: "ValueError",
				message: `a layer's name must not contain "/": ${name.value}`,
				argument: "name",
			});
		}
	}
}

/** `dtype=` of a layer: a dtype, or the name of a mixed-precision policy. */
export function readPolicy(dtype: Value, world: World): DTypePolicy {
	if (dtype.kind === "none") return { compute: "float32", variable: "float32" };
	if (dtype.kind === "dtype" && typeof dtype.dtype === "string") return { compute: dtype.dtype, variable: dtype.dtype };
	if (dtype.kind !== "str" || dtype.value === undefined) return vague("the layer's dtype is not known");
	if (dtype.value === "mixed_float16") return { compute: "float16", variable: "float32" };
	if (dtype.value === "mixed_bfloat16") return { compute: "bfloat16", variable: "float32" };
	if (isDTypeName(dtype.value)) return { compute: dtype.value, variable: dtype.value };
	raise({
		code: "invalid-layer-argument",
		exception: world === "keras2" ? "TypeError" : "ValueError",
		message: `${dtype.value} is not a dtype or dtype policy`,
		argument: "dtype",
	});
}
