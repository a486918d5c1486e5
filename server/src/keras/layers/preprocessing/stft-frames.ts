import { type Dim, unknownDim } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { isKnown, readNumber, requireComparable } from "../../engine/argument-readers";
import type { LayerArguments } from "../../engine/layer-definition";

/** The lengths of a short-time Fourier transform. */
export interface Frames {
	readonly frameLength: Dim;
	readonly frameStep: Dim;
	readonly fftLength: Dim;
	/** Whether frame_length is a float, which no weight can have for a size. */
	readonly isFloat: boolean;
}

type Fail = (argument: string, exception: string, message: string) => never;

const failOf =
	(args: LayerArguments): Fail =>
	(argument, exception, message) =>
		args.fail({ code: "invalid-layer-argument", exception, message, argument });

/** What the constructor compares before `Layer.__init__`. */
export function checkFrames(args: LayerArguments): void {
	const fail = failOf(args);
	const [step, fft] = [args.get("frame_step"), args.get("fft_length")];
	const length = readNumber(args.get("frame_length"));
	if (step.kind !== "none") {
		requireComparable(args, "frame_step");
		requireComparable(args, "frame_length");
		const number = readNumber(step);
		if (number !== undefined && ((length !== undefined && number > length) || number < 1))
			fail("frame_step", "ValueError", `frame_step must be from 1 to frame_length, found ${number}`);
	}
	if (fft.kind === "none") return;
	requireComparable(args, "fft_length");
	requireComparable(args, "frame_length");
	const number = readNumber(fft);
	if (number !== undefined && length !== undefined && number < length)
		fail("fft_length", "ValueError", `fft_length must not be below frame_length, found ${number} and ${length}`);
	if (fft.kind === "float") fail("fft_length", "TypeError", "fft_length must be an int, found a float");
}

/** What follows from the arguments: half a frame for a step, the next power of two for the transform. */
export function readFrames(args: LayerArguments): Frames {
	const [frame, step, fft] = [args.get("frame_length"), args.get("frame_step"), args.get("fft_length")];
	for (const [name, value] of Object.entries({ frame_length: frame, frame_step: step, fft_length: fft }))
		if (value.kind === "tensor" || value.kind === "instance") vague(`${name} is not a plain number`);
	const derives = step.kind === "none" || fft.kind === "none";
	if (derives) requireNumber(args);
	const length = isKnown(frame) ? readNumber(frame) : undefined;
	if (fft.kind === "none" && length !== undefined && length <= 0)
		failOf(args)("frame_length", "ValueError", `frame_length must be above 0, found ${length}`);
	const open = unknownDim({ text: "the length of a frame is not known" });
	const known = (value: number | undefined): Dim => value ?? open;
	const half = length === undefined ? undefined : Math.floor(length / 2);
	const power = length === undefined ? undefined : 2 ** Math.ceil(Math.log2(length));
	return {
		frameLength: known(length),
		frameStep: known(step.kind === "none" ? half : readNumber(step)),
		fftLength: known(fft.kind === "none" ? power : readNumber(fft)),
		isFloat: frame.kind === "float",
	};
}

/** `frame_length // 2` and `math.log2(frame_length)`. */
function requireNumber(args: LayerArguments): void {
	const value = args.get("frame_length");
	if (!isKnown(value) || ["int", "float", "bool"].includes(value.kind)) return;
	failOf(args)("frame_length", "TypeError", `frame_length must be a number, found a value of type ${typeName(value)}`);
}
