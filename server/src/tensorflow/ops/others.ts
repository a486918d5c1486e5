import type { FunctionModel } from "../../interpreter/api";
import { raise, vague } from "../../interpreter/api";
import { defineOp, symbolFacts, tensorsOf } from "../op";

/**
 * Functions on tensors whose shapes are not followed. Real TensorFlow was asked for each: with Keras 3 none takes a
 * KerasTensor. The values of the table are their names below `tensorflow.<key>`.
 */
const NAMES: Readonly<Record<string, string>> = {
	"": "check_pinned fingerprint matrix_square_root ragged_fill_empty_rows ragged_fill_empty_rows_grad random_index_shuffle",
	ragged: "cross cross_hashed range row_splits_to_segment_ids segment_ids_to_row_splits stack stack_dynamic_partitions",
	random: "create_rng_state stateless_parameterized_truncated_normal",
	sparse: "bincount cross segment_mean segment_sqrt_n segment_sum",
};

/** Functions that Keras 2 does not dispatch either. */
const NOT_DISPATCHED: ReadonlySet<string> = new Set([
	"sparse.cross",
	"sparse.segment_mean",
	"sparse.segment_sqrt_n",
	"sparse.segment_sum",
]);

const define = (name: string): FunctionModel =>
	defineOp(name, "*args, **kwargs", (args) => {
		const given = [...args.bound.rest, ...args.bound.extra];
		const isSymbolic = given.some(({ value }) => tensorsOf(value).some((tensor) => tensor.flavor === "KerasTensor"));
		if (isSymbolic && args.world === "keras2" && NOT_DISPATCHED.has(name)) {
			raise({
				code: "keras-tensor-in-tf-function",
				exception: "TypeError",
				message: `tf.${name} cannot take a KerasTensor; use it inside a layer's call`,
				facts: args.machine.inGraph
					? {}
					: {
							...symbolFacts({ positional: args.bound.rest, keywords: args.bound.extra, origin: args.origin }),
							function: `tf.${name}`,
						},
			});
		}
		return vague(`the shape that tf.${name} gives is not followed`);
	});

export const OTHER_OPS: readonly FunctionModel[] = Object.entries(NAMES).flatMap(([module, names]) =>
	names.split(" ").map((name) => define(module ? `${module}.${name}` : name)),
);
