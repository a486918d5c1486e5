import { type Dim, isFloating, isNone, noneDim, printShape, ranked, type Value } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { convert, type Operand } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { mergeShapes } from "../../shape-functions";
import { broadcast } from "../elementwise";
import { requireSeed } from "../image/chance";
import { failInPython } from "../image/images";

/** Mirrors `_dropout` of tensorflow/python/ops/nn_ops.py. */

const reject = (args: OpArguments, message: string, argument: string): never =>
	failInPython(args, { code: "invalid-layer-argument", message, argument });

function dropped(args: OpArguments, rate: Value, argument: string, isStateless = false): Operand {
	const isNumber = rate.kind === "float" || rate.kind === "int" || rate.kind === "bool";
	if (isNumber && rate.value !== undefined && (Number(rate.value) < 0 || Number(rate.value) >= 1))
		return reject(args, `the rate of dropout is ${Number(rate.value)}, but it must be in [0, 1)`, argument);
	const x = args.tensor("x");
	const { shape, dtype } = x;
	if (typeof dtype === "string" && !isFloating(dtype))
		return failInPython(args, {
			code: "invalid-layer-input",
			message: `dropout scales: it takes floats, found ${dtype}`,
		});
	if (isNumber && rate.value !== undefined && Number(rate.value) === 0) return { shape, dtype };
	if (rate.kind === "unknown") vague(rate.why);
	if (!isNumber && rate.kind !== "tensor") return reject(args, "the rate of dropout is a number", argument);
	if (rate.kind === "tensor") requireRate(args, rate, x, argument);
	if (isStateless) requireSeed(args);
	if (!args.given("noise_shape")) return { shape, dtype };
	return { shape: noisy(args, x), dtype };
}

function requireRate(args: OpArguments, rate: Value, x: Operand, argument: string): void {
	const { shape, dtype } = convert(rate);
	if (shape.kind === "ranked" && shape.dims.length > 0) reject(args, "the rate of dropout is one number", argument);
	if (typeof dtype === "string" && typeof x.dtype === "string" && dtype !== x.dtype)
		reject(args, `the rate is of dtype ${dtype}, the input of ${x.dtype}`, argument);
}

/** The noise may have sizes that the value lacks; in a graph the result must have the value's shape all the same. */
function noisy(args: OpArguments, x: Operand): Operand["shape"] {
	const given = args.get("noise_shape");
	const dims = x.shape.kind === "ranked" ? x.shape.dims : undefined;
	const items = given.kind === "list" || given.kind === "tuple" ? given.items : undefined;
	const isPerAxis = items !== undefined && items.length === dims?.length;
	if (isPerAxis && items.some((item, axis) => item.kind === "none" && isNone(dims[axis] as Dim)))
		return reject(args, "the noise has an open size where the input has one", "noise_shape");
	const sizes = isPerAxis
		? items.map((item, axis) => (item.kind === "none" ? (dims[axis] as Dim) : sizeOf(item)))
		: (args.sizes("noise_shape") ?? vague("the shape of the noise"));
	const noise = ranked(sizes);
	const result = broadcast(x.shape, noise, args.fail);
	if (!args.isGraph) return result;
	return (
		mergeShapes(result, x.shape) ??
		reject(args, `noise of shape ${printShape(noise)} gives the input another shape`, "noise_shape")
	);
}

function sizeOf(item: Value): Dim {
	const scalar = item.kind === "tensor" ? item.content : item;
	if (scalar?.kind === "int" && scalar.value !== undefined) return scalar.value;
	if (scalar?.kind === "none") return noneDim({ text: "a size that TensorFlow does not know" });
	return vague("the shape of the noise");
}

const DROPOUT = defineOp("nn.dropout", "x, rate, noise_shape=None, seed=None, name=None", (args) =>
	dropped(args, args.get("rate"), "rate"),
);

/** TensorFlow 1 says how much is kept. */
const OLD = defineOp(
	"compat.v1.nn.dropout",
	"x, keep_prob=None, noise_shape=None, seed=None, name=None, rate=None",
	(args) => {
		const keep = args.get("keep_prob");
		if (keep.kind === "none" && !args.given("rate")) return reject(args, "dropout needs a rate", "rate");
		if (keep.kind === "none") return dropped(args, args.get("rate"), "rate");
		if (keep.kind !== "float" && keep.kind !== "int") return vague("what dropout keeps");
		const value = keep.value === undefined ? undefined : 1 - keep.value;
		return dropped(args, { kind: "float", value }, "keep_prob");
	},
	{ layer: () => "nn.dropout" },
);

export const DROPOUT_OPS: readonly FunctionModel[] = [
	DROPOUT,
	OLD,
	defineOp("nn.experimental.stateless_dropout", "x, rate, seed, rng_alg=None, noise_shape=None, name=None", (args) =>
		dropped(args, args.get("rate"), "rate", true),
	),
	defineOp("nn.experimental.general_dropout", "x, rate, uniform_sampler, noise_shape=None, name=None", (args) =>
		dropped(args, args.get("rate"), "rate"),
	),
];
