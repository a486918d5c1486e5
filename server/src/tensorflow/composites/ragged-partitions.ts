import { type Dim, noneDim, ranked, type TensorValue, unknownDim, type Value } from "../../domain";
import { type ClassModel, type LibraryCall, type MethodModel, raise, vague } from "../../interpreter/api";
import { bindCall } from "../bind-call";
import { convert } from "../convert";
import { isTracing } from "../op";
import {
	innerDims,
	makeRagged,
	type Partition,
	readPartition,
	readValues,
	splitsDType,
	type Values,
	valueCount,
} from "./ragged-tensor";
import { withoutSymbols } from "./without-symbols";

/** `tf.RaggedTensor.from_…`. Mirrors tensorflow/python/ops/ragged/ragged_tensor.py. */

const fail = (message: string, exception = "ValueError"): never =>
	raise({ code: "invalid-layer-argument", exception, message });

const openRow = noneDim({ text: "the rows of a RaggedTensor differ in length" });
const hiddenRows = unknownDim({ text: "how many rows a RaggedTensor has" });

/** One partition more around the values. */
function partitioned(values: Values, rows: Dim, { dtype }: Partition, call: LibraryCall): TensorValue {
	if (values.rowSplits !== undefined && dtype !== undefined && values.rowSplits !== dtype)
		fail("row partitions of one RaggedTensor have one dtype");
	const shape = ranked([rows, openRow, ...innerDims(values)]);
	return makeRagged(shape, values.dtype, values.raggedRank + 1, dtype, call);
}

/** Partitions that do not cover the values fail when the values exist. */
function checkCovered(values: Values, end: number | undefined, { machine }: LibraryCall): void {
	const count = valueCount(values);
	if (end === undefined || count === undefined || end === count) return;
	if (isTracing(machine)) vague("row partitions that do not cover the values");
	fail(`row partitions cover ${end} values of ${count}`, "InvalidArgumentError");
}

type Partitioning = (
	partition: Partition,
	values: Values,
	call: LibraryCall,
	bound: ReturnType<typeof bindCall>,
) => Dim;

const from =
	(name: string, parameter: string, rowsOf: Partitioning, rest = ""): MethodModel =>
	(self, call) => {
		if (self.kind === "class") return vague("a class that derives from RaggedTensor");
		const bound = bindCall(name, `values, ${parameter}${rest}, name=None, validate=True`, call.args);
		const values = readValues(bound.get("values"));
		if (values.shape.kind === "ranked" && values.shape.dims.length === 0)
			return fail("the values of a RaggedTensor are no scalar", "InvalidArgumentError");
		const partition = readPartition(bound.get(parameter));
		return partitioned(values, rowsOf(partition, values, call, bound), partition, call);
	};

const splits: Partitioning = ({ count, numbers }, values, call) => {
	if (count === 0) return fail("row_splits holds at least one number");
	if (numbers?.[0] !== undefined && numbers[0] !== 0) return fail("row_splits begins with 0", "InvalidArgumentError");
	checkCovered(values, numbers?.at(-1), call);
	return count === undefined ? hiddenRows : count - 1;
};

const lengths: Partitioning = ({ count, numbers }, values, call) => {
	checkCovered(
		values,
		numbers?.reduce((sum, each) => sum + each, 0),
		call,
	);
	return count ?? hiddenRows;
};

const limits: Partitioning = ({ count, numbers }, values, call) => {
	checkCovered(values, numbers?.at(-1), call);
	return count ?? hiddenRows;
};

const rowids: Partitioning = ({ count, numbers }, values, call, bound) => {
	checkCovered(values, count, call);
	const rows = bound.get("nrows");
	if (rows.kind === "int" && rows.value !== undefined) return rows.value;
	if (rows.kind !== "none") return hiddenRows;
	const last = numbers?.at(-1);
	if (count === 0) return 0;
	return last === undefined ? hiddenRows : last + 1;
};

/** `from_uniform_row_length(values, uniform_row_length, nrows=None)`: all rows are alike, which the shape tells. */
const uniform: MethodModel = (_self, call) => {
	const signature = "values, uniform_row_length, nrows=None, validate=True, name=None";
	const bound = bindCall("from_uniform_row_length", signature, call.args);
	const values = readValues(bound.get("values"));
	const [length, rows] = ["uniform_row_length", "nrows"].map((name) => numberOf(bound.get(name)));
	const count = valueCount(values);
	if (length === undefined || count === undefined) return vague("how many values a row has");
	const given = rows ?? (length === 0 ? undefined : Math.floor(count / length));
	if (given === undefined) return fail("rows without values need nrows");
	if (given * length !== count) fail(`${given} rows of ${length} values are not ${count}`);
	return makeRagged(ranked([given, length, ...innerDims(values)]), values.dtype, values.raggedRank + 1, "int64", call);
};

const numberOf = (value: Value): number | undefined => (value.kind === "int" ? value.value : undefined);

/** `from_tensor(tensor, …)`: a dense tensor whose rows are all kept, or cut off. */
const fromTensor: MethodModel = (_self, call) => {
	const signature = "tensor, lengths=None, padding=None, ragged_rank=1, name=None, row_splits_dtype=None";
	const bound = bindCall("from_tensor", signature, call.args);
	const { shape, dtype } = convert(bound.get("tensor"));
	const rank = numberOf(bound.get("ragged_rank")) ?? vague("the ragged rank");
	if (shape.kind !== "ranked") return vague("why" in shape ? shape.why : "the rank is not known");
	if (rank <= 0) fail("ragged_rank must be greater than 0");
	if (shape.dims.length <= 1) fail("a RaggedTensor has two axes or more");
	if (shape.dims.length <= rank) fail(`a tensor of rank ${shape.dims.length} has no ragged rank ${rank}`);
	const given = bound.given("row_splits_dtype");
	const rowSplits = given ? splitsDType(given.value) : "int64";
	const isCut = ["lengths", "padding"].some((name) => bound.get(name).kind !== "none");
	const dims = shape.dims.map((dim, axis) => (isCut && axis > 0 && axis <= rank ? openRow : dim));
	return makeRagged(ranked(dims), dtype, rank, rowSplits, call);
};

/** Several partitions at once, the outermost first. */
const nested =
	(name: string, parameter: string, extra: number): MethodModel =>
	(_self, call) => {
		const bound = bindCall(name, `flat_values, ${parameter}, name=None, validate=True`, call.args);
		const values = readValues(bound.get("flat_values"));
		const list = bound.get(parameter);
		const items = list.kind === "list" || list.kind === "tuple" ? list.items : undefined;
		if (!items) return vague("row partitions that are not known");
		const partitions = items.map(readPartition);
		const [first] = partitions;
		if (!first) return vague("no row partitions at all");
		const rows = first.count === undefined ? hiddenRows : first.count - extra;
		const open = partitions.map(() => openRow);
		const dtypes = new Set(partitions.map(({ dtype }) => dtype));
		const dtype = dtypes.size === 1 ? first.dtype : undefined;
		return makeRagged(ranked([rows, ...open, ...innerDims(values)]), values.dtype, partitions.length, dtype, call);
	};

/** `tf.RaggedTensor`, which is made by its class methods only. */
export const RAGGED_TENSOR: ClassModel = {
	kind: "class",
	name: "tensorflow.RaggedTensor",
	construct: () => vague("a RaggedTensor that is made from its parts"),
	init: () => undefined,
	classMethods: Object.fromEntries(
		Object.entries({
			from_row_splits: from("from_row_splits", "row_splits", splits),
			from_row_lengths: from("from_row_lengths", "row_lengths", lengths),
			from_row_starts: from("from_row_starts", "row_starts", ({ count }) => count ?? hiddenRows),
			from_row_limits: from("from_row_limits", "row_limits", limits),
			from_value_rowids: from("from_value_rowids", "value_rowids", rowids, ", nrows=None"),
			from_uniform_row_length: uniform,
			from_tensor: fromTensor,
			from_nested_row_splits: nested("from_nested_row_splits", "nested_row_splits", 1),
			from_nested_row_lengths: nested("from_nested_row_lengths", "nested_row_lengths", 0),
		}).map(([name, method]) => [name, withoutSymbols(`tensorflow.RaggedTensor.${name}`, method)]),
	),
};
