import {
	type Dim,
	type DType,
	type DTypeName,
	isFloating,
	isInteger,
	isNone,
	isStatic,
	mapDim,
	printShape,
	ranked,
} from "../../../domain";
import { vague } from "../../../interpreter/api";
import { canonicalAxis, intOf, sizeOf, writtenAxes } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import { TAKES } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast, differ, promote, requireTensor } from "../shapes";
import { rejectDType, unaryOps } from "../unary";

const mismatch = (op: OpCall, message: string, argument?: string): never =>
	op.fail({ code: "merge-shape-mismatch", message, argument });

/** Keras compares declared shapes literally: `None` equals only `None`. */
const sameDims = (a: readonly Dim[], b: readonly Dim[]): boolean =>
	a.length === b.length &&
	a.every((dim, axis) => {
		const other = b[axis] as Dim;
		return isStatic(dim) || isStatic(other) ? dim === other || (!isNone(dim) && !isStatic(dim)) : true;
	});

function batchNormalization(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const at = canonicalAxis(intOf(op.get("axis")), dims.length, op, "axis", "IndexError");
	for (const name of ["mean", "variance", "offset", "scale"]) {
		if (!op.has(name)) continue;
		const own = dimsOf(op.tensor(name));
		if (own.length === 1 && !differ(own[0], dims[at])) continue;
		if (!op.isSymbolic && own.length === 1 && (own[0] === 1 || dims[at] === 1))
			return vague("statistics that broadcast with the channels");
		mismatch(op, `${name} has shape ${printShape(ranked(own))}, axis ${at} has size ${String(dims[at])}`, name);
	}
	return { shape: x.shape, dtype: x.dtype };
}

/** `layer_normalization` and `rms_normalization` keep the shape. */
const keep =
	(exception?: string) =>
	(op: OpCall): OpResult => {
		const x = op.tensor("x");
		if (!op.isSymbolic)
			for (const axis of writtenAxes(op) ?? []) canonicalAxis(axis, dimsOf(x).length, op, "axis", exception);
		return { shape: x.shape, dtype: x.dtype };
	};

function attention(op: OpCall): OpResult {
	const [query, key, value] = [op.tensor("query"), op.tensor("key"), op.tensor("value")];
	const dtype = promote([query, key, value], op);
	if (op.isSymbolic) return { shape: query.shape, dtype };
	const [q, k, v] = [dimsOf(query), dimsOf(key), dimsOf(value)];
	if (q.length !== 4 || k.length !== 4 || v.length !== 4)
		op.fail({
			code: "input-rank",
			exception: "ValueError",
			message: "attention takes tensors of 4 axes",
			argument: "query",
		});
	if (differ(q[2], k[2]) || differ(k[2], v[2]) || differ(q[3], k[3])) return vague("attention of different heads");
	return { shape: ranked([q[0] as Dim, q[1] as Dim, q[2] as Dim, v[3] as Dim]), dtype };
}

function requireSame(target: Operand, output: Operand, op: OpCall): void {
	const [a, b] = [dimsOf(target), dimsOf(output)];
	const fits = op.isSymbolic ? sameDims(a, b) : a.length === b.length && !a.some((dim, axis) => differ(dim, b[axis]));
	if (fits) return;
	op.fail({
		code: "merge-shape-mismatch",
		exception: "ValueError",
		message: `target has shape ${printShape(target.shape)}, output ${printShape(output.shape)}`,
		argument: "target",
	});
}

function binaryCrossentropy(op: OpCall): OpResult {
	const [target, output] = [op.tensor("target"), op.tensor("output")];
	requireSame(target, output, op);
	if (op.mode === "eager" && isInteger(output.dtype) && !op.flag("from_logits"))
		op.fail({
			code: "invalid-layer-input",
			exception: "TypeError",
			message: "probabilities are clipped between floats: they cannot be ints",
			argument: "output",
		});
	if (!op.isSymbolic && typeof target.dtype === "string" && target.dtype !== output.dtype)
		rejectDType(target.dtype, op);
	const shape = op.mode === "graph" ? broadcast(target.shape, output.shape, op) : output.shape;
	return { shape, dtype: output.dtype };
}

function requireAxis(output: Operand, op: OpCall, exception = "ValueError"): void {
	if (dimsOf(output).length > 0) return;
	op.fail({ code: "input-rank", exception, message: "the classes need an axis, found a scalar", argument: "output" });
}

/** The dtype of a quotient of ints. */
const QUOTIENTS: Readonly<Partial<Record<string, DTypeName>>> = {
	int8: "float32",
	uint8: "float32",
	int16: "float32",
	uint16: "float32",
	int32: "float64",
	uint32: "float64",
	int64: "float64",
	uint64: "float64",
};

/** Logits are floats, and targets are cast to them; of probabilities TensorFlow takes the quotient, and casts nothing. */
function entropyDType(target: Operand, output: Operand, op: OpCall): DType {
	const { dtype } = output;
	if (typeof dtype !== "string" || typeof target.dtype !== "string") return dtype;
	if (op.flag("from_logits")) return isFloating(dtype) ? dtype : rejectDType(dtype, op);
	const quotient = isFloating(dtype) ? dtype : (QUOTIENTS[dtype] ?? rejectDType(dtype, op));
	if (target.dtype === quotient) return quotient;
	// In a graph Keras looks through a softmax for its logits, to which the targets are cast.
	if (op.mode === "graph" && isFloating(dtype)) return vague("whether the probabilities come from a softmax");
	return op.fail({
		code: "invalid-layer-input",
		exception: { graph: "TypeError" },
		message: `target has dtype ${target.dtype}, the probabilities ${quotient}: TensorFlow casts neither`,
		argument: "target",
	});
}

function categoricalCrossentropy(op: OpCall): OpResult {
	const [target, output] = [op.tensor("target"), op.tensor("output")];
	requireSame(target, output, op);
	requireAxis(output, op);
	const dims = dimsOf(output);
	if (op.isSymbolic) return { shape: ranked(dims.slice(0, -1)), dtype: output.dtype };
	const dtype = entropyDType(target, output, op);
	const at = canonicalAxis(intOf(op.get("axis")), dims.length, op);
	// In a graph each tensor tells what the other leaves open.
	const both = op.mode === "graph" ? dimsOf({ shape: broadcast(target.shape, output.shape, op) }) : dims;
	return { shape: ranked(both.toSpliced(at, 1)), dtype };
}

function sparseCategoricalCrossentropy(op: OpCall): OpResult {
	const [target, output] = [op.tensor("target"), op.tensor("output")];
	requireAxis(output, op, op.isSymbolic ? "ValueError" : "IndexError");
	const dims = dimsOf(output);
	const at = canonicalAxis(intOf(op.get("axis")), dims.length, op, "axis", "ValueError");
	const labels = dimsOf(target);
	const own = labels.length === dims.length && labels.at(-1) === 1 ? labels.slice(0, -1) : labels;
	const wanted = dims.toSpliced(at, 1);
	const fits = op.isSymbolic
		? sameDims(own, wanted)
		: own.length === wanted.length && !own.some((dim, axis) => differ(dim, wanted[axis]));
	if (!fits) {
		op.fail({
			code: "merge-shape-mismatch",
			exception: "ValueError",
			message: `target has shape ${printShape(target.shape)}, output ${printShape(output.shape)}`,
			argument: "target",
		});
	}
	return { shape: ranked(wanted), dtype: output.dtype };
}

function glu(op: OpCall): OpResult {
	requireTensor(op, "x");
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const axis = intOf(op.get("axis"));
	const at = canonicalAxis(axis, dims.length, op, "axis", "IndexError");
	const size = dims[at] as Dim;
	if (isNone(size) && !op.isSymbolic) {
		op.fail({
			code: "undefined-dimension",
			exception: "TypeError",
			message: `glu splits axis ${at} in two, its size is not known`,
			argument: "axis",
			because: [size.why],
		});
	}
	if (isStatic(size) && size % 2 !== 0)
		op.fail({
			code: "input-axis-size",
			exception: "ValueError",
			message: `glu splits axis ${at} in two, its size is ${size}`,
		});
	if (!op.isSymbolic && typeof x.dtype === "string" && !TAKES.floatOrComplex(x.dtype)) rejectDType(x.dtype, op);
	return {
		shape: ranked(
			dims.with(
				at,
				mapDim(size, (whole) => whole / 2),
			),
		),
		dtype: x.dtype,
	};
}

function multiHot(op: OpCall): OpResult {
	const inputs = op.tensor("inputs");
	if (!op.has("num_classes") && op.bound.extra.length === 0 && op.isSymbolic)
		op.fail({ code: "missing-layer-argument", exception: "ValueError", message: "multi_hot needs num_classes" });
	if (!op.isSymbolic || !op.has("num_classes")) return vague("multi-hot vectors of values");
	const dims = dimsOf(inputs);
	const axis = intOf(op.get("axis"));
	const classes = sizeOf(op.get("num_classes"));
	if (axis !== -1 && (axis < 0 || axis >= dims.length)) mismatch(op, `axis ${axis} is out of range`, "axis");
	const whole = dims.toSpliced(axis === -1 ? dims.length : axis, 0, classes);
	op.dtype("dtype");
	const { dtype } = inputs;
	if (whole.length === 2) return { shape: ranked([whole[1] as Dim]), dtype };
	return { shape: ranked([whole[0] as Dim, ...whole.slice(2)]), dtype };
}

const ATTENTION =
	"query, key, value, bias=None, mask=None, scale=None, is_causal=False, flash_attention=None, attn_logits_soft_cap=None";

/** Normalization, attention and losses. Mirrors keras/src/ops/nn.py. */
export const LAYER_OPS = [
	defineOp(
		"batch_normalization",
		"nn",
		"x, mean, variance, axis, offset=None, scale=None, epsilon=0.001",
		batchNormalization,
		{
			symbolic: ["x", "mean", "variance", "offset", "scale"],
			operation: "BatchNorm",
		},
	),
	defineOp(
		"layer_normalization",
		"nn",
		"x, gamma=None, beta=None, axis=-1, epsilon=None, **kwargs",
		keep("IndexError"),
		{
			symbolic: ["x", "gamma", "beta"],
			operation: "LayerNorm",
		},
	),
	defineOp("rms_normalization", "nn", "x, scale=None, axis=-1, epsilon=None", keep(), {
		symbolic: ["x", "scale"],
		operation: "RMSNorm",
	}),
	defineOp("dot_product_attention", "nn", ATTENTION, attention, { symbolic: ["query", "key", "value"] }),
	defineOp("binary_crossentropy", "nn", "target, output, from_logits=False", binaryCrossentropy, {
		symbolic: ["target", "output"],
	}),
	defineOp("categorical_crossentropy", "nn", "target, output, from_logits=False, axis=-1", categoricalCrossentropy, {
		symbolic: ["target", "output"],
	}),
	defineOp(
		"sparse_categorical_crossentropy",
		"nn",
		"target, output, from_logits=False, axis=-1",
		sparseCategoricalCrossentropy,
		{
			symbolic: ["target", "output"],
		},
	),
	defineOp("glu", "nn", "x, axis=-1", glu),
	defineOp("multi_hot", "nn", "inputs, num_classes=None, axis=-1, dtype=None, sparse=False, **kwargs", multiHot),
	...unaryOps("nn", ["sparsemax"], { takes: TAKES.float, signature: "x, axis=-1" }),
];
