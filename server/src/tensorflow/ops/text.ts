import { type Dim, type DType, noneDim, ranked, type Shape, unknownDim, unknownRank } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { defineOp, dimsOf, type OpArguments, type OpResult } from "../op";
import { broadcast, rejectDType } from "./elementwise";
import { keep } from "./keep";

const text = (dtype: DType): boolean => dtype === "string";

const strings = (name: string, signature: string, result?: DType): FunctionModel =>
	keep(`strings.${name}`, signature, text, result);

const JOIN = defineOp("strings.join", "inputs, separator='', name=None", (args) => {
	const operands = args.tensors("inputs");
	const odd = operands.find(({ dtype }) => typeof dtype === "string" && dtype !== "string");
	if (odd && typeof odd.dtype === "string") return rejectDType("strings.join", odd.dtype, args);
	const shapes = operands.map((operand) => operand.shape);
	return { shape: shapes.reduce((a: Shape, b: Shape) => broadcast(a, b, args.fail)), dtype: "string" };
});

const AS_STRING = defineOp(
	["strings.as_string", "as_string"],
	"input, precision=-1, scientific=False, shortest=False, width=-1, fill='', name=None",
	(args) => ({
		shape: args.tensor("input").shape,
		dtype: "string",
	}),
);

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
	if (dimsOf(args.tensor(name)).length === 0) return;
	if (!args.isGraph) vague("several images at once");
	args.fail({
		code: "input-rank",
		message: "the bytes of one image are a scalar, found several at once",
		argument: name,
	});
};

const decodeImage = (names: readonly string[], signature: string): FunctionModel =>
	defineOp(names, signature, (args): OpResult => {
		requireScalar(args, "contents");
		const sizes = [decided(args, "the height of the image"), decided(args, "the width of the image"), channelsOf(args)];
		const dtype = args.bound.given("dtype") ? (args.dtype("dtype") ?? "uint8") : "uint8";
		if (args.isGraph && typeof dtype === "string" && dtype !== "uint8" && dtype !== "uint16")
			args.fail({
				code: "invalid-layer-argument",
				exception: "TypeError",
				message: `an image is decoded to uint8 or uint16, not to ${dtype}`,
				argument: "dtype",
			});
		return { shape: ranked(sizes), dtype };
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

export const TEXT_OPS: readonly FunctionModel[] = [
	strings("lower", "input, encoding='', name=None"),
	strings("upper", "input, encoding='', name=None"),
	strings("strip", "input, name=None"),
	strings("regex_replace", "input, pattern, rewrite, replace_global=True, name=None"),
	strings("regex_full_match", "input, pattern, name=None", "bool"),
	strings("substr", "input, pos, len, unit='BYTE', name=None"),
	strings("length", "input, unit='BYTE', name=None", "int32"),
	strings("to_hash_bucket", "input, num_buckets, name=None", "int64"),
	strings("to_hash_bucket_fast", "input, num_buckets, name=None", "int64"),
	JOIN,
	AS_STRING,
	decodeImage(
		["io.decode_jpeg", "image.decode_jpeg"],
		"contents, channels=0, ratio=1, fancy_upscaling=True, try_recover_truncated=False, acceptable_fraction=1, dct_method='', name=None",
	),
	decodeImage(["io.decode_png", "image.decode_png"], "contents, channels=0, dtype='uint8', name=None"),
	ANY_IMAGE,
	defineOp("io.read_file", "filename, name=None", (args) => {
		args.tensor("filename");
		return { shape: ranked([]), dtype: "string" };
	}),
	keep("io.decode_base64", "input, name=None", text),
];
