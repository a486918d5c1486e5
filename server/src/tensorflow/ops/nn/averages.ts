import { isInteger, ranked } from "../../../domain";
import type { FunctionModel } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { SCALAR } from "../checks";
import { broadcast, dividedDType } from "../elementwise";
import { failInPython } from "../image/images";
import { floating, number, requireDType } from "../keep";

/** What becomes one number. Mirrors tensorflow/python/ops/nn_impl.py. */

function average(args: OpArguments): Operand {
	const size = args.get("global_batch_size");
	if (size.kind === "float")
		return failInPython(args, {
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "the size of a batch is an int",
			argument: "global_batch_size",
		});
	const loss = args.tensor("per_example_loss");
	const weighted = args.given("sample_weight");
	if (weighted && loss.dtype === "string" && !args.isGraph)
		return args.fail({ code: "invalid-layer-input", exception: "UnimplementedError", message: "a loss is no text" });
	requireDType(args, "nn.compute_average_loss", loss.dtype, (dtype) => number(dtype) && dtype !== "string");
	if (weighted) requireWeights(args, loss);
	return { shape: SCALAR, dtype: dividedDType(loss.dtype) };
}

/** Weights broadcast with the losses; those of one axis less get one more. */
function requireWeights(args: OpArguments, loss: Operand): void {
	const { shape } = args.tensor("sample_weight");
	if (shape.kind !== "ranked" || loss.shape.kind !== "ranked") return;
	const isShort = shape.dims.length === loss.shape.dims.length - 1;
	broadcast(loss.shape, isShort ? ranked([...shape.dims, 1]) : shape, args.fail);
}

const scalar = (
	names: readonly string[],
	text: string,
	run: (operand: Operand, args: OpArguments) => Operand["dtype"],
): FunctionModel => {
	const first = /^\w+/.exec(text)?.[0] ?? "";
	return defineOp(names, text, (args) => ({ shape: SCALAR, dtype: run(args.tensor(first), args) }));
};

export const AVERAGE_OPS: readonly FunctionModel[] = [
	defineOp("nn.compute_average_loss", "per_example_loss, sample_weight=None, global_batch_size=None", average),
	defineOp(
		"nn.scale_regularization_loss",
		"regularization_loss",
		(args) => {
			const { dtype } = args.tensor("regularization_loss");
			requireDType(args, "nn.scale_regularization_loss", dtype, number);
			return { shape: SCALAR, dtype: isInteger(dtype) ? dividedDType(dtype) : dtype };
		},
		{ layer: () => ["math.reduce_sum", "math.truediv"] },
	),
	scalar(["nn.l2_loss"], "t, name=None", ({ dtype }, args) => {
		requireDType(args, "nn.l2_loss", dtype, floating);
		return dtype;
	}),
	scalar(["math.zero_fraction", "nn.zero_fraction"], "value, name=None", () => "float32"),
];
