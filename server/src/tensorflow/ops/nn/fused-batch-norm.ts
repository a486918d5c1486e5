import { type Dim, isNone, isStatic, mergeDims, printShape, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, dimsOf, type OpArguments } from "../../op";
import { failInPython } from "../image/images";
import { floating, requireDType } from "../keep";

/** The channels of an image, merged with the size of each parameter. */
function channelsOf(args: OpArguments, x: Operand, axis: number): Dim {
	const parameters = ["scale", "offset", "mean", "variance"].filter((name) => args.given(name));
	return parameters.reduce<Dim>((size, name) => {
		const dims = dimsOf(args.tensor(name));
		const isEmpty = dims.length === 1 && dims[0] === 0;
		if (isEmpty) return size;
		const merged = dims.length === 1 ? mergeDims(size, dims[0] as Dim) : undefined;
		return merged ?? rejectParameter(args, x, name);
	}, dimsOf(x)[axis] as Dim);
}

const rejectParameter = (args: OpArguments, x: Operand, name: string): never =>
	args.fail({
		code: "merge-shape-mismatch",
		message: `${name} has the shape ${printShape(args.tensor(name).shape)}, which does not fit the channels of ${printShape(x.shape)}`,
		argument: name,
	});

/** `tf.compat.v1.nn.fused_batch_norm`: an image, with the mean and the variance of its channels. */
export const FUSED_BATCH_NORM = defineOp(
	"compat.v1.nn.fused_batch_norm",
	"x, scale, offset, mean=None, variance=None, epsilon=0.001, data_format='NHWC', is_training=True, name=None, exponential_avg_factor=1.0",
	(args) => {
		const isMissing = ["mean", "variance"].some((name) => !args.given(name));
		if (!args.isTrue("is_training") && isMissing)
			return failInPython(args, {
				code: "invalid-layer-argument",
				message: "mean and variance are needed where nothing is trained",
			});
		const x = args.tensor("x");
		requireDType(args, "compat.v1.nn.fused_batch_norm", x.dtype, floating);
		const dims = dimsOf(x);
		if (dims.length !== 4)
			return args.fail({ code: "input-rank", message: `x must have rank 4, found ${dims.length}`, argument: "x" });
		const format = args.get("data_format");
		if (format.kind !== "none" && (format.kind !== "str" || format.value === undefined))
			return vague("the data format");
		const axis = format.kind === "str" && format.value === "NCHW" ? 1 : 3;
		const size = channelsOf(args, x, axis);
		if (!isStatic(size) && !isNone(size)) return vague(size.why);
		const parameter = { shape: ranked([size]), dtype: args.tensor("scale").dtype };
		return { kind: "tuple", items: [{ shape: ranked(dims.with(axis, size)), dtype: x.dtype }, parameter, parameter] };
	},
);
