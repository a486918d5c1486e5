import { type InstanceValue, misspelling, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import type { FailureText, LayerArguments } from "../../engine/layer-definition";
import { rejectUnregistered } from "./copied-by-name";
import { cloneLayer, flagOf, knownState, readLayer, takesArgument } from "./wrapped-layer";

export interface BidirectionalConfig {
	/** The layer that was given; its copies run. */
	readonly original: InstanceValue;
	readonly forward: InstanceValue;
	readonly backward: InstanceValue;
	/** Absent for None. */
	readonly mergeMode: string | undefined;
	readonly returnState: boolean;
}

const MERGE_MODES: readonly string[] = ["sum", "mul", "ave", "concat"];

/** What the constructor checks before `Layer.__init__`. */
export function checkBidirectional(args: LayerArguments): void {
	readLayer(args, "layer", "Bidirectional");
	if (args.get("backward_layer").kind !== "none") readLayer(args, "backward_layer", "Bidirectional");
	readMergeMode(args);
}

function readMergeMode(args: LayerArguments): string | undefined {
	const value = args.get("merge_mode");
	if (value.kind === "none") return undefined;
	if (value.kind === "unknown" || (value.kind === "str" && value.value === undefined)) {
		return vague("merge_mode is not known");
	}
	if (value.kind === "str" && value.value !== undefined && MERGE_MODES.includes(value.value)) return value.value;
	return args.fail({
		code: "invalid-layer-argument",
		message: `merge_mode must be one of ${MERGE_MODES.join(", ")} or None`,
		...misspelling(value.kind === "str" ? value.value : undefined, MERGE_MODES),
		argument: "merge_mode",
	});
}

/** Copies the layer in both directions and compares what must be common. */
export function readBidirectional(args: LayerArguments): BidirectionalConfig {
	const original = readLayer(args, "layer", "Bidirectional");
	const given = args.get("backward_layer");
	const state = knownState(original);
	if (args.world === "keras3") rejectUnregistered(original, args);
	if (original.cls.kind === "class") vague("a copy of the user's own layer");
	if (state.stack || !takesArgument(state, "go_backwards")) failDirection(original, given, args);
	const { name } = state;
	const keras3 = args.world === "keras3";
	const forward = cloneLayer(original, name && `forward_${keras3 ? name.replace(/^forward_/, "") : name}`);
	const backward = given.kind === "instance" ? given : cloneLayer(original, name && backwardName(name, keras3));
	compareDirections(original, given, args);
	checkWeights(args);
	return {
		original,
		forward,
		backward,
		mergeMode: readMergeMode(args),
		returnState: flagOf(state, "return_state", args),
	};
}

/** The weights to begin with, if any, are counted. */
function checkWeights(args: LayerArguments): void {
	const value = args.get("weights");
	const isNumber = value.kind === "int" || value.kind === "float" || value.kind === "bool";
	if (!isNumber || !value.value) return;
	fail(args, `weights must be a list of arrays, found a value of type ${typeName(value)}`, "weights", "TypeError");
}

const backwardName = (name: string, keras3: boolean): string =>
	`backward_${keras3 ? name.replace(/^backward_/, "") : name}`;

/** A layer that knows no direction: each Keras stumbles in its own way. */
function failDirection(layer: InstanceValue, backward: Value, args: LayerArguments): never {
	const { definition, stack } = knownState(layer);
	const name = stack ? "Sequential" : definition?.name;
	const keras3 = args.world === "keras3";
	if (keras3 && (!name || name === "Lambda")) vague("a copy of a layer that is not followed");
	// Keras 3's Sequential drops what it does not know, and wrappers make their copies themselves.
	const isWrapper = name === "Bidirectional" || name === "TimeDistributed";
	const copying = keras3 ? (stack ? "AttributeError" : isWrapper ? "ValueError" : "TypeError") : "KeyError";
	const exception = backward.kind !== "none" ? "AttributeError" : copying;
	return fail(
		args,
		`Bidirectional needs a recurrent layer, ${name ?? "this one"} has no go_backwards`,
		"layer",
		exception,
	);
}

const fail = (
	args: LayerArguments,
	message: string,
	argument: string,
	exception?: string,
	code: FailureText["code"] = "invalid-layer-argument",
): never => args.fail({ code, message, argument, exception });

const COMMON = ["stateful", "return_sequences", "return_state"] as const;

function compareDirections(layer: InstanceValue, given: Value, args: LayerArguments): void {
	const forward = knownState(layer);
	const goesBackwards = flagOf(forward, "go_backwards", args);
	if (given.kind !== "instance") {
		// Keras 2 turns the copy around; Keras 3 always makes it go backwards.
		if (args.world === "keras3" && goesBackwards) failSame(args, "layer");
		return;
	}
	if (given.cls.kind === "class") vague("a layer of the user's own as backward_layer");
	const backward = knownState(given);
	if (!takesArgument(backward, "go_backwards")) {
		const name = backward.definition?.name ?? "backward_layer";
		fail(args, `Bidirectional needs recurrent layers, ${name} has no go_backwards`, "backward_layer", "AttributeError");
	}
	if (flagOf(backward, "go_backwards", args) === goesBackwards) failSame(args, "backward_layer");
	for (const name of COMMON) {
		const values = [flagOf(forward, name, args), flagOf(backward, name, args)];
		if (values[0] === values[1]) continue;
		fail(args, `${name} is ${values[0]} in the forward layer, ${values[1]} in the backward layer`, "backward_layer");
	}
}

const failSame = (args: LayerArguments, argument: string): never =>
	fail(args, "forward and backward layer must differ in go_backwards", argument);
