import { int, ranked, type Value } from "../../domain";
import { type Bound, type LibraryCall, type MethodModel, raise, vague } from "../../interpreter/api";
import { isScalarOf, method } from "./arguments";
import { BATCHING } from "./batching";
import { callOn, elementOfResult, traced } from "./call-function";
import { type DatasetState, datasetState, derive, makeDataset } from "./dataset";
import { elementOf, typeSpec, valueOfElement } from "./element";
import { uncountedOf } from "./order";
import { PADDED } from "./padded-batch";

/** Elements that are grouped by a key. Mirrors group_by_window_op.py of data/ops, and `bucket_by_sequence_length`. */

const GROUP = "key_func, reduce_func, window_size=None, window_size_func=None, name=None";
const BUCKET =
	"element_length_func, bucket_boundaries, bucket_batch_sizes, padded_shapes=None, padding_values=None, pad_to_bucket_boundary=False, no_padding=False, drop_remainder=False, name=None";

const reject = (exception: string, message: string, argument?: string): never =>
	raise({ code: "invalid-layer-argument", exception, message, argument });

function group(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const size = args.get("window_size");
	const sizeFunc = args.get("window_size_func");
	if ((size.kind === "none") === (sizeFunc.kind === "none"))
		reject("ValueError", "group_by_window() takes a window_size or a window_size_func, and not both");
	checkKey(callOn(args.get("key_func"), state.element, call), call);
	const windows = makeDataset({ element: state.element, cardinality: "unknown" }, call.world);
	const result = traced(
		args.get("reduce_func"),
		[valueOfElement(typeSpec(ranked([]), "int64"), (dim) => dim, call.world, false), windows],
		call,
	);
	const inner = datasetState(result);
	if (!inner) {
		if (result.kind === "unknown" || result.kind === "instance") return vague("a dataset that is not followed");
		return reject("TypeError", "the reduce_func of group_by_window() returns a dataset", "reduce_func");
	}
	return derive(inner, { cardinality: uncountedOf(state), sizes: new Map() }, call);
}

/** A key becomes a scalar of int64. */
function checkKey(key: Value, call: LibraryCall): void {
	if (key.kind === "unknown") return;
	if (key.kind === "int") return;
	if (key.kind === "str") reject("TypeError", "a key is an int64, found text", "key_func");
	const spec = elementOf(key, call);
	if (
		spec.kind === "typespec" &&
		typeof spec.spec.dtype === "string" &&
		spec.spec.dtype !== "int64" &&
		key.kind === "tensor"
	)
		reject("ValueError", `a key is an int64, found a tensor of ${spec.spec.dtype}`, "key_func");
	if (isScalarOf(spec, "int64") === false && spec.kind === "typespec" && spec.spec.dtype === "int64")
		reject("ValueError", "a key is a scalar of int64", "key_func");
}

/** Buckets are batches of each length, padded unless told otherwise. */
function bucket(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const [boundaries, sizes] = [args.get("bucket_boundaries"), args.get("bucket_batch_sizes")].map((value) =>
		value.kind === "list" || value.kind === "tuple" ? value.items : undefined,
	);
	if (boundaries && sizes && sizes.length !== boundaries.length + 1)
		reject(
			"ValueError",
			`${boundaries.length} boundaries need ${boundaries.length + 1} batch sizes, found ${sizes.length}`,
		);
	elementOfResult(callOn(args.get("element_length_func"), state.element, call), call);
	const noPadding = args.get("no_padding");
	if (noPadding.kind !== "bool" || noPadding.value === undefined)
		return vague("whether batches are padded is not known");
	const windows = makeDataset({ element: state.element, cardinality: "unknown" }, call.world);
	const inner = noPadding.value
		? batches(windows, "batch", [], args, call)
		: batches(windows, "padded_batch", ["padded_shapes", "padding_values"], args, call);
	return derive(inner, { cardinality: uncountedOf(state), sizes: new Map() }, call);
}

/** The size of a batch is looked up in the graph, by the length of its elements: its axis stays open. */
function batches(
	windows: Value,
	name: "batch" | "padded_batch",
	passed: readonly string[],
	args: Bound,
	call: LibraryCall,
): DatasetState {
	const { origin } = call.args;
	const batch = name === "batch" ? BATCHING.batch : PADDED.padded_batch;
	const keywords = passed.flatMap((each) => {
		const given = args.given(each);
		return given ? [{ ...given, name: each }] : [];
	});
	const made = batch?.(windows, { ...call, args: { positional: [{ value: int(1), origin }], keywords, origin } });
	return (made && datasetState(made)) ?? vague("batches that are not followed");
}

export const GROUPING: Readonly<Record<string, MethodModel>> = {
	group_by_window: method("group_by_window", GROUP, group),
	bucket_by_sequence_length: method("bucket_by_sequence_length", BUCKET, bucket),
};
