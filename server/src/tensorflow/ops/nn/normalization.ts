import { isInteger, mergeDims, ranked, str, type Value } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { convert } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { normalizeAxis } from "../../shape-functions";
import { openDim, withRank } from "../checks";
import { composed } from "../composed";
import { commonDType } from "../elementwise";
import { failInPython } from "../image/images";
import { floating, requireDType } from "../keep";

/** `tf.nn.bias_add`: a vector along the channels, of the value's own dtype. */
const BIAS_ADD = defineOp(
	["nn.bias_add", "compat.v1.nn.bias_add"],
	"value, bias, data_format=None, name=None",
	(args) => {
		const isFirst = biasFormat(args);
		const [value, bias] = [args.tensor("value"), args.tensor("bias")];
		const [vector] =
			args.isGraph && !args.isSymbolic && bias.adapts !== true ? withRank(args, bias, 1, "bias") : [undefined];
		const dtype = commonDType([value, bias], args.isGraph, args.fail);
		const [size] = vector === undefined ? withRank(args, bias, 1, "bias") : [vector];
		if (value.shape.kind === "unknown-rank") return { shape: value.shape, dtype };
		if (value.shape.kind === "top") return vague(value.shape.why);
		const { dims } = value.shape;
		if (dims.length < (isFirst ? 3 : 2))
			return args.fail({
				code: "input-rank",
				message: `a value of rank ${dims.length} has no channels`,
				argument: "value",
			});
		const at = isFirst ? 1 : dims.length - 1;
		const merged = mergeDims(dims[at] ?? openDim(args), size ?? openDim(args));
		if (merged !== undefined) return { shape: ranked(dims.with(at, merged)), dtype };
		return args.fail({
			code: "merge-shape-mismatch",
			message: `the bias has size ${String(size)}, the channels are ${String(dims[at])}`,
			argument: "bias",
		});
	},
);

/** Whether the channels come first: `NC...`, or `N...C`. */
function biasFormat(args: OpArguments): boolean {
	const format = args.get("data_format");
	if (format.kind === "none") return false;
	if (format.kind !== "str" || format.value === undefined) return vague("the data format");
	if (format.value.startsWith("NC")) return true;
	if (format.value.startsWith("N") && format.value.endsWith("C")) return false;
	return failInPython(args, {
		code: "invalid-layer-argument",
		message: `a data format is N...C or NC..., found ${format.value}`,
		argument: "data_format",
	});
}

/** `tf.nn.batch_normalization`, as TensorFlow writes it: by operators, which KerasTensors of both Keras have. */
const BATCH_NORMALIZATION = composed(
	"nn.batch_normalization",
	"x, mean, variance, offset, scale, variance_epsilon, name=None",
	({ call, binary }, [x, mean, variance, offset, scale, epsilon]) => {
		const root = call("math.rsqrt", binary("+", variance, epsilon));
		const factor = scale.kind === "none" ? root : binary("*", root, scale);
		const dtype = x.kind === "tensor" && typeof x.spec.dtype === "string" ? str(x.spec.dtype) : undefined;
		const cast = (value: Value): Value => (dtype === undefined ? value : call("cast", value, dtype));
		const scaled = binary("*", x, cast(factor));
		const shift =
			offset.kind === "none"
				? binary("*", call("negative", mean), factor)
				: binary("-", offset, binary("*", mean, factor));
		return binary("+", scaled, cast(shift));
	},
);

/** `scale_after_normalization` says whether `gamma` is used. */
const globally = (name: string, text: string): FunctionModel =>
	composed(name, text, ({ call, truth }, [input, mean, variance, beta, gamma, epsilon, scales]) =>
		call("nn.batch_normalization", input, mean, variance, beta, truth(scales) ? gamma : { kind: "none" }, epsilon),
	);

/** `tf.nn.lrn`: a batch of images, of floats that its kernel knows. */
const RESPONSES = defineOp(
	["nn.local_response_normalization", "nn.lrn"],
	"input, depth_radius=5, bias=1, alpha=1, beta=0.5, name=None",
	(args) => {
		const input = args.tensor("input");
		requireDType(
			args,
			"nn.local_response_normalization",
			input.dtype,
			(dtype) => floating(dtype) && dtype !== "float64",
		);
		return { shape: ranked(withRank(args, input, 4, "input")), dtype: input.dtype };
	},
);

/** `tf.math.l2_normalize`: what it squares it sums, and compares with an `epsilon` that is a float. */
const L2_NORMALIZE = defineOp(
	[
		"math.l2_normalize",
		"nn.l2_normalize",
		"linalg.l2_normalize",
		"compat.v1.nn.l2_normalize",
		"compat.v1.math.l2_normalize",
	],
	"x, axis=None, epsilon=1e-12, name=None, dim=None",
	(args) => {
		const { shape, dtype } = args.tensor("x");
		requireDType(args, "math.l2_normalize", dtype, (each) => each !== "bool" && each !== "string");
		const axes = axesOf(args.get(args.given("dim") ? "dim" : "axis"));
		const rank = shape.kind === "ranked" ? shape.dims.length : undefined;
		if (rank !== undefined && axes?.some((axis) => normalizeAxis(axis, rank) === undefined))
			return args.fail({ code: "input-rank", message: `a tensor of rank ${rank} has no such axis`, argument: "axis" });
		if (!isInteger(dtype)) return { shape, dtype };
		return failInPython(args, {
			code: "invalid-layer-input",
			exception: "TypeError",
			message: `tf.math.l2_normalize compares with a float, found a tensor of ${String(dtype)}`,
		});
	},
);

function axesOf(value: Value): readonly number[] | undefined {
	if (value.kind === "none") return undefined;
	const { content } = convert(value);
	const items = content?.kind === "list" ? content.items : content === undefined ? undefined : [content];
	const axes = items?.map((item) => (item.kind === "int" ? item.value : undefined));
	return axes?.every((axis) => axis !== undefined) ? (axes as readonly number[]) : undefined;
}

/** `tf.compat.v1.nn.xw_plus_b` and `relu_layer`: a product and a bias. */
const affine = (name: string): FunctionModel =>
	defineOp(name, "x, weights, biases, name=None", (args) => {
		const [x, weights, biases] = ["x", "weights", "biases"].map((each) => args.tensor(each)) as [
			ReturnType<typeof convert>,
			ReturnType<typeof convert>,
			ReturnType<typeof convert>,
		];
		const dtype = commonDType([x, weights], args.isGraph, args.fail);
		commonDType([x, biases], args.isGraph, args.fail);
		const [rows, columns] = withRank(args, weights, 2, "weights");
		if (x.shape.kind !== "ranked") return vague("a product of unknown rank");
		if (x.shape.dims.length < 2)
			return args.fail({ code: "input-rank", message: "a product needs a matrix", argument: "x" });
		const last = x.shape.dims.at(-1);
		const fits = mergeDims(last ?? openDim(args), rows ?? openDim(args)) !== undefined;
		if (!fits)
			return args.fail({
				code: "input-axis-size",
				message: "the sizes of the product do not fit",
				argument: "weights",
			});
		const [size] = withRank(args, biases, 1, "biases");
		const out = mergeDims(columns ?? openDim(args), size ?? openDim(args));
		if (out === undefined)
			return args.fail({ code: "merge-shape-mismatch", message: "the biases do not fit", argument: "biases" });
		return { shape: ranked(x.shape.dims.with(-1, out)), dtype };
	});

export const NORMALIZATION_OPS: readonly FunctionModel[] = [
	BIAS_ADD,
	BATCH_NORMALIZATION,
	globally(
		"nn.batch_norm_with_global_normalization",
		"input, mean, variance, beta, gamma, variance_epsilon, scale_after_normalization, name=None",
	),
	globally(
		"compat.v1.nn.batch_norm_with_global_normalization",
		"t=None, m=None, v=None, beta=None, gamma=None, variance_epsilon=None, scale_after_normalization=None, name=None, input=None, mean=None, variance=None",
	),
	RESPONSES,
	L2_NORMALIZE,
	affine("compat.v1.nn.xw_plus_b"),
	affine("compat.v1.nn.relu_layer"),
];
