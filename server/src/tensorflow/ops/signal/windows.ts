import { type Dim, type DType, isFloating, isStatic, library, mapDims, ranked } from "../../../domain";
import { defineFunction, type FunctionModel, vague } from "../../../interpreter/api";
import { convert } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { openDim, scalarOf, vector, withRank } from "../checks";
import { failInPython } from "../image/images";
import { inPython } from "./frames";

/** Windows, and the matrix of the mel scale. Mirrors tensorflow/python/ops/signal/window_ops.py and mel_ops.py. */

/** A floating dtype of TensorFlow's own: a name has no `is_floating`. */
function dtypeOf(args: OpArguments): DType {
	const value = args.get("dtype");
	if (value.kind === "unknown") return vague(value.why);
	if (args.bound.given("dtype") === undefined) return "float32";
	if (value.kind !== "dtype" || value.numpy !== undefined)
		return failInPython(args, {
			code: "tensorspec-invalid-dtype",
			exception: "AttributeError",
			message: "the dtype of a window is one of TensorFlow's, such as tf.float32",
			argument: "dtype",
		});
	if (typeof value.dtype === "string" && !isFloating(value.dtype))
		return failInPython(args, {
			code: "tensorspec-invalid-dtype",
			message: `a window is made of floats, found ${value.dtype}`,
			argument: "dtype",
		});
	return value.dtype;
}

/** The length of a window: one int32. */
function lengthOf(args: OpArguments, name: string, least: number): Dim {
	const value = args.get(name);
	if (value.kind === "none")
		return failInPython(args, { code: "invalid-layer-argument", message: "None is no length", argument: name });
	const operand = convert(value, "int32");
	withRank(inPython(args), operand, 0, name);
	const length = scalarOf(value);
	if (length === undefined)
		return value.kind === "tensor" && args.isGraph
			? openDim(args, "the length is a tensor")
			: vague("the length of a window");
	if (length >= least) return length;
	return args.isGraph
		? vague("a window of a negative length")
		: args.fail({ code: "invalid-layer-argument", message: `a window has no length ${length}`, argument: name });
}

const window = (
	name: string,
	text: string,
	least = 0,
	size: (length: number) => number = (length) => length,
): FunctionModel =>
	defineOp(`signal.${name}`, text, (args) => {
		const dtype = dtypeOf(args);
		const length = lengthOf(args, "window_length", least);
		return { shape: vector(mapDims([length], ([each]) => size(each as number))), dtype };
	});

const INNER = "signal.inverse_stft_window_fn.inner";

const MEL = defineOp(
	"signal.linear_to_mel_weight_matrix",
	"num_mel_bins=20, num_spectrogram_bins=129, sample_rate=8000, lower_edge_hertz=125.0, upper_edge_hertz=3800.0, dtype=None, name=None",
	(args) => {
		checkMel(args);
		const dtype = dtypeOf(args);
		const [bins, mel] = ["num_spectrogram_bins", "num_mel_bins"].map((name) => {
			const size = scalarOf(args.get(name));
			return size ?? (args.isGraph ? openDim(args, `${name} is a tensor`) : vague(`the value of ${name}`));
		}) as [Dim, Dim];
		if (isStatic(bins) && bins < 1) return vague("a matrix without bins");
		return { shape: ranked([bins, mel]), dtype };
	},
);

/** Mirrors `_validate_arguments` of mel_ops.py. */
function checkMel(args: OpArguments): void {
	const [mel, rate, lower, upper] = ["num_mel_bins", "sample_rate", "lower_edge_hertz", "upper_edge_hertz"].map(
		(name) => scalarOf(args.get(name)),
	);
	const require = (holds: boolean, message: string, argument: string): void => {
		if (!holds) failInPython(args, { code: "invalid-layer-argument", message, argument });
	};
	require(mel === undefined || mel > 0, "num_mel_bins must be positive", "num_mel_bins");
	require(lower === undefined || lower >= 0, "lower_edge_hertz must not be negative", "lower_edge_hertz");
	require(lower === undefined || upper === undefined || lower < upper, "the edges must rise", "lower_edge_hertz");
	require(rate === undefined || rate > 0, "sample_rate must be positive", "sample_rate");
	require(rate === undefined ||
		upper === undefined ||
		upper <= rate / 2, "the upper edge is above half the rate", "upper_edge_hertz");
}

const PLAIN = "window_length, dtype=None, name=None";
const PERIODIC = "window_length, periodic=True, dtype=None, name=None";
const SHAPED = "window_length, beta=12.0, dtype=None, name=None";

export const WINDOW_OPS: readonly FunctionModel[] = [
	window("hann_window", PERIODIC),
	window("hamming_window", PERIODIC),
	window("vorbis_window", PLAIN),
	window("kaiser_window", SHAPED, 1),
	window("kaiser_bessel_derived_window", SHAPED, 0, (length) => 2 * Math.floor(length / 2)),
	defineFunction(
		"tensorflow.signal.inverse_stft_window_fn",
		"frame_step, forward_window_fn=None, name=None",
		(_bound, { world }) => ({ kind: "partial", func: library(`tensorflow.${INNER}`, world), args: [], keywords: [] }),
	),
	defineOp(INNER, "frame_length, dtype", (args) => ({
		shape: vector(lengthOf(args, "frame_length", 0)),
		dtype: args.dtype("dtype") ?? "float32",
	})),
	MEL,
];
