import {
	type Dim,
	type DType,
	isDTypeName,
	isStatic,
	ranked,
	type Shape,
	spec,
	topShape,
	unknownDim,
	unknownDType,
	type Value,
} from "../../domain";
import { defineFunction, type FunctionModel, raise, typeName } from "../../interpreter/api";
import { asInt } from "../engine/argument-readers";
import { holdsWordNumbers } from "./word-numbers";

/** What the sequences are: how many, how long the longest is, and the shape of one step. */
interface Sequences {
	readonly count: Dim;
	readonly longest: Dim;
	/** Absent when it is not known. */
	readonly step: readonly Dim[] | undefined;
}

const NOT_KNOWN = { text: "sequences that are not known" };

function readSequences(value: Value): Sequences {
	const longest = unknownDim({ text: "how long the longest sequence is" });
	if (value.kind === "tensor" && value.spec.shape.kind === "ranked") {
		const [count = unknownDim(NOT_KNOWN), length, ...step] = value.spec.shape.dims;
		if (length !== undefined) return { count, longest: length, step };
		return { count, longest, step: holdsWordNumbers(value) ? [] : undefined };
	}
	if (value.kind !== "list" && value.kind !== "tuple")
		return { count: unknownDim(NOT_KNOWN), longest, step: undefined };
	if (!value.items) {
		return { count: unknownDim(NOT_KNOWN), longest, step: holdsWordNumbers(value) ? [] : undefined };
	}
	const rows = value.items.map(readRow);
	const lengths = rows.map((row) => row.length);
	const known = lengths.filter((length) => length !== undefined);
	const isKnown = known.length === lengths.length;
	return {
		count: rows.length,
		longest: isKnown ? Math.max(0, ...known) : longest,
		step: rows.every((row) => row.isFlat) ? [] : undefined,
	};
}

/** Raises what Keras raises for an item that has no length. */
function readRow(row: Value): { readonly length: number | undefined; readonly isFlat: boolean } {
	if (["int", "float", "bool", "none"].includes(row.kind)) {
		raise({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `pad_sequences takes sequences, found a value of type ${typeName(row)} among them`,
			argument: "sequences",
		});
	}
	if (row.kind === "tensor" && row.spec.shape.kind === "ranked") {
		const [length, ...step] = row.spec.shape.dims;
		return { length: length !== undefined && isStatic(length) ? length : undefined, isFlat: step.length === 0 };
	}
	if ((row.kind !== "list" && row.kind !== "tuple") || !row.items)
		return { length: undefined, isFlat: holdsWordNumbers(row) };
	const isFlat = row.items.every((item) => ["int", "float", "bool", "str"].includes(item.kind));
	return { length: row.items.length, isFlat };
}

function dtypeOf(value: Value): DType {
	if (value.kind === "str" && value.value !== undefined && isDTypeName(value.value) && value.value !== "string")
		return value.value;
	if (value.kind === "dtype") return value.dtype;
	return unknownDType({ text: "a dtype that is not known" });
}

function lengthOf(maxlen: Value, { longest }: Sequences): Dim {
	if (maxlen.kind === "none") return longest;
	return asInt(maxlen) ?? unknownDim("why" in maxlen && maxlen.why ? maxlen.why : { text: "maxlen is not known" });
}

function paddedShape(value: Value, maxlen: Value): Shape {
	const sequences = readSequences(value);
	if (!sequences.step) return topShape({ text: "what one step of the sequences is" });
	return ranked([sequences.count, lengthOf(maxlen, sequences), ...sequences.step]);
}

/**
 * `pad_sequences`: rows of different lengths become one array `(len(sequences), maxlen)`, int32 unless a dtype is given.
 * Mirrors keras/src/utils/{data_utils,sequence_utils}.py, which agree.
 */
export const PAD_SEQUENCES: readonly FunctionModel[] = [
	defineFunction(
		"keras.utils.pad_sequences",
		"sequences, maxlen=None, dtype='int32', padding='pre', truncating='pre', value=0.0",
		(bound, { world }) => ({
			kind: "tensor",
			flavor: "ndarray",
			spec: spec(paddedShape(bound.get("sequences"), bound.get("maxlen")), dtypeOf(bound.get("dtype"))),
			world,
		}),
		{ aliases: ["keras.preprocessing.sequence.pad_sequences"] },
	),
];
