import { type Dim, int, isStatic, list, mapDims, printShape, ranked, type Value } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { convert, type Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments, type OpResult } from "../op";
import { numbers, withRankAtLeast } from "./inference";

/** Blocks of the inner axes in the batch, and back. Mirrors the shape functions of core/ops/array_ops.cc. */

interface Blocks {
	readonly sizes: readonly number[];
	/** What is added or cut before and after each axis. */
	readonly margins: readonly (readonly [number, number])[];
}

function blocksOf(args: OpArguments, shape: Operand, margin: string): Blocks {
	const rank = dimsOf(shape).length;
	const sizes = numbers(shape) ?? vague("the sizes of the blocks");
	const margins = args.tensor(margin);
	const rows = dimsOf(margins);
	if (rank !== 1 || rows.length !== 2 || rows[0] !== sizes.length || rows[1] !== 2)
		return reject(args, `${sizes.length} blocks need as many pairs of ${margin}`, "block_shape");
	const flat = numbers(margins) ?? vague(`the ${margin}`);
	return { sizes, margins: sizes.map((_, at) => [flat[2 * at] as number, flat[2 * at + 1] as number] as const) };
}

const reject = (args: OpArguments, message: string, argument: string): never =>
	args.fail({ code: "input-axis-size", message, argument });

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

const TO_BATCH = defineOp(
	["space_to_batch", "space_to_batch_nd", "nn.space_to_batch"],
	"input, block_shape, paddings, name=None",
	(args) => {
		const input = args.tensor("input");
		const blocks = blocksOf(args, args.tensor("block_shape"), "paddings");
		const dims = withRankAtLeast(args, input, blocks.sizes.length + 1, "input");
		const inner = blocks.sizes.map((size, at) => {
			const [before, after] = blocks.margins[at] as readonly [number, number];
			const padded = mapDims([dims[at + 1] as Dim], ([each]) => (each as number) + before + after);
			if (isStatic(padded) && padded % size !== 0)
				reject(args, `the axis ${at + 1} of ${printShape(input.shape)} holds no blocks of ${size}`, "block_shape");
			return mapDims([padded], ([each]) => (each as number) / size);
		});
		const batch = mapDims([dims[0] as Dim], ([each]) => (each as number) * product(blocks.sizes));
		return { shape: ranked([batch, ...inner, ...dims.slice(inner.length + 1)]), dtype: input.dtype };
	},
);

/** An int stands for two blocks of its size. */
function blockShape(args: OpArguments): Operand {
	const written = args.get("block_shape");
	return written.kind === "int" ? convert(list([written, written])) : args.tensor("block_shape");
}

const FROM_BATCH = defineOp("batch_to_space", "input, block_shape, crops, name=None", (args) => {
	const input = args.tensor("input");
	const blocks = blocksOf(args, blockShape(args), "crops");
	const dims = withRankAtLeast(args, input, blocks.sizes.length + 1, "input");
	const [first] = dims;
	const count = product(blocks.sizes);
	if (isStatic(first as Dim) && (first as number) % count !== 0)
		reject(args, `a batch of ${first} is not made of ${count} blocks`, "block_shape");
	const inner = blocks.sizes.map((size, at) => {
		const [before, after] = blocks.margins[at] as readonly [number, number];
		const cut = mapDims([dims[at + 1] as Dim], ([each]) => (each as number) * size - before - after);
		return isStatic(cut) && cut < 0 ? reject(args, "the crops are larger than the blocks", "crops") : cut;
	});
	const batch = mapDims([first as Dim], ([each]) => (each as number) / count);
	return { shape: ranked([batch, ...inner, ...dims.slice(inner.length + 1)]), dtype: input.dtype };
});

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

export const BLOCKS: readonly FunctionModel[] = [TO_BATCH, FROM_BATCH, REQUIRED];
