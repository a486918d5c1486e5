import { type Dim, type DType, isNone, isUnknown, printShape, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { resultType } from "../../backend/common/dtypes";
import { intOf } from "../arguments";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import { TAKES } from "../dtype-rules";
import type { OpCall, OpFailure } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { differ, rejectPython, sameSize } from "../shapes";
import { rejectDType } from "../unary";

const rejectRank = (op: OpCall, argument: string, exception?: OpFailure["exception"]): never =>
	op.fail({
		code: "input-rank",
		exception,
		message: `${argument} has another number of axes than CTC takes: ${printShape(op.tensor(argument).shape)}`,
		argument,
	});

const mismatch = (op: OpCall, argument: string, exception?: OpFailure["exception"]): never =>
	op.fail({
		code: "merge-shape-mismatch",
		exception,
		message: `the first axis of ${argument} is another size than the batch`,
		argument,
	});

const lossType = (dtype: DType): DType => resultType([dtype, "float32"]);

/** The first size of an argument, which Keras compares as Python does. */
function firstSize(op: OpCall, name: string): Dim {
	const operand = op.tensor(name);
	if (!operand.isTensor) return rejectPython(op.get(name), "shape", op, name);
	const first = dimsOf(operand)[0];
	return first ?? rejectRank(op, name, "IndexError");
}

function declaredLoss(op: OpCall): OpResult {
	for (const name of ["target", "output"]) if (!op.tensor(name).isTensor) firstSize(op, name);
	const compare = (name: string, other: string): void => {
		const [a, b] = [firstSize(op, name), firstSize(op, other)];
		if (!isUnknown(a) && !isUnknown(b) && !sameSize(a, b)) mismatch(op, name, "ValueError");
	};
	compare("target", "output");
	compare("target_length", "target");
	compare("output_length", "output");
	return { shape: ranked([firstSize(op, "target")]), dtype: lossType(op.tensor("output").dtype) };
}

const LENGTHS = ["target_length", "output_length"];

/** What TensorFlow computes of dense labels; its labels have two axes, its logits three, its lengths one. */
function loss(op: OpCall): OpResult {
	if (op.isSymbolic) return declaredLoss(op);
	const [target, output] = [op.tensor("target"), op.tensor("output")];
	const lengths = LENGTHS.map((name) => op.tensor(name));
	checkAxes(op, target, lengths);
	if (dimsOf(output).length !== 3) rejectRank(op, "output");
	const sizes = [target, output, ...lengths].map((each) => dimsOf(each)[0] as Dim);
	const names = ["target", "output", ...LENGTHS];
	const batch = sizes.find((size) => typeof size === "number") ?? (sizes[0] as Dim);
	sizes.forEach((size, at) => {
		if (differ(size, batch)) mismatch(op, names[at] as string);
	});
	return { shape: ranked([batch]), dtype: lossType(output.dtype) };
}

function checkAxes(op: OpCall, target: Operand, lengths: readonly Operand[]): void {
	if (dimsOf(target).length < 2) rejectRank(op, "target", "IndexError");
	LENGTHS.forEach((name, at) => {
		if (dimsOf(lengths[at] as Operand).length === 0) rejectRank(op, name, "IndexError");
	});
	for (const { dtype } of lengths) if (typeof dtype === "string" && !TAKES.integer(dtype)) rejectDType(dtype, op);
	if (dimsOf(target).length > 2) vague("labels of several axes");
	LENGTHS.forEach((name, at) => {
		if (dimsOf(lengths[at] as Operand).length > 1) rejectRank(op, name);
	});
}

/** How many sequences are found for each; Keras declares as many as it is asked for. */
function pathsOf(op: OpCall): number {
	const strategy = op.get("strategy");
	if (strategy.kind === "unknown" || (strategy.kind === "str" && strategy.value === undefined))
		return vague("strategy is not known");
	const name = strategy.kind === "str" ? strategy.value : undefined;
	if (name === "greedy") return 1;
	if (name === "beam_search" || op.isSymbolic) return intOf(op.get("top_paths"));
	return op.fail({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: "strategy must be greedy or beam_search",
		argument: "strategy",
	});
}

function decode(op: OpCall): OpResult {
	const inputs = op.tensor("inputs");
	if (op.isSymbolic && !inputs.isTensor) return rejectPython(op.get("inputs"), "shape", op, "inputs");
	const dims = dimsOf(inputs);
	if (op.isSymbolic && dims.length < 2) rejectRank(op, "inputs", "IndexError");
	if (!op.isSymbolic && dims.length !== 3) rejectRank(op, "inputs");
	const lengths = op.isSymbolic ? undefined : dimsOf(op.tensor("sequence_lengths"));
	const paths = pathsOf(op);
	if (lengths && lengths.length !== 1) rejectRank(op, "sequence_lengths");
	const [batch, steps] = dims as [Dim, Dim];
	if (lengths && differ(lengths[0], batch))
		mismatch(op, "sequence_lengths", { eager: "FailedPreconditionError", graph: "ValueError" });
	if (op.mode === "eager" && paths > 1 && paths > intOf(op.get("beam_width")))
		op.fail({
			code: "invalid-layer-argument",
			message: `${paths} paths are more than the beam is wide`,
			argument: "top_paths",
		});
	const scored = isNone(batch) && lengths ? (lengths[0] as Dim) : batch;
	return {
		kind: "tuple",
		items: [
			{ shape: ranked([paths, batch, steps]), dtype: "int32" },
			{ shape: ranked([scored, paths]), dtype: lossType(inputs.dtype) },
		],
	};
}

/** Connectionist temporal classification. Mirrors keras/src/ops/nn.py and the TensorFlow backend's. */
export const CTC_OPS: readonly OpModel[] = [
	defineOp("ctc_loss", "nn", "target, output, target_length, output_length, mask_index=0", loss, {
		symbolic: ["target", "output", "target_length", "output_length"],
		operation: "CTCLoss",
	}),
	defineOp(
		"ctc_decode",
		"nn",
		"inputs, sequence_lengths, strategy='greedy', beam_width=100, top_paths=1, merge_repeated=True, mask_index=0",
		decode,
		{ symbolic: ["inputs", "sequence_lengths"], operation: "CTCDecode", many: true },
	),
];
