import { type Dim, unknownDim, type Value } from "../../domain";
import { vague } from "../../interpreter/api";
import { isSince } from "../versions/release";
import { getIdentifier, type Identified } from "./get-identifier";
import { INITIALIZER_RANKS } from "./identifiers";
import type { Initializer, LayerArguments } from "./layer-definition";

/** Arguments that many layers share. Each checker raises exactly as `keras.<kind>.get` does. */

/** `keras.activations.get`: a known name, None (linear), a config or something callable. */
export const checkActivation = (args: LayerArguments, name: string): Identified =>
	getIdentifier(args, name, "activation");

/** `keras.regularizers.get`. Keras 2 takes every string. */
export const checkRegularizer = (args: LayerArguments, name: string): Identified =>
	getIdentifier(args, name, "regularizer");

/** `keras.constraints.get`. */
export const checkConstraint = (args: LayerArguments, name: string): Identified =>
	getIdentifier(args, name, "constraint");

/**
 * `keras.initializers.get`. The result goes to `addWeight(…, { initializer })`, where an initializer that demands a
 * rank or a shape of the weight raises.
 */
export function checkInitializer(args: LayerArguments, name: string): Initializer {
	const found = getIdentifier(args, name, "initializer");
	if (found.kind === "named") return initializerOf(found.name);
	if (found.kind === "tensor") return { shape: found.shape };
	if (found.kind === "callable") return initializerOf(libraryClassOf(found.value));
	// Without an initializer, ints are zeros.
	return found.kind === "none" ? { ...initializerOf("glorot_uniform"), draws: undefined } : {};
}

function drawsOf(name: string): Initializer["draws"] {
	if (/uniform/i.test(name)) return /^(glorot|he|lecun)/i.test(name) ? "scaled-uniform" : "uniform";
	if (/normal|^variance_scaling$/i.test(name)) return "normal";
	return /^(orthogonal|identity)/i.test(name) ? "matrix" : undefined;
}

/** Keras 2's initializers that compute with sizes raise a TypeError for `None`; the others hand the shape on. */
const COMPUTES_WITH_SIZES = /^(glorot|he_|he[nu]|lecun|variance|orthogonal)/i;

function initializerOf(name: string): Initializer {
	const onNoneSize = name === "" ? undefined : COMPUTES_WITH_SIZES.test(name) ? "TypeError" : "ValueError";
	return { ...INITIALIZER_RANKS[name], draws: drawsOf(name), onNoneSize };
}

/** Class name of an initializer object or class of Keras's own; empty for the user's. */
function libraryClassOf(value: Value): string {
	const cls = value.kind === "instance" ? value.cls : value;
	return cls.kind === "library" && cls.name.startsWith("keras.initializers.") ? (cls.name.split(".").at(-1) ?? "") : "";
}

/**
 * `units` as `Dense` reads it. Keras 2: whatever `int()` takes, not negative; Keras 3: an int (or bool) above zero.
 * `?` when it is an int that is not known.
 */
export function readUnits(args: LayerArguments, name: string): Dim {
	const value: Value = args.get(name);
	if (value.kind === "unknown") return unknownDim(value.why);
	const fail = (found: string, exception?: string): never =>
		args.fail({
			code: "invalid-layer-argument",
			message: `${name} must be a positive integer, found ${found}`,
			argument: name,
			...(exception ? { exception } : {}),
		});
	// Before 3.13, Keras 3 looked at units only where it made weights of them.
	if (args.world === "keras3" && !isSince("3.13", args)) return laterSize(value, args.get("use_bias"), fail);
	const size = args.world === "keras2" ? toInt(value, fail) : strictInt(value, fail);
	if (typeof size === "number" && (args.world === "keras2" ? size < 0 : size <= 0)) fail(String(size));
	return size;
}

type Fail = (found: string, exception?: string) => never;

const notKnown = (value: Value): Dim =>
	unknownDim(("why" in value ? value.why : undefined) ?? { text: "an int that is not known" });

/** A size that the shape of a weight takes: any int that is not negative. */
function laterSize(value: Value, useBias: Value, fail: Fail): Dim {
	if (value.kind === "int")
		return value.value !== undefined && value.value < 0 ? fail(String(value.value)) : (value.value ?? notKnown(value));
	if (value.kind === "instance" || useBias.kind === "unknown") return vague("a size that is not a plain int");
	return fail(`a value of type ${value.kind}`);
}

function strictInt(value: Value, fail: Fail): Dim {
	if (value.kind === "int") return value.numpy ? fail("a NumPy scalar") : (value.value ?? notKnown(value));
	if (value.kind === "bool") return value.value === undefined ? notKnown(value) : Number(value.value);
	if (value.kind === "instance") return vague("a size that is not a plain int");
	return fail(`a value of type ${value.kind}`);
}

/** Python's `int(value)`. */
function toInt(value: Value, fail: Fail): Dim {
	switch (value.kind) {
		case "int":
			return value.value ?? notKnown(value);
		case "bool":
			return strictInt(value, fail);
		case "float":
			if (value.value === undefined) return notKnown(value);
			if (Number.isNaN(value.value)) return fail("nan", "ValueError");
			return Number.isFinite(value.value) ? Math.trunc(value.value) : fail("infinity", "OverflowError");
		case "str":
			if (value.value === undefined) return notKnown(value);
			return /^\s*[+-]?\d+\s*$/.test(value.value) ? Number(value.value) : fail(`"${value.value}"`, "ValueError");
		case "tensor":
		case "instance":
		case "bytes":
			return vague("a size that is not a plain int");
		default:
			return fail(`a value of type ${value.kind}`, "TypeError");
	}
}
