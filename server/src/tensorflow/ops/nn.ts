import { bool, isInteger, mergeDims, printDim, printShape, ranked, str, tuple, type Value } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { mergeShapes, normalizeAxis } from "../shape-functions";
import { composed } from "./composed";
import { broadcast, commonDType } from "./elementwise";
import { FUSED_BATCH_NORM } from "./fused-batch-norm";
import { floating, keep, real, requireDType } from "./keep";
import { rejectFloatIndices } from "./spread";

const activation = (names: readonly string[], text: string, first: string): FunctionModel =>
	defineOp(names, text, (args) => {
		const { shape, dtype } = args.tensor(first);
		requireDType(args, names[0] ?? "", dtype, floating);
		return { shape, dtype };
	});

/** `tf.nn.leaky_relu` makes floats of ints. */
const LEAKY_RELU = defineOp("nn.leaky_relu", "features, alpha=0.2, name=None", (args) => {
	const { shape, dtype } = args.tensor("features");
	return { shape, dtype: isInteger(dtype) ? "float32" : dtype };
});

/** `tf.nn.softmax` along an axis that exists. */
const softmax = (names: readonly string[]): FunctionModel =>
	defineOp(names, "logits, axis=None, name=None", (args) => {
		const { shape, dtype } = args.tensor("logits");
		requireDType(args, names[0] ?? "", dtype, floating);
		const axis = args.given("axis") ? (args.int("axis") ?? -1) : -1;
		const rank = shape.kind === "ranked" ? shape.dims.length : undefined;
		if (rank === undefined || normalizeAxis(axis, rank) !== undefined) return { shape, dtype };
		// Keras 3 fails to pass this exception on.
		if (args.world === "keras3" && args.isGraph) return vague("an axis that is out of range");
		return args.fail({
			code: "input-rank",
			exception: "InvalidArgumentError",
			message: `axis ${axis} is out of range for a tensor of rank ${rank}`,
			argument: "axis",
		});
	});

/** `tf.nn.dropout`: the noise may have sizes that the value lacks. */
const DROPOUT = defineOp("nn.dropout", "x, rate, noise_shape=None, seed=None, name=None", (args) => {
	const { shape, dtype } = args.tensor("x");
	requireDType(args, "nn.dropout", dtype, floating);
	const rate = args.get("rate");
	if (
		(rate.kind === "float" || rate.kind === "int") &&
		rate.value !== undefined &&
		(rate.value < 0 || rate.value >= 1)
	) {
		return args.fail({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `the rate of dropout is ${rate.value}, but it must be in [0, 1)`,
			argument: "rate",
		});
	}
	if (!args.given("noise_shape")) return { shape, dtype };
	const noise = args.sizes("noise_shape") ?? vague("the shape of the noise");
	return { shape: broadcast(shape, ranked(noise), args.fail), dtype };
});

/** `tf.nn.gelu` checks the dtype itself. */
const GELU = defineOp("nn.gelu", "features, approximate=False, name=None", (args) => {
	const { shape, dtype } = args.tensor("features");
	if (typeof dtype !== "string" || floating(dtype)) return { shape, dtype };
	return args.fail({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: `tf.nn.gelu cannot take a tensor of dtype ${dtype}`,
	});
});

const ACTIVATIONS: readonly FunctionModel[] = [
	...["nn.relu", "nn.relu6"].map((name) => keep(name, "features, name=None", real)),
	...["elu", "selu", "softsign"].map((name) => activation([`nn.${name}`], "features, name=None", "features")),
	LEAKY_RELU,
	GELU,
	activation(["nn.silu", "nn.swish"], "features, beta=1.0", "features"),
	softmax(["nn.softmax", "math.softmax"]),
	softmax(["nn.log_softmax", "math.log_softmax"]),
	DROPOUT,
	activation(
		["nn.local_response_normalization", "nn.lrn"],
		"input, depth_radius=5, bias=1, alpha=1, beta=0.5, name=None",
		"input",
	),
];

/** `tf.nn.bias_add`: a vector along the channels, of the value's own dtype. */
const BIAS_ADD = defineOp("nn.bias_add", "value, bias, data_format=None, name=None", (args) => {
	const [value, bias] = [args.tensor("value"), args.tensor("bias")];
	const dtype = commonDType([value, bias], args.isGraph, args.fail);
	const dims = dimsOf(value);
	const format = args.get("data_format");
	if (format.kind !== "none" && (format.kind !== "str" || format.value === undefined)) return vague("the data format");
	const isFirst = format.kind === "str" && format.value?.startsWith("NC") === true;
	const [size, ...more] = dimsOf(bias);
	const channels = dims.at(isFirst ? 1 : -1);
	if (isFirst && dims.length === 2)
		return args.fail({
			code: "input-rank",
			message: "channels first need three axes or more, found 2",
			argument: "value",
		});
	if (size === undefined || more.length > 0 || dims.length < 2 || channels === undefined)
		return vague("a bias of another rank");
	const merged = mergeDims(channels, size);
	if (merged !== undefined) return { shape: ranked(dims.with(isFirst ? 1 : -1, merged)), dtype };
	return args.fail({
		code: "merge-shape-mismatch",
		message: `the bias has size ${printDim(size)}, the channels are ${printDim(channels)}`,
		argument: "bias",
	});
});

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

const EMBEDDING_LOOKUP = defineOp("nn.embedding_lookup", "params, ids, max_norm=None, name=None", (args) => {
	const params = args.tensor("params");
	const ids = args.tensor("ids");
	rejectFloatIndices(ids, args);
	return { shape: ranked([...dimsOf(ids), ...dimsOf(params).slice(1)]), dtype: params.dtype };
});

/** Labels and logits of one shape: what comes out has it too, or lacks the axis of the classes. */
const lossOf = (names: readonly string[], text: string, keeps: boolean): FunctionModel =>
	defineOp(names, text, (args) => {
		const [labels, logits] = [args.tensor("labels"), args.tensor(args.given("logits") ? "logits" : "log_input")];
		requireDType(args, names[0] ?? "", logits.dtype, floating);
		const dims = dimsOf(logits);
		const merged = mergeShapes(labels.shape, logits.shape);
		if (!merged && !keeps && dims.length === dimsOf(labels).length)
			return vague("labels and logits that may broadcast");
		if (!merged) return mismatch(args, labels, logits);
		if (keeps) return { shape: merged, dtype: logits.dtype };
		const axis = args.int("axis") ?? -1;
		return { shape: ranked(dims.toSpliced(axis < 0 ? axis + dims.length : axis, 1)), dtype: logits.dtype };
	});

const mismatch = (args: OpArguments, labels: Operand, logits: Operand): never =>
	args.fail({
		code: "merge-shape-mismatch",
		exception: "ValueError",
		message: `labels of shape ${printShape(labels.shape)} do not fit logits of shape ${printShape(logits.shape)}`,
	});

const SPARSE = defineOp("nn.sparse_softmax_cross_entropy_with_logits", "labels, logits, name=None", (args) => {
	const [labels, logits] = [args.tensor("labels"), args.tensor("logits")];
	rejectFloatIndices(labels, args, "labels");
	requireDType(args, "nn.sparse_softmax_cross_entropy_with_logits", logits.dtype, floating);
	const merged = mergeShapes(labels.shape, ranked(dimsOf(logits).slice(0, -1)));
	if (!merged) return vague("labels that do not fit the logits");
	return { shape: merged, dtype: logits.dtype };
});

const LOSSES: readonly FunctionModel[] = [
	lossOf(["nn.sigmoid_cross_entropy_with_logits"], "labels=None, logits=None, name=None", true),
	lossOf(["nn.weighted_cross_entropy_with_logits"], "labels, logits, pos_weight, name=None", true),
	lossOf(["nn.log_poisson_loss"], "labels, log_input, compute_full_loss=False, name=None, logits=None", true),
	lossOf(["nn.softmax_cross_entropy_with_logits"], "labels, logits, axis=-1, name=None", false),
	SPARSE,
];

/** `tf.nn.moments`: mean and variance over some axes, as TensorFlow writes it. */
const MOMENTS = composed(
	"nn.moments",
	"x, axes, shift=None, keepdims=False, name=None",
	({ call, truth }, [x, axes, , keepdims]) => {
		const isHalf = x.kind === "tensor" && x.spec.dtype === "float16";
		const y = isHalf ? call("cast", x, str("float32")) : x;
		const mean = call("reduce_mean", y, axes, bool(true));
		const spread = call("math.squared_difference", y, call("stop_gradient", mean));
		const moments = [mean, call("reduce_mean", spread, axes, bool(true))];
		const kept = truth(keepdims) ? moments : moments.map((each) => call("squeeze", each, axes));
		return tuple(isHalf ? kept.map((each) => call("cast", each, str("float16"))) : kept);
	},
);

export const NN_OPS: readonly FunctionModel[] = [
	...ACTIVATIONS,
	BIAS_ADD,
	BATCH_NORMALIZATION,
	FUSED_BATCH_NORM,
	EMBEDDING_LOOKUP,
	...LOSSES,
	MOMENTS,
];
