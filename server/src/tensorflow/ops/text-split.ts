import { type Dim, type DType, isStatic, noneDim, ranked, unknownDim } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments, type OpResult } from "../op";
import { convertedText, readText, textOf } from "./strings";

/** Functions of `tf.strings` that give ragged tensors: one more axis, of as many parts as each text has. */

const PARTS = { text: "how many parts a text has" };

/** A scalar gives a vector, which is not ragged. */
function parts(args: OpArguments, { shape }: Operand, dtype: DType): Operand {
	const dims = dimsOf({ shape, dtype });
	const rows = dims.map((dim, axis) => (axis === 0 ? rowsOf(args, dim, dims.length) : dim));
	const count: Dim = dims.length > 0 || args.isGraph ? noneDim(PARTS) : { kind: "unknown", why: PARTS };
	const layout = dims.length > 0 ? { kind: "ragged" as const, raggedRank: dims.length } : undefined;
	return { shape: ranked([...rows, count]), dtype, layout };
}

/** A graph forgets how many texts there were, unless it reads them from the splits; of KerasTensors it is not followed. */
function rowsOf(args: OpArguments, dim: Dim, rank: number): Dim {
	if (!args.isGraph) return dim;
	const input = args.get("input");
	const isSymbolic = input.kind === "tensor" && input.flavor === "KerasTensor";
	if (isSymbolic && rank > 1) return unknownDim(PARTS);
	const keeps = args.bound.given("input_encoding") !== undefined;
	return (rank === 1 && !keeps) || !isStatic(dim) ? noneDim(PARTS) : rank === 1 ? dim : unknownDim(PARTS);
}

const split = (name: string, text: string, read: (args: OpArguments, name: string) => Operand, dtype: DType) =>
	defineOp(`strings.${name}`, text, (args) => {
		const input = read(args, "input");
		return parts(args, input, dtype);
	});

const OPTIONS = "errors='replace', replacement_char=65533";

const withOffsets = (name: string, text: string, dtype: DType): FunctionModel =>
	defineOp(`strings.${name}_with_offsets`, text, (args): OpResult => {
		const input = textOf(args, "input");
		return { kind: "tuple", items: [parts(args, input, dtype), parts(args, input, "int64")] };
	});

const DECODE = `input, input_encoding, ${OPTIONS}, replace_control_characters=False, name=None`;
const SPLIT = `input, input_encoding, ${OPTIONS}, name=None`;

/** The last axis is the texts of one row, of which each window is one text. */
const NGRAMS = defineOp(
	"strings.ngrams",
	"data, ngram_width, separator=' ', pad_values=None, padding_width=None, preserve_short_sequences=False, name=None",
	(args) => {
		const data = args.tensor("data");
		const widths = args.ints("ngram_width") ?? vague("the width of a window");
		if (widths.some((width) => width < 1)) {
			args.fail({
				code: "invalid-layer-argument",
				exception: "ValueError",
				message: "a window has one text or more",
				argument: "ngram_width",
			});
		}
		const dims = dimsOf(data);
		if (dims.length === 0) return vague("windows of one text");
		const count: Dim = dims.length > 1 || args.isGraph ? noneDim(PARTS) : { kind: "unknown", why: PARTS };
		const layout = dims.length > 1 ? { kind: "ragged" as const, raggedRank: dims.length - 1 } : undefined;
		return { shape: ranked([...dims.slice(0, -1), count]), dtype: data.dtype, layout };
	},
);

export const TEXT_SPLITS: readonly FunctionModel[] = [
	split("split", "input, sep=None, maxsplit=-1, name=None", convertedText, "string"),
	split("bytes_split", "input, name=None", readText, "string"),
	split("unicode_split", SPLIT, textOf, "string"),
	split("unicode_decode", DECODE, textOf, "int32"),
	withOffsets("unicode_split", SPLIT, "string"),
	withOffsets("unicode_decode", DECODE, "int32"),
	NGRAMS,
];
