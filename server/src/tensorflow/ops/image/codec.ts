import { type Dim, type DType, isStatic, noneDim, ranked, unknownDim, unknownRank } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { defineOp, type OpArguments, type OpResult } from "../../op";
import { choiceOf, requireScalar, SCALAR, vector, withRank, withRankAtLeast } from "../checks";
import { keep, requireDType } from "../keep";

/** Images in files. Mirrors the decoders and encoders of tensorflow/core/ops/image_ops.cc. */

/** What the bytes decide. */
const decided = (args: OpArguments, what: string): Dim => {
	const why = { text: what, origin: args.origin };
	return args.isGraph ? noneDim(why) : unknownDim(why);
};

const contentsOf = (args: OpArguments): void => {
	const contents = args.tensor("contents");
	requireDType(args, "io.decode_image", contents.dtype, (dtype) => dtype === "string");
	requireScalar(args, "contents");
};

function channelsOf(args: OpArguments): Dim {
	const channels = args.given("channels") ? (args.int("channels") ?? 0) : 0;
	if (channels >= 0) return channels === 0 ? decided(args, "the channels of the image") : channels;
	return args.fail({ code: "invalid-layer-argument", message: "the channels of an image", argument: "channels" });
}

const sizesOf = (args: OpArguments): readonly Dim[] => [
	decided(args, "the height of the image"),
	decided(args, "the width of the image"),
];

const dtypeOf = (args: OpArguments, allowed: readonly DType[]): DType => {
	const dtype = args.bound.given("dtype") ? (args.dtype("dtype") ?? "uint8") : "uint8";
	if (typeof dtype !== "string" || allowed.includes(dtype)) return dtype;
	return args.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `images are not decoded to ${dtype}`,
		argument: "dtype",
	});
};

const decode = (format: string, text: string): FunctionModel =>
	defineOp([`io.decode_${format}`, `image.decode_${format}`], text, (args): OpResult => {
		const dtype = dtypeOf(args, ["uint8", "uint16"]);
		contentsOf(args);
		return { shape: ranked([...sizesOf(args), channelsOf(args)]), dtype };
	});

const JPEG =
	"channels=0, ratio=1, fancy_upscaling=True, try_recover_truncated=False, acceptable_fraction=1, dct_method='', name=None";

const CROPPED = defineOp(
	["io.decode_and_crop_jpeg", "image.decode_and_crop_jpeg"],
	`contents, crop_window, ${JPEG}`,
	(args): OpResult => {
		contentsOf(args);
		const window = args.sizes("crop_window") ?? vague("the window of a crop");
		if (window.length !== 4)
			return args.fail({
				code: "invalid-layer-argument",
				message: "a window has four numbers",
				argument: "crop_window",
			});
		return { shape: ranked([window[2] as Dim, window[3] as Dim, channelsOf(args)]), dtype: "uint8" };
	},
);

/** An animation has one axis more, so that nothing is known of the rank. */
const ANY = defineOp(
	["io.decode_image", "image.decode_image"],
	"contents, channels=None, dtype='uint8', name=None, expand_animations=True",
	(args): OpResult => {
		const dtype = args.dtype("dtype") ?? "uint8";
		contentsOf(args);
		if (!args.isTrue("expand_animations")) return { shape: ranked([...sizesOf(args), channelsOf(args)]), dtype };
		if (!args.isGraph) return vague("what an image holds");
		return { shape: unknownRank({ text: "an image may be an animation", origin: args.origin }), dtype };
	},
);

const QUALITIES =
	"format='', quality=95, progressive=False, optimize_size=False, chroma_downsampling=True, density_unit='in', x_density=300, y_density=300, xmp_metadata='', name=None";

const ENCODE_JPEG = defineOp(["io.encode_jpeg", "image.encode_jpeg"], `image, ${QUALITIES}`, (args) => {
	const image = args.tensor("image");
	requireDType(args, "io.encode_jpeg", image.dtype, (dtype) => dtype === "uint8");
	choiceOf(args, "format", ["", "grayscale", "rgb"]);
	withRank(args, image, 3, "image");
	return { shape: SCALAR, dtype: "string" };
});

const ENCODE_PNG = defineOp(["io.encode_png", "image.encode_png"], "image, compression=-1, name=None", (args) => {
	const image = args.tensor("image");
	requireDType(args, "io.encode_png", image.dtype, (dtype) => dtype === "uint8" || dtype === "uint16");
	const dims = withRankAtLeast(args, image, 3) ?? vague("a PNG of an image of unknown rank");
	const channels = dims.at(-1) as Dim;
	if (!args.isGraph && isStatic(channels) && (channels < 1 || channels > 4))
		return args.fail({ code: "input-axis-size", message: "a PNG has 1 to 4 channels" });
	return { shape: ranked(dims.slice(0, -3)), dtype: "string" };
});

const text = (dtype: DType): boolean => dtype === "string";

export const CODEC_OPS: readonly FunctionModel[] = [
	decode("jpeg", `contents, ${JPEG}`),
	decode("png", "contents, channels=0, dtype='uint8', name=None"),
	decode("bmp", "contents, channels=0, name=None"),
	defineOp(["io.decode_gif", "image.decode_gif"], "contents, name=None", (args) => {
		contentsOf(args);
		return { shape: ranked([decided(args, "how many images the GIF has"), ...sizesOf(args), 3]), dtype: "uint8" };
	}),
	CROPPED,
	ANY,
	defineOp(
		["io.extract_jpeg_shape", "image.extract_jpeg_shape"],
		"contents, output_type='int32', name=None",
		(args) => {
			contentsOf(args);
			return { shape: vector(3), dtype: args.dtype("output_type") ?? "int32" };
		},
	),
	defineOp("io.read_file", "filename, name=None", (args) => {
		requireScalar(args, "filename");
		return { shape: SCALAR, dtype: "string" };
	}),
	keep(["io.is_jpeg", "image.is_jpeg"], "contents, name=None", text, "bool"),
	keep(["io.encode_base64"], "input, pad=False, name=None", text),
	ENCODE_JPEG,
	ENCODE_PNG,
];
