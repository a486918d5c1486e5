import { misspelling, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import type { LayerArguments } from "../../engine/layer-definition";
import type { OutputMode } from "./encode-categorical-inputs";

const FORMER: Readonly<Record<string, OutputMode>> = { binary: "multi_hot", "tf-idf": "tf_idf" };

/** `output_mode`, of which a layer takes some; anything else is a ValueError. */
export function readOutputMode(args: LayerArguments, allowed: readonly OutputMode[], formerToo = true): OutputMode {
	const value = args.get("output_mode");
	if (value.kind === "unknown" || (value.kind === "str" && value.value === undefined))
		return vague("output_mode is not known");
	const text = value.kind === "str" ? (value.value as string) : undefined;
	const mode = text !== undefined ? ((formerToo ? FORMER[text] : undefined) ?? text) : undefined;
	const known = allowed.find((each) => each === mode);
	return known ?? rejectWord(args, "output_mode", value, allowed);
}

export const rejectWord = (args: LayerArguments, name: string, value: Value, allowed: readonly string[]): never =>
	args.fail({
		code: "invalid-layer-argument",
		message: `${name} must be one of ${allowed.join(", ")}, found ${value.kind === "str" ? `"${value.value}"` : `a value of type ${typeName(value)}`}`,
		argument: name,
		...misspelling(value.kind === "str" ? value.value : undefined, allowed),
	});

/** A word, None or a function of the user's; a word that is not known is a ValueError. */
export function readWordOrCallable(args: LayerArguments, name: string, allowed: readonly string[]): Value {
	const value = args.get(name);
	if (value.kind === "str" && value.value !== undefined && !allowed.includes(value.value))
		rejectWord(args, name, value, allowed);
	const isBad = ["int", "float", "bool", "list", "tuple", "dict"].includes(value.kind);
	if (isBad) rejectWord(args, name, value, allowed);
	return value;
}

/** Raises the ValueError of an argument. */
export const reject = (args: LayerArguments, argument: string, message: string): never =>
	args.fail({ code: "invalid-layer-argument", message, argument });
