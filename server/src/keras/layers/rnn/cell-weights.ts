import type { Dim } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { readFlag, readFlagOrUnknown } from "../../engine/argument-readers";
import type { BuildContext, Initializer, LayerArguments } from "../../engine/layer-definition";
import { type Size, sizeOf } from "../../utils/argument-validation";
import { makeWeight } from "../convolutional/weights";

/** The weights of Keras's own cells. Mirrors `build` of the cells in lstm.py, gru.py and simple_rnn.py. */

export type CellKind = "lstm" | "gru" | "simple_rnn";

const GATES: Readonly<Record<CellKind, number>> = { lstm: 4, gru: 3, simple_rnn: 1 };

interface CellWeights {
	readonly kind: CellKind;
	readonly units: Size;
	readonly kernel: Initializer;
	readonly recurrent: Initializer;
	readonly bias: Initializer;
}

/** A matrix for the input, one for the state, and a bias, with a block for each gate. */
export function makeWeights(
	context: BuildContext,
	step: readonly Dim[],
	{ kind, units, kernel, recurrent, bias }: CellWeights,
	args: LayerArguments,
): void {
	const width = times(units.dim, GATES[kind]);
	context.addWeight("kernel", [lastOf(step, context), width], { initializer: kernel });
	checkOrthogonal(recurrent, "recurrent_initializer", context);
	if (units.isBool) rejectBoolUnits(kind, units, recurrent, context);
	context.addWeight("recurrent_kernel", [units.dim, width], { initializer: recurrent });
	if (!readFlag(args, "use_bias")) return;
	const hasRows = kind === "gru" && readFlag(args, "reset_after");
	if (kind === "lstm") makeBias([width], bias, readBias(args), context);
	else context.addWeight("bias", hasRows ? [2, width] : [width], { initializer: bias });
}

/** `input_shape[-1]` of a step. */
function lastOf(step: readonly Dim[], context: BuildContext): Dim {
	return (
		step.at(-1) ??
		context.fail({ code: "input-rank", exception: "IndexError", message: "a cell takes (batch, features), found ()" })
	);
}

/** `True` as a size of Keras 2: initializers that draw numbers take no shape that begins with it, nor one of bools. */
function rejectBoolUnits(kind: CellKind, units: Size, recurrent: Initializer, context: BuildContext): never {
	if (!recurrent.draws || recurrent.rank !== undefined) return vague("a bool as units");
	if (kind !== "simple_rnn") makeWeight(context, "recurrent_kernel", [units, sizeOf(GATES[kind])], recurrent);
	return failBools(context);
}

const failBools = ({ fail }: BuildContext): never =>
	fail({
		code: "invalid-layer-argument",
		exception: "InvalidArgumentError",
		message: "a size that is True gives a weight a shape of bools, which its initializer does not take",
	});

/** How the bias of an LSTM is made: of parts of its own shape where the gate that forgets begins with ones. */
export interface BiasParts {
	/** Absent when it is not known. */
	readonly inParts: boolean | undefined;
	readonly isNone: boolean;
	/** The size of a part is a bool. */
	readonly isBool: boolean;
}

export const readBias = (args: LayerArguments, size = "units"): BiasParts => ({
	isBool: args.get(size).kind === "bool",
	inParts: readFlagOrUnknown(args, "unit_forget_bias"),
	isNone: args.get("bias_initializer").kind === "none",
});

/** Parts are made by calling the initializer, which must then be one. */
export function makeBias(
	shape: readonly Dim[],
	initializer: Initializer,
	{ inParts, isNone, isBool }: BiasParts,
	context: BuildContext,
): void {
	if (inParts === undefined && (isNone || initializer.shape)) vague("unit_forget_bias is not known");
	if (inParts && initializer.shape) vague("a tensor as the initializer of a bias that is made in parts");
	if (inParts && isNone) {
		context.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "bias_initializer=None makes no bias whose parts begin differently (unit_forget_bias=True)",
			argument: "bias_initializer",
		});
	}
	if (inParts && isBool && initializer.draws && initializer.draws !== "matrix") failBools(context);
	context.addWeight("bias", shape, { initializer });
}

/** The orthogonal initializer needs a QR decomposition, which TensorFlow has not for bfloat16. */
export function checkOrthogonal(initializer: Initializer, argument: string, context: BuildContext): void {
	if (initializer.minRank === undefined || context.variableDtype !== "bfloat16") return;
	context.fail({
		code: "invalid-layer-argument",
		exception: "InvalidArgumentError",
		message: "the orthogonal initializer cannot make weights of bfloat16",
		argument,
	});
}

const times = (dim: Dim, factor: number): Dim => (typeof dim === "number" ? dim * factor : dim);
