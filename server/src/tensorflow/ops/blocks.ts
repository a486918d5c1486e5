import { int, list, ranked, type Value } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { defineOp, type OpResult } from "../op";
import { numbers } from "./inference";

/** Blocks of the inner axes in the batch, and back. Mirrors the shape functions of core/ops/array_ops.cc. */

/** `tf.required_space_to_batch_paddings`: paddings and crops of constants. */
const REQUIRED = defineOp(
	"required_space_to_batch_paddings",
	"input_shape, block_shape, base_paddings=None, name=None",
	(args): OpResult => {
		const [input, blocks] = ["input_shape", "block_shape"].map((name) => numbers(args.tensor(name)));
		const base = args.given("base_paddings") ? numbers(args.tensor("base_paddings")) : blocks?.flatMap(() => [0, 0]);
		if (!input || !blocks || !base || input.length !== blocks.length)
			return vague("paddings of sizes that are not known");
		const ends = blocks.map((size, at) => {
			const full = (input[at] as number) + (base[2 * at] as number) + (base[2 * at + 1] as number);
			return (size - (full % size)) % size;
		});
		const pairs = (make: (at: number) => readonly [number, number]): Value =>
			list(blocks.map((_, at) => list(make(at).map(int))));
		const shape = ranked([blocks.length, 2]);
		const paddings = pairs((at) => [base[2 * at] as number, (base[2 * at + 1] as number) + (ends[at] as number)]);
		const crops = pairs((at) => [0, ends[at] as number]);
		return {
			kind: "tuple",
			items: [
				{ shape, dtype: "int32", content: paddings },
				{ shape, dtype: "int32", content: crops },
			],
		};
	},
);

export const BLOCKS: readonly FunctionModel[] = [REQUIRED];
