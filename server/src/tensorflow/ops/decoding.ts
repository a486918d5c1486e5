import { type Dim, type DType, noneDim, ranked, unknownDim, unknownRank } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { convert } from "../convert";
import { defineOp, dimsOf, type OpArguments, type OpResult } from "../op";
import { textOf } from "./strings";

/** What bytes are decoded into, beside images of one kind. Mirrors tensorflow/python/ops/parsing_ops.py and gen_image_ops. */

const decided = (args: OpArguments, what: string): Dim => {
	const why = { text: what, origin: args.origin };
	return args.isGraph ? noneDim(why) : unknownDim(why);
};

const BITS: Readonly<Record<string, number>> = {
	uint8: 1,
	int8: 1,
	bool: 1,
	int16: 2,
	uint16: 2,
	float16: 2,
	bfloat16: 2,
	int32: 4,
	uint32: 4,
	float32: 4,
	int64: 8,
	uint64: 8,
	float64: 8,
	complex64: 8,
	complex128: 16,
};

/** `tf.io.decode_raw`: one more axis, whose length a fixed one tells. */
const DECODE_RAW = defineOp(
	"io.decode_raw",
	"input_bytes, out_type, little_endian=True, fixed_length=None, name=None",
	(args) => {
		const dims = dimsOf(textOf(args, "input_bytes"));
		const dtype: DType = args.dtype("out_type") ?? vague("a dtype");
		if (dtype === "string")
			args.fail({
				code: "invalid-layer-argument",
				exception: "TypeError",
				message: "bytes are decoded to numbers, not to string",
				argument: "out_type",
			});
		const length = args.given("fixed_length") ? args.int("fixed_length") : undefined;
		const width = typeof dtype === "string" ? BITS[dtype] : undefined;
		if (length !== undefined && width === undefined) return vague("the width of a dtype");
		const last =
			length === undefined ? decided(args, "how many numbers the bytes hold") : Math.floor(length / (width as number));
		return { shape: ranked([...dims, last]), dtype };
	},
);

/** `tf.io.decode_csv`: a tensor for each column, of its default's dtype. */
const DECODE_CSV = defineOp(
	"io.decode_csv",
	"records, record_defaults, field_delim=',', use_quote_delim=True, na_value='', select_cols=None, name=None",
	(args): OpResult => {
		const { shape } = textOf(args, "records");
		const defaults = args.get("record_defaults");
		const reject = (message: string): never =>
			args.fail({ code: "invalid-layer-argument", exception: "TypeError", message, argument: "record_defaults" });
		if (defaults.kind === "int" || defaults.kind === "float" || defaults.kind === "str")
			reject("record_defaults is a list, of a default for each column");
		const items = defaults.kind === "list" || defaults.kind === "tuple" ? defaults.items : undefined;
		if (!items) return vague("the columns are not known");
		if (items.some(({ kind }) => kind === "dtype"))
			reject("a default is a value; [tf.float32] is tf.constant([], tf.float32)");
		return { kind: "list", items: items.map((each) => ({ shape, dtype: convert(each).dtype })) };
	},
);

const PARSE_TENSOR = defineOp("io.parse_tensor", "serialized, out_type, name=None", (args) => {
	textOf(args, "serialized");
	const dtype = args.dtype("out_type") ?? vague("a dtype");
	if (!args.isGraph) return vague("what a serialized tensor holds");
	return { shape: unknownRank({ text: "what a serialized tensor holds", origin: args.origin }), dtype };
});

const scalar = (name: string, signature: string, argument: string, dtype: DType = "string"): FunctionModel =>
	defineOp(name, signature, (args) => {
		args.tensor(argument);
		return { shape: ranked([]), dtype };
	});

/** Value by value. */
const each = (name: string, signature: string, argument: string, dtype: DType = "string"): FunctionModel =>
	defineOp(name, signature, (args) => ({ shape: textOf(args, argument).shape, dtype }));

export const DECODING: readonly FunctionModel[] = [
	DECODE_RAW,
	DECODE_CSV,
	PARSE_TENSOR,
	scalar("io.serialize_tensor", "tensor, name=None", "tensor"),
	each("io.decode_json_example", "json_examples, name=None", "json_examples"),
	each("io.decode_compressed", "bytes, compression_type='', name=None", "bytes"),
	defineOp("io.matching_files", "pattern, name=None", (args) => {
		args.tensor("pattern");
		return { shape: ranked([decided(args, "how many files there are")]), dtype: "string" };
	}),
];
