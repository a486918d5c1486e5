import { library, unknown, type Value, type World } from "../../domain";

/** The function that `keras.activations.get` gives for a name that is known to be one of its own. */
export function activationValue(name: string | undefined, value: Value, world: World): Value {
	if (value.kind === "library") return value;
	if (value.kind === "none") return library("keras.activations.linear", world);
	if (name === undefined || /^[A-Z]/.test(name)) return unknown({ text: "the activation is not followed" });
	return library(`keras.activations.${name === "hard_swish" ? "hard_silu" : name}`, world);
}

/** The activation of a layer, as it keeps it: a callable. Absent when it is not followed. */
export function activationOf(value: Value, world: World): Value | undefined {
	if (value.kind === "str") return value.value === undefined ? undefined : activationValue(value.value, value, world);
	if (value.kind === "none") return activationValue(undefined, value, world);
	return value.kind === "unknown" || value.kind === "dict" ? undefined : value;
}
