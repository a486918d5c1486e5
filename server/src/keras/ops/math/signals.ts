import { type Dim, isFloating, isStatic, mapDims, printShape, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { intOf, itemsOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast, differ, promote, requireTensor } from "../shapes";

const reject = (op: OpCall, message: string, argument = "x"): never =>
	op.fail({ code: "invalid-layer-input", exception: "ValueError", message, argument });

/** A complex tensor is a pair: its real and its imaginary part. `isChecked`: Keras looks at their dtypes first. */
function parts(op: OpCall, isChecked = true): readonly [Operand, Operand] {
	const items = itemsOf(op.get("x")) ?? vague("a complex tensor that is not a pair");
	const [real, imaginary] = items.map((item) => op.operand(item));
	if (items.length !== 2 || !real || !imaginary) return reject(op, "x must be a pair: the real and the imaginary part");
	const [a, b] = [dimsOf(real), dimsOf(imaginary)];
	if (a.length !== b.length || a.some((dim, axis) => differ(dim, b[axis])))
		return reject(op, `the parts have shapes ${printShape(real.shape)} and ${printShape(imaginary.shape)}`);
	if (
		isChecked &&
		!op.isSymbolic &&
		[real, imaginary].some(({ dtype }) => typeof dtype === "string" && !isFloating(dtype))
	)
		return reject(op, "both parts must be floats");
	return [real, imaginary];
}

const pairOf = (a: Operand, b: Operand): OpResult => ({
	kind: "tuple",
	items: [
		{ shape: a.shape, dtype: a.dtype },
		{ shape: b.shape, dtype: b.dtype },
	],
});

const fft =
	(axes: number, isChecked = true) =>
	(op: OpCall): OpResult => {
		const [real, imaginary] = parts(op, isChecked);
		const dims = dimsOf(real);
		if (dims.length < axes)
			op.fail({ code: "input-rank", message: `x needs ${axes} axes, found ${dims.length}`, argument: "x" });
		if (op.isSymbolic && dims.slice(-axes).some((dim) => !isStatic(dim)))
			reject(op, "the transformed axes must have known sizes");
		return pairOf(real, imaginary);
	};

/** Half of the frequencies, and the one between. */
const half = (length: Dim, op: OpCall): Dim =>
	mapDims([length], ([size]) => (size === 0 && op.mode === "eager" ? 0 : Math.floor((size as number) / 2) + 1));

function rfft(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	if (dims.length < 1) reject(op, "x needs an axis");
	if (!op.isSymbolic && x.dtype !== "float32" && x.dtype !== "float64") return vague("the spectrum of another dtype");
	const last = dims.at(-1) as Dim;
	// In a graph TensorFlow pads an open axis by a computed shape: it knows the rank of what comes out.
	const isPadded = op.mode === "graph" && !isStatic(last);
	const leading = isPadded ? dims.map(() => last) : dims;
	const shape = ranked(leading.with(-1, half(op.has("fft_length") ? intOf(op.get("fft_length")) : last, op)));
	return pairOf({ ...x, shape }, { ...x, shape });
}

function irfft(op: OpCall): OpResult {
	const [real] = parts(op);
	const dims = dimsOf(real);
	if (dims.length === 0)
		op.fail({ code: "input-rank", exception: "ValueError", message: "x needs an axis, found scalars", argument: "x" });
	if (op.mode === "graph" && dims.some((dim) => !isStatic(dim))) return vague("a signal of unknown size");
	const given = op.has("fft_length") ? intOf(op.get("fft_length")) : undefined;
	const length = given ?? mapDims([dims.at(-1) as Dim], ([size]) => 2 * ((size as number) - 1));
	return { shape: ranked(dims.with(-1, length)), dtype: real.dtype };
}

const frames = (length: Dim, window: number, stride: number): Dim =>
	mapDims([length], ([size]) => 1 + Math.floor(((size as number) - window) / stride));

function stft(op: OpCall): OpResult {
	const stride = intOf(op.get("sequence_stride"));
	if (stride <= 0) reject(op, "sequence_stride must be positive", "sequence_stride");
	const length = intOf(op.get("fft_length"));
	if (!op.isSymbolic) return vague("a spectrogram of values");
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const padded = op.flag("center") ? Math.floor(length / 2) * 2 : 0;
	const count = mapDims(
		[dims.at(-1) as Dim],
		([size]) => 1 + Math.floor(((size as number) + padded - length) / stride),
	);
	const shape = ranked([...dims.slice(0, -1), count, half(length, op)]);
	return pairOf({ ...x, shape }, { ...x, shape });
}

function istft(op: OpCall): OpResult {
	const [real] = parts(op);
	const dims = dimsOf(real);
	if (dims.length < 2) reject(op, "x needs two axes");
	const [stride, length] = [intOf(op.get("sequence_stride")), intOf(op.get("fft_length"))];
	if (!op.isSymbolic) return vague("a signal of values");
	const whole = mapDims([dims.at(-2) as Dim], ([count]) => ((count as number) - 1) * stride + length);
	const cut = op.flag("center") ? mapDims([whole], ([size]) => (size as number) - Math.floor(length / 2) * 2) : whole;
	return { shape: ranked([...dims.slice(0, -2), op.has("length") ? intOf(op.get("length")) : cut]), dtype: real.dtype };
}

function extractSequences(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	if (dims.length < 1) reject(op, "x needs an axis");
	const [length, stride] = [intOf(op.get("sequence_length")), intOf(op.get("sequence_stride"))];
	const count = frames(dims.at(-1) as Dim, length, stride);
	if (!op.isSymbolic && (!isStatic(count) || count < 0)) return vague("sequences of an open axis");
	if (isStatic(count) && count < 0) reject(op, "there would be a negative number of sequences", "sequence_length");
	return { shape: ranked([...dims.slice(0, -1), count, length]), dtype: x.dtype };
}

function cdist(op: OpCall): OpResult {
	const [x, y] = [op.tensor("x"), op.tensor("y")];
	const [a, b] = [dimsOf(x), dimsOf(y)];
	if (a.length < 2 || b.length < 2) reject(op, "cdist takes tensors of two axes at least");
	if (differ(a.at(-1), b.at(-1)))
		op.fail({
			code: "merge-shape-mismatch",
			exception: "ValueError",
			message: "the points have different numbers of coordinates",
		});
	const leading = broadcast(ranked(a.slice(0, -2)), ranked(b.slice(0, -2)), op);
	if (leading.kind !== "ranked") return vague("points of no known rank");
	return { shape: ranked([...leading.dims, a.at(-2) as Dim, b.at(-2) as Dim]), dtype: promote([x, y], op, ["float"]) };
}

/** Keras reads the first size of what may have none. */
const rejectScalar = (op: OpCall, argument: string): never =>
	op.fail({
		code: "input-rank",
		exception: "IndexError",
		message: `${argument} needs an axis, found a scalar`,
		argument,
	});

function segment(op: OpCall): OpResult {
	for (const name of ["data", "segment_ids"]) requireTensor(op, name);
	const ids = dimsOf(op.tensor("segment_ids"));
	if (ids.length === 0) rejectScalar(op, "segment_ids");
	if (ids.length > 1) reject(op, `segment_ids must be a vector, found a tensor of rank ${ids.length}`, "segment_ids");
	const data = op.tensor("data");
	const [length] = dimsOf(data);
	if (length === undefined && ids[0] !== undefined && isStatic(ids[0])) rejectScalar(op, "data");
	if (differ(length, ids[0])) reject(op, "data and segment_ids have different lengths", "segment_ids");
	if (!op.isSymbolic && op.has("num_segments") && op.flag("sorted"))
		reject(op, "TensorFlow takes no num_segments for sorted segments", "num_segments");
	if (!op.has("num_segments")) return vague("how many segments there are");
	return { shape: ranked([intOf(op.get("num_segments")), ...dimsOf(data).slice(1)]), dtype: data.dtype };
}

const PAIR = { many: true };

/** Spectra, sequences and segments. Mirrors keras/src/ops/math.py. */
export const SIGNAL_OPS = [
	defineOp("fft", "math", "x", fft(1), { ...PAIR, operation: "FFT" }),
	defineOp("fft2", "math", "x", fft(2), { ...PAIR, operation: "FFT2" }),
	defineOp("ifft2", "math", "x", fft(2, false), { ...PAIR, operation: "IFFT2" }),
	defineOp("rfft", "math", "x, fft_length=None", rfft, { ...PAIR, operation: "RFFT" }),
	defineOp("irfft", "math", "x, fft_length=None", irfft, { operation: "IRFFT" }),
	defineOp("stft", "math", "x, sequence_length, sequence_stride, fft_length, window='hann', center=True", stft, {
		...PAIR,
		operation: "STFT",
	}),
	defineOp(
		"istft",
		"math",
		"x, sequence_length, sequence_stride, fft_length, length=None, window='hann', center=True",
		istft,
		{
			operation: "ISTFT",
		},
	),
	defineOp("extract_sequences", "math", "x, sequence_length, sequence_stride", extractSequences),
	defineOp("cdist", "math", "x, y", cdist, { symbolic: ["x", "y"], operation: "CDist" }),
	...["sum", "max", "min", "prod"].map((name) =>
		defineOp(`segment_${name}`, "math", "data, segment_ids, num_segments=None, sorted=False", segment),
	),
];
