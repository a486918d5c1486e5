import { type Dim, noneDim, ranked, unknownDim, unknownRank } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { convert } from "../convert";
import { defineOp, dimsOf, type OpArguments, type OpResult } from "../op";
import { textOf } from "./strings";

/** What the bytes decide. */
const decided = (args: OpArguments, what: string): Dim => {
	const why = { text: what, origin: args.origin };
	return args.isGraph ? noneDim(why) : unknownDim(why);
};

const channelsOf = (args: OpArguments): Dim => {
	const channels = args.int("channels") ?? 0;
	return channels === 0 ? decided(args, "the channels of the image") : channels;
};

const requireScalar = (args: OpArguments, name: string): void => {
	if (dimsOf(args.tensor(name)).length > 0) vague("several images at once");
};

const decodeImage = (names: readonly string[], signature: string): FunctionModel =>
	defineOp(names, signature, (args): OpResult => {
		requireScalar(args, "contents");
		const sizes = [decided(args, "the height of the image"), decided(args, "the width of the image"), channelsOf(args)];
		return { shape: ranked(sizes), dtype: args.bound.given("dtype") ? (args.dtype("dtype") ?? "uint8") : "uint8" };
	});

const ANY_IMAGE = defineOp(
	["io.decode_image", "image.decode_image"],
	"contents, channels=None, dtype='uint8', name=None, expand_animations=True",
	(args) => {
		requireScalar(args, "contents");
		const dtype = args.dtype("dtype") ?? "uint8";
		const why = { text: "an image may be an animation", origin: args.origin };
		if (args.isTrue("expand_animations")) {
			if (!args.isGraph) return vague("what an image holds");
			return { shape: unknownRank(why), dtype };
		}
		const sizes = [decided(args, "the height of the image"), decided(args, "the width of the image")];
		const channels = args.given("channels") ? channelsOf(args) : decided(args, "the channels of the image");
		return { shape: ranked([...sizes, channels]), dtype };
	},
);

const DECODE_RAW = defineOp(
	"io.decode_raw",
	"input_bytes, out_type, little_endian=True, fixed_length=None, name=None",
	(args) => {
		const dims = dimsOf(textOf(args, "input_bytes"));
		if (args.given("fixed_length")) {
			const bytes = args.int("fixed_length") ?? vague("the length of each text");
			const wanted = args.dtype("out_type") ?? vague("a dtype");
			const size = Number(/\d+$/.exec(String(wanted))?.[0] ?? 8) / 8;
			return { shape: ranked([...dims, bytes / size]), dtype: wanted };
		}
		return {
			shape: ranked([...dims, decided(args, "how many numbers the bytes hold")]),
			dtype: args.dtype("out_type") ?? vague("a dtype"),
		};
	},
);

/** One vector of each column, of the dtype of its default. */
const DECODE_CSV = defineOp(
	"io.decode_csv",
	"records, record_defaults, field_delim=',', use_quote_delim=True, na_value='', select_cols=None, name=None",
	(args): OpResult => {
		const { shape } = textOf(args, "records");
		const defaults = args.get("record_defaults");
		if ((defaults.kind !== "list" && defaults.kind !== "tuple") || !defaults.items)
			return vague("the columns of a table");
		return { kind: "list", items: defaults.items.map((each) => ({ shape, dtype: convert(each).dtype })) };
	},
);

const PARSE_TENSOR = defineOp("io.parse_tensor", "serialized, out_type, name=None", (args) => {
	textOf(args, "serialized");
	const why = { text: "a tensor that was written as text may have any shape", origin: args.origin };
	if (!args.isGraph) return vague(why);
	return { shape: unknownRank(why), dtype: args.dtype("out_type") ?? vague("a dtype") };
});

const SERIALIZE = defineOp("io.serialize_tensor", "tensor, name=None", (args) => {
	args.tensor("tensor");
	return { shape: ranked([]), dtype: "string" };
});

export const TEXT_OPS: readonly FunctionModel[] = [
	decodeImage(
		["io.decode_jpeg", "image.decode_jpeg"],
		"contents, channels=0, ratio=1, fancy_upscaling=True, try_recover_truncated=False, acceptable_fraction=1, dct_method='', name=None",
	),
	decodeImage(["io.decode_png", "image.decode_png"], "contents, channels=0, dtype='uint8', name=None"),
	ANY_IMAGE,
	DECODE_RAW,
	DECODE_CSV,
	PARSE_TENSOR,
	SERIALIZE,
	defineOp("io.read_file", "filename, name=None", (args) => {
		args.tensor("filename");
		return { shape: ranked([]), dtype: "string" };
	}),
];
