import { type Dim, isStatic, mergeDims, ranked } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { mergedDim, openDim, withRank } from "../checks";
import { failInPython } from "../image/images";
import { convolved, NAMES, type Names } from "./convolution";
import { paddingOf, perAxis, slide, spatialDims } from "./windows";

/** The gradient of a convolution: what comes out is what `output_shape` says. Mirrors tensorflow/python/ops/nn_ops.py. */

const FORMATS = ["NWC", "NHWC", "NDHWC"];

interface Gradient extends Names {
	readonly sizes: string;
}

function sizesOf(args: OpArguments, name: string, rank: number): readonly Dim[] {
	const value = args.get(name);
	if (rank === 1 && value.kind === "int")
		return failInPython(args, {
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "the output shape is a sequence of sizes",
			argument: name,
		});
	return args.sizes(name) ?? Array<Dim>(rank + 2).fill(openDim(args, "an output shape that is computed"));
}

function transposed(args: OpArguments, rank: number, names: Gradient): Operand {
	const sizes = sizesOf(args, names.sizes, rank);
	const strides = args.given(names.strides) ? perAxis(args, names.strides, rank) : Array<number>(rank).fill(1);
	const dilations = args.given("dilations") ? perAxis(args, "dilations", rank) : Array<number>(rank).fill(1);
	const [input, filters, dtype] = convolved(args, names, `nn.conv${rank}d_transpose`);
	const padding = paddingOf(args);
	const open = sizes.map((dim) => (dim === -1 && args.isGraph ? openDim(args, "a size of -1") : dim));
	const isShort = sizes.length !== rank + 2;
	const rejectLength = (): never =>
		args.fail({
			code: "input-rank",
			message: `the output shape has ${sizes.length} sizes, but ${rank + 2} axes`,
			argument: names.sizes,
		});
	if (isShort) return rejectLength();
	// The shape function of three axes looks at nothing but the output shape.
	if (rank === 3 && args.isGraph) return { shape: ranked(open), dtype };
	const dims = spatialDims(input, rank, args);
	const kernel = withRank(args, filters, rank + 2, names.filters);
	mergedDim(args, dims.at(-1) as Dim, kernel.at(-1) as Dim, "the channels of input and filters");
	if (args.isGraph) return { shape: ranked(batched(dims[0] as Dim, open)), dtype };
	checkWindows(args, dims, sizes, kernel, slide(sizes, kernel.slice(0, rank), { strides, dilations }, padding, args));
	return { shape: ranked(sizes), dtype };
}

/** The batch is that of the input, whatever the output shape says. */
function batched(batch: Dim, sizes: readonly Dim[]): readonly Dim[] {
	if (isStatic(batch) && isStatic(sizes[0] as Dim) && batch !== sizes[0])
		return vague("an output shape with another batch");
	return [batch, ...sizes.slice(1)];
}

/** On values, the output has as many windows as the input has places. */
function checkWindows(
	args: OpArguments,
	given: readonly Dim[],
	sizes: readonly Dim[],
	kernel: readonly Dim[],
	places: readonly Dim[],
): void {
	const channels = [sizes.at(-1) as Dim, kernel.at(-2) as Dim];
	const wanted = [sizes[0] as Dim, ...places, channels[0] as Dim];
	const found = [given[0] as Dim, ...given.slice(1, -1), channels[1] as Dim];
	if (wanted.every((size, axis) => mergeDims(size, found[axis] as Dim) !== undefined)) return;
	args.fail({
		code: "input-axis-size",
		message: "the input is not what such an output would give",
		argument: "output_shape",
	});
}

const define = (rank: number): FunctionModel =>
	defineOp(
		`nn.conv${rank}d_transpose`,
		`input, filters, output_shape, strides, padding='SAME', data_format='${FORMATS[rank - 1]}', dilations=None, name=None`,
		(args) => transposed(args, rank, { ...NAMES, sizes: "output_shape" }),
	);

const old = (rank: number): FunctionModel =>
	defineOp(
		`compat.v1.nn.conv${rank}d_transpose`,
		`value=None, filter=None, output_shape=None, strides=None, padding='SAME', data_format='${FORMATS[rank - 1]}', name=None, input=None, filters=None, dilations=None`,
		(args) => {
			const [input, filters] = [args.given("value") ? "value" : "input", args.given("filter") ? "filter" : "filters"];
			return transposed(args, rank, { ...NAMES, input, filters, sizes: "output_shape" });
		},
		{ layer: () => `nn.conv${rank}d_transpose` },
	);

/** `tf.nn.conv_transpose` has as many spatial axes as the output shape. */
const ANY = defineOp(
	"nn.conv_transpose",
	"input, filters, output_shape, strides, padding='SAME', data_format=None, dilations=None, name=None",
	(args) => {
		const rank = (args.sizes("output_shape") ?? vague("the output shape")).length - 2;
		if (rank < 1 || rank > 3)
			return failInPython(args, {
				code: "input-rank",
				message: "the output shape has 3 to 5 sizes",
				argument: "output_shape",
			});
		return transposed(args, rank, { ...NAMES, sizes: "output_shape" });
	},
	{ layer: (args) => `nn.conv${(args.sizes("output_shape") ?? []).length - 2}d_transpose` },
);

/** With a rate of 1 it is a transposed convolution; else its pieces are put together from batches. */
const ATROUS = defineOp(
	"nn.atrous_conv2d_transpose",
	"value, filters, output_shape, rate, padding, name=None",
	(args) => {
		const [value, filters] = [args.tensor("value"), args.tensor("filters")];
		const channels = value.shape.kind === "ranked" ? value.shape.dims[3] : vague("a value of unknown rank");
		if (channels === undefined)
			return failInPython(args, {
				code: "input-rank",
				exception: "IndexError",
				message: "the value has no axis 3",
				argument: "value",
			});
		if (mergeDims(channels, withRank(args, filters, 4, "filters")[3] as Dim) === undefined)
			return failInPython(args, { code: "input-axis-size", message: "the filters are for other channels" });
		const rate = args.int("rate") ?? vague("the rate");
		if (rate < 1)
			return failInPython(args, {
				code: "invalid-layer-argument",
				message: "the rate must be positive",
				argument: "rate",
			});
		const bare: OpArguments = {
			...args,
			get: (name) =>
				name === "data_format" || name === "strides" || name === "dilations" ? { kind: "none" } : args.get(name),
			given: (name) => name !== "strides" && name !== "dilations" && args.given(name),
		};
		const names = { ...NAMES, input: "value", sizes: "output_shape" };
		if (rate === 1) return transposed(bare, 2, names);
		const sizes = args.sizes("output_shape") ?? vague("the output shape");
		const dims = withRank(args, value, 4, "value");
		const isSame = args.get("padding").kind === "str" && paddingOf(args) === "SAME";
		if (!args.isGraph && !isSame) return vague("a dilated transposed convolution on values");
		const fits = [0, 1, 2].every((axis) => mergeDims(dims[axis] as Dim, sizes[axis] as Dim) !== undefined);
		if (!args.isGraph && !fits)
			return args.fail({
				code: "input-axis-size",
				message: "the value is not what such an output would give",
				argument: "output_shape",
			});
		return { shape: ranked([dims[0] as Dim, ...sizes.slice(1)]), dtype: value.dtype };
	},
);

export const TRANSPOSED_OPS: readonly FunctionModel[] = [
	...[1, 2, 3].map(define),
	...[2, 3].map(old),
	ANY,
	ATROUS,
	defineOp(
		"compat.v1.nn.conv2d_backprop_input",
		"input_sizes, filter=None, out_backprop=None, strides=None, padding=None, use_cudnn_on_gpu=True, data_format='NHWC', dilations=None, name=None, filters=None",
		(args) =>
			transposed(args, 2, {
				...NAMES,
				input: "out_backprop",
				filters: args.given("filter") ? "filter" : "filters",
				sizes: "input_sizes",
			}),
	),
];
