import { type Dim, mapDims, ranked } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { complex, floating, keep, requireDType } from "./keep";

const lastOf = (dims: readonly Dim[]): Dim => dims.at(-1) ?? vague("a signal without an axis");

/** How many frames of a length a signal holds. */
function framesOf(args: OpArguments, samples: Dim): Dim {
	const length = args.int("frame_length") ?? vague("the length of a frame");
	const step = args.int("frame_step") ?? vague("the step between frames");
	if (args.isTrue("pad_end")) return mapDims([samples], ([size]) => Math.ceil((size as number) / step));
	return mapDims([samples], ([size]) => Math.max(0, 1 + Math.floor(((size as number) - length) / step)));
}

const FRAME = defineOp(
	"signal.frame",
	"signal, frame_length, frame_step, pad_end=False, pad_value=0, axis=-1, name=None",
	(args) => {
		const { shape, dtype } = args.tensor("signal");
		const dims = dimsOf({ shape, dtype });
		if (args.int("axis") !== -1) return vague("frames along another axis");
		const length = args.int("frame_length") ?? vague("the length of a frame");
		return { shape: ranked([...dims.slice(0, -1), framesOf(args, lastOf(dims)), length]), dtype };
	},
);

const STFT = defineOp(
	"signal.stft",
	"signals, frame_length, frame_step, fft_length=None, window_fn=None, pad_end=False, name=None",
	(args) => {
		const { shape, dtype } = args.tensor("signals");
		if (dtype !== "float32") return vague("stft of another dtype");
		const dims = dimsOf({ shape, dtype });
		const length = args.int("frame_length") ?? vague("the length of a frame");
		const bins = args.given("fft_length") ? (args.int("fft_length") ?? length) : 2 ** Math.ceil(Math.log2(length));
		const frames = [framesOf(args, lastOf(dims)), Math.floor(bins / 2) + 1];
		return { shape: ranked([...dims.slice(0, -1), ...frames]), dtype: "complex64" };
	},
);

export const SIGNAL_OPS: readonly FunctionModel[] = [
	FRAME,
	STFT,
	...["fft", "ifft", "fft2d", "ifft2d", "fft3d", "ifft3d"].map((name) =>
		keep(`signal.${name}`, "input, name=None", complex),
	),
	...["fftshift", "ifftshift"].map((name) => keep(`signal.${name}`, "x, axes=None, name=None")),
	...["hann_window", "hamming_window"].map((name) =>
		defineOp(`signal.${name}`, "window_length, periodic=True, dtype='float32', name=None", (args) => ({
			shape: ranked([args.sizes("window_length")?.[0] ?? vague("the length of a window")]),
			dtype: args.dtype("dtype") ?? "float32",
		})),
	),
	defineOp(
		"signal.linear_to_mel_weight_matrix",
		"num_mel_bins=20, num_spectrogram_bins=129, sample_rate=8000, lower_edge_hertz=125.0, upper_edge_hertz=3800.0, dtype='float32', name=None",
		(args) => {
			const dtype = args.dtype("dtype") ?? "float32";
			requireDType(args, "signal.linear_to_mel_weight_matrix", dtype, floating);
			const sizes = ["num_spectrogram_bins", "num_mel_bins"].map((name) => args.int(name) ?? vague("a number of bins"));
			return { shape: ranked(sizes), dtype };
		},
	),
];
