import { isInteger, type Value } from "../../../domain";
import { equal, typeName, vague } from "../../../interpreter/api";
import { asInt, isKnown, itemsOf } from "../../engine/argument-readers";
import { readDType } from "../../engine/dtype-policy";
import type { LayerArguments } from "../../engine/layer-definition";
import type { OutputMode } from "./encode-categorical-inputs";
import { reject } from "./output-mode";

/** `mask_token` and `oov_token` of the lookups: tensors of the vocabulary's dtype. */

/** What stands before the words of a vocabulary, and what becomes of them. */
export interface LookupNumbers {
	/** Not known, or a float, which is below no list. */
	readonly oovIndices: number | undefined;
	readonly oovIsFloat: boolean;
	readonly maskToken: Value;
	readonly oovToken: Value;
	readonly mode: OutputMode;
	readonly invert: boolean;
	readonly isText: boolean;
}

/** Keras 2's IntegerLookup: `np.int64` of a token. */
export function int64Token(args: LayerArguments, name: string): Value {
	const value = args.get(name);
	const items = itemsOf(value);
	if (items) return { kind: "list", items: items.map((item) => int64Of(item, args, name)) };
	return value.kind === "none" ? value : int64Of(value, args, name);
}

function int64Of(value: Value, args: LayerArguments, name: string): Value {
	if (value.kind === "float" && value.value !== undefined && Number.isFinite(value.value))
		return { kind: "int", value: Math.trunc(value.value) };
	const int = asInt(value);
	if (int !== undefined) return { kind: "int", value: int };
	if (value.kind !== "str" || value.value === undefined) return isKnown(value) ? vague(`${name} as an int`) : value;
	const parsed = asInteger(value.value);
	return parsed === undefined ? reject(args, name, `${name} must be an int`) : { kind: "int", value: parsed };
}

/** Keras 2's IntegerLookup looks up ints, of 64 bits for want of other tables; Keras 3 takes no other word for them. */
export function checkVocabularyDType(args: LayerArguments): void {
	const value = args.get("vocabulary_dtype");
	if (args.world === "keras2") {
		const dtype = readDType(value, args.world, "TypeError");
		if (typeof dtype === "string" && !isInteger(dtype))
			reject(args, "vocabulary_dtype", `vocabulary_dtype must be an integer dtype, found ${dtype}`);
		return;
	}
	const isInt64 =
		(value.kind === "str" && (value.value ?? "int64") === "int64") ||
		(value.kind === "dtype" && (typeof value.dtype !== "string" || value.dtype === "int64")) ||
		value.kind === "unknown";
	if (!isInt64) reject(args, "vocabulary_dtype", 'vocabulary_dtype must be "int64"');
}

/** Where there is no table for ints of this dtype. */
export function requireTableDType(args: LayerArguments): void {
	const dtype = args.world === "keras2" ? readDType(args.get("vocabulary_dtype"), args.world, "TypeError") : "int64";
	if (typeof dtype !== "string" || dtype === "int64") return;
	args.fail({
		code: "invalid-layer-argument",
		exception: "NotFoundError",
		message: `TensorFlow has no table of ${dtype}: use vocabulary_dtype="int64"`,
		argument: "vocabulary_dtype",
	});
}

/** `tf.convert_to_tensor(token, dtype)` of a dtype of strings or of ints. */
export function requireToken(args: Pick<LayerArguments, "fail">, name: string, token: Value, isText: boolean): void {
	const fits = (value: Value): boolean => {
		if ("numpy" in value && value.numpy) return true;
		if (value.kind === "str" || value.kind === "bytes") return isText;
		if (value.kind === "int" || value.kind === "bool") return !isText;
		return value.kind !== "float";
	};
	if ((itemsOf(token) ?? [token]).every(fits)) return;
	args.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `${name} must be ${isText ? "a string" : "an int"}, found a value of type ${typeName(token)}`,
		argument: name,
	});
}

/** The default of the table that `invert` looks up in. */
export function requireDefault(args: LayerArguments, { invert, oovToken, isText }: LookupNumbers): void {
	if (!invert) return;
	if (oovToken.kind === "none") reject(args, "oov_token", "invert needs an oov_token");
	requireToken(args, "oov_token", oovToken, isText);
}

/** The token that stands among the terms, where it may stand before them only. NumPy compares each term with each of several tokens. */
export function reservedAmong(
	tokens: readonly Value[],
	{ maskToken, oovToken, invert }: LookupNumbers,
): string | undefined {
	if (maskToken.kind !== "none" && isAmong(maskToken, tokens)) return "mask_token";
	return invert && oovToken.kind !== "none" && isAmong(oovToken, tokens) ? "oov_token" : undefined;
}

function isAmong(token: Value, tokens: readonly Value[]): boolean {
	const several = itemsOf(token);
	if (!several) return tokens.some((each) => equal(each, token) === true);
	const sizes = [several.length, tokens.length];
	if (!sizes.includes(1) && sizes[0] !== sizes[1]) return true;
	const length = Math.max(...sizes);
	const at = (items: readonly Value[], index: number): Value => items[items.length === 1 ? 0 : index] as Value;
	return Array.from({ length }).some((_, index) => equal(at(tokens, index), at(several, index)) === true);
}

/** `int(text)`. */
export function asInteger(text: string): number | undefined {
	const digits = text.trim();
	return /^[+-]?\d+(_\d+)*$/.test(digits) ? Number(digits.replaceAll("_", "")) : undefined;
}
