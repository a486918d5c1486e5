import { type DType, isStatic, type Layout, type Shape, type TensorValue, type Value } from "../../domain";
import { type LibraryCall, raise, vague } from "../../interpreter/api";
import { convert, makeTensor, type Operand } from "../convert";
import { readDType } from "../dtypes";
import { isTracing } from "../op";

/** The dtypes of row partitions. */
export type SplitsDType = "int32" | "int64";

/** A `tf.RaggedTensor` of a shape in which the ragged axes are open. */
export function makeRagged(
	shape: Shape,
	dtype: DType,
	raggedRank: number,
	rowSplits: SplitsDType | undefined,
	{ world, machine }: LibraryCall,
): TensorValue {
	const layout: Layout = { kind: "ragged", raggedRank, ...(rowSplits ? { rowSplits } : {}) };
	const tensor = makeTensor(shape, dtype, { world, eager: !isTracing(machine) });
	return { ...tensor, spec: { shape, dtype, layout } };
}

const rejectPartition = (message: string, exception = "ValueError"): never =>
	raise({ code: "invalid-layer-argument", exception, message });

/** A dtype argument of row partitions; none when it is not known. */
export function splitsDType(value: Value): SplitsDType | undefined {
	const dtype = readDType(value, "row_splits_dtype");
	if (typeof dtype !== "string") return undefined;
	return dtype === "int32" || dtype === "int64" ? dtype : rejectPartition("row partitions are int32 or int64");
}

/** What a tensor of row partitions tells. */
export interface Partition {
	/** How many numbers it holds; absent when not known. */
	readonly count: number | undefined;
	readonly numbers: readonly number[] | undefined;
	readonly dtype: SplitsDType | undefined;
}

/** `row_splits`, `row_lengths` and their like: a vector of ints, which are int64 when they are Python's. */
export function readPartition(value: Value): Partition {
	const operand = convert(value);
	const { dtype, shape, content } = operand;
	const isEmpty = shape.kind === "ranked" && shape.dims[0] === 0;
	if (typeof dtype === "string" && !/^int(32|64)$/.test(dtype) && !isEmpty)
		rejectPartition(`row partitions are int32 or int64, found ${dtype}`);
	if (shape.kind === "ranked" && shape.dims.length !== 1) rejectPartition("row partitions are a vector");
	const own = operand.adapts === true && operand.isArray !== true ? "int64" : dtype;
	const dim = shape.kind === "ranked" ? shape.dims[0] : undefined;
	const items = content?.kind === "list" ? content.items : undefined;
	const numbers = items?.map((item) => (item.kind === "int" ? item.value : undefined));
	return {
		count: dim !== undefined && isStatic(dim) ? dim : undefined,
		numbers: numbers && !numbers.includes(undefined) ? (numbers as number[]) : undefined,
		dtype: own === "int32" || own === "int64" ? own : undefined,
	};
}

/** The values that a partition divides: a tensor, or a RaggedTensor whose axes come below the new one. */
export interface Values extends Pick<Operand, "shape" | "dtype"> {
	readonly raggedRank: number;
	readonly rowSplits: SplitsDType | undefined;
}

export function readValues(value: Value): Values {
	if (value.kind === "tensor" && value.flavor === "KerasTensor") return vague("row partitions of a KerasTensor");
	const layout = value.kind === "tensor" ? value.spec.layout : undefined;
	if (value.kind === "tensor" && layout?.kind === "ragged") {
		const { shape, dtype } = value.spec;
		return { shape, dtype, raggedRank: layout.raggedRank ?? vague("the ragged rank"), rowSplits: layout.rowSplits };
	}
	if (layout) return vague("values of a tensor that is not dense");
	return { ...convert(value), raggedRank: 0, rowSplits: undefined };
}

/** The sizes of the values below the partitioned axis. */
export function innerDims({ shape }: Values) {
	if (shape.kind !== "ranked") return vague("why" in shape ? shape.why : "the rank of the values is not known");
	return shape.dims.slice(1);
}

/** How many values there are; absent when not known. */
export function valueCount({ shape }: Values): number | undefined {
	const dim = shape.kind === "ranked" ? shape.dims[0] : undefined;
	return dim !== undefined && isStatic(dim) ? dim : undefined;
}
