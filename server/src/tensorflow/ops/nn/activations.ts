import { type DType, isFloating, isInteger, ranked } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { normalizeAxis } from "../../shape-functions";
import { failAtOnce } from "../checks";
import { rejectDType } from "../elementwise";
import { failInPython } from "../image/images";
import { type Accepts, floating, inexact, keep, number, real, requireDType } from "../keep";

/** Mirrors the activations of tensorflow/python/ops/nn_ops.py and nn_impl.py. */

const activation = (name: string, text: string, accepts: Accepts): FunctionModel => keep(`nn.${name}`, text, accepts);

/** `tf.nn.leaky_relu` makes floats of ints. */
const leakyRelu = (name: string): FunctionModel =>
	defineOp(name, "features, alpha=0.2, name=None", (args) => {
		if (args.get("alpha").kind === "str")
			return failInPython(args, {
				code: "invalid-layer-argument",
				exception: "TypeError",
				message: "alpha is a number",
				argument: "alpha",
			});
		const { shape, dtype } = args.tensor("features");
		requireDType(args, "nn.leaky_relu", dtype, real);
		return { shape, dtype: isInteger(dtype) ? "float32" : dtype };
	});

/** `tf.nn.gelu` checks the dtype itself. */
const GELU = defineOp("nn.gelu", "features, approximate=False, name=None", (args) => {
	const { shape, dtype } = args.tensor("features");
	if (typeof dtype !== "string" || floating(dtype)) return { shape, dtype };
	return failInPython(args, {
		code: "invalid-layer-input",
		message: `tf.nn.gelu cannot take a tensor of dtype ${dtype}`,
	});
});

/** `tf.nn.silu` multiplies by the sigmoid, also of complex numbers; `beta` is cast first. */
const SILU = defineOp(
	["nn.silu", "nn.swish", "compat.v1.nn.silu", "compat.v1.nn.swish"],
	"features, beta=1.0",
	(args) => {
		const { shape, dtype } = args.tensor("features");
		if (dtype === "string" && !args.isGraph)
			return args.fail({
				code: "invalid-layer-input",
				exception: "UnimplementedError",
				message: "tf.nn.silu cannot take a tensor of dtype string",
			});
		requireDType(args, "nn.silu", dtype, inexact);
		return { shape, dtype };
	},
);

/** The axis of a softmax, which Python looks up. */
function requireAxis(args: OpArguments, { shape }: Operand, name: string): void {
	const value = args.get(name);
	if (value.kind === "none") return;
	if (value.kind === "list" || value.kind === "tuple")
		failInPython(args, {
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "a softmax has one axis",
			argument: name,
		});
	const axis = args.int(name) ?? -1;
	const rank = shape.kind === "ranked" ? shape.dims.length : undefined;
	if (rank === undefined || axis === -1 || normalizeAxis(axis, rank) !== undefined) return;
	failAtOnce(args, {
		code: "input-rank",
		message: `axis ${axis} is out of range for a tensor of rank ${rank}`,
		argument: name,
	});
}

/** `tf.nn.softmax` along an axis that exists. */
const softmax = (names: readonly string[], text = "logits, axis=None, name=None"): FunctionModel =>
	defineOp(names, text, (args) => {
		const logits = args.tensor("logits");
		requireAxis(args, logits, text.includes("dim=") && args.given("dim") ? "dim" : "axis");
		requireDType(args, names[0] ?? "", logits.dtype, floating);
		return { shape: logits.shape, dtype: logits.dtype };
	});

const OLD_SOFTMAX = "logits, axis=None, name=None, dim=None";

/** `tf.nn.crelu`: the features and their negatives, one after the other. */
const crelu = (name: string, text: string): FunctionModel =>
	defineOp(name, text, (args) => {
		const { shape, dtype } = args.tensor("features");
		requireDType(args, "nn.crelu", dtype, number);
		const axis = args.int("axis") ?? -1;
		const result = shape.kind === "ranked" ? doubled(args, shape.dims.length, axis, shape) : shape;
		if (typeof dtype === "string" && !isReal(dtype)) return rejectDType("nn.relu", dtype, args);
		return { shape: result, dtype };
	});

const isReal = (dtype: DType): boolean => isFloating(dtype) || isInteger(dtype);

function doubled(args: OpArguments, rank: number, axis: number, shape: Operand["shape"]): Operand["shape"] {
	const at = normalizeAxis(axis, rank);
	if (at === undefined)
		return args.fail({ code: "input-rank", message: `there is no axis ${axis} to double`, argument: "axis" });
	const dim = shape.kind === "ranked" ? shape.dims[at] : vague("a shape that is not known");
	return shape.kind === "ranked"
		? ranked(shape.dims.with(at, typeof dim === "number" ? dim * 2 : (dim as never)))
		: shape;
}

export const ACTIVATION_OPS: readonly FunctionModel[] = [
	...["relu", "relu6"].map((name) => activation(name, "features, name=None", real)),
	keep("compat.v1.nn.relu6", "features, name=None", real),
	...["elu", "selu"].map((name) => activation(name, "features, name=None", floating)),
	keep(["nn.softsign", "math.softsign"], "features, name=None", floating),
	keep(["math.softplus", "nn.softplus"], "features, name=None", floating),
	leakyRelu("nn.leaky_relu"),
	leakyRelu("compat.v1.nn.leaky_relu"),
	GELU,
	SILU,
	softmax(["nn.softmax", "math.softmax"]),
	softmax(["nn.log_softmax", "math.log_softmax"]),
	softmax(["compat.v1.nn.softmax", "compat.v1.math.softmax"], OLD_SOFTMAX),
	softmax(["compat.v1.nn.log_softmax", "compat.v1.math.log_softmax"], OLD_SOFTMAX),
	crelu("nn.crelu", "features, axis=-1, name=None"),
	crelu("compat.v1.nn.crelu", "features, name=None, axis=-1"),
];
