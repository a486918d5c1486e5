import { type Dim, isInteger, isStatic, ranked, type Shape } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { openDim } from "../checks";
import { failInPython } from "../image/images";

/** Cosine transforms. Mirrors tensorflow/python/ops/signal/dct_ops.py and mfcc_ops.py. */

const reject = (args: OpArguments, message: string, argument: string, exception = "ValueError"): never =>
	failInPython(args, { code: "invalid-layer-argument", exception, message, argument });

/** Mirrors `_validate_dct_arguments`. */
function checkArguments(args: OpArguments, last: Dim | undefined): number {
	if ((args.int("axis") ?? -1) !== -1)
		reject(args, "a cosine transform is along the last axis", "axis", "NotImplementedError");
	if (args.given("n") && (args.int("n") ?? 1) < 1) reject(args, "n must be positive", "n");
	const type = args.int("type") ?? 2;
	if (![1, 2, 3, 4].includes(type)) reject(args, `there are cosine transforms of types 1 to 4, found ${type}`, "type");
	const norm = args.get("norm");
	const name = norm.kind === "str" ? norm.value : undefined;
	if (type === 1 && name === "ortho") reject(args, "the first type has no normalization", "norm");
	if (type === 1 && last !== undefined && isStatic(last) && last < 2)
		reject(args, "the first type needs two values", "type");
	if (norm.kind === "str" && name !== undefined && name !== "ortho")
		reject(args, `there is no normalization ${name}`, "norm");
	return type;
}

/** Where the last axis is open, a graph pads in a way that it does not follow. */
const transformed = (args: OpArguments, dims: readonly Dim[], n: number | undefined): Shape => {
	const last = dims.at(-1) as Dim;
	if (isStatic(last)) return ranked(dims.with(-1, n ?? last));
	return ranked(dims.map(() => openDim(args, "a transform over an open axis")));
};

function checkDType(args: OpArguments, { dtype }: Operand, type: number): void {
	if (typeof dtype !== "string" || dtype === "float32" || dtype === "float64") return;
	const isHalf = dtype === "float16" || dtype === "bfloat16";
	const inOldHalf = isHalf && args.world === "keras2";
	failInPython(args, {
		code: "invalid-layer-input",
		exception: isHalf && type === 1 ? "ValueError" : inOldHalf ? "AssertionError" : "TypeError",
		message: `a cosine transform takes float32 or float64, found ${dtype}`,
	});
}

const cosine = (name: string): FunctionModel =>
	defineOp(`signal.${name}`, "input, type=2, n=None, axis=-1, norm=None, name=None", (args) => {
		const input = args.tensor("input");
		const { shape, dtype } = input;
		if (shape.kind === "top") return vague(shape.why);
		const type = checkArguments(args, shape.kind === "ranked" ? shape.dims.at(-1) : undefined);
		checkDType(args, input, type);
		if (shape.kind === "unknown-rank") return { shape, dtype };
		if (shape.dims.length === 0)
			return failInPython(args, { code: "input-rank", exception: "IndexError", message: "a scalar has no last axis" });
		return { shape: transformed(args, shape.dims, args.given("n") ? args.int("n") : undefined), dtype };
	});

const MFCCS = defineOp("signal.mfccs_from_log_mel_spectrograms", "log_mel_spectrograms, name=None", (args) => {
	const spectrograms = args.tensor("log_mel_spectrograms");
	const { shape, dtype } = spectrograms;
	if (isInteger(dtype))
		return failInPython(args, {
			code: "invalid-layer-input",
			exception: "TypeError",
			message: "spectrograms are floats",
		});
	checkDType(args, spectrograms, 2);
	if (shape.kind !== "ranked") return { shape, dtype };
	if (shape.dims.at(-1) === 0) return reject(args, "there are no bins", "log_mel_spectrograms");
	if (shape.dims.length === 0) return vague("a spectrogram without axes");
	return { shape: transformed(args, shape.dims, undefined), dtype };
});

export const TRANSFORM_OPS: readonly FunctionModel[] = [cosine("dct"), cosine("idct"), MFCCS];
