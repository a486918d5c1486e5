import { int, unknown } from "../../domain";
import type { ClassModel, ConstantModel, LibraryModel } from "../../interpreter/api";
import { DATASET } from "./dataset";
import { CLASS_METHODS, DATASET_MODELS, METHODS } from "./dataset-class";
import { DATASET_OF } from "./dataset-of";
import { experimental } from "./experimental";

const constant = (name: string, value: number, aliases: readonly string[] = []): ConstantModel => ({
	kind: "constant",
	name: `tensorflow.data.${name}`,
	aliases: aliases.map((alias) => `tensorflow.data.${alias}`),
	value: () => int(value),
});

/** Objects that hold options: attributes that are set and read, and none that decides a shape. */
const options = (name: string): ClassModel => ({
	kind: "class",
	name: `tensorflow.data.${name}`,
	init: () => undefined,
	attribute: (_self, key, _machine, origin) => unknown({ text: `the option ${key}`, origin }),
});

/** `tf.data`. */
export const DATA_MODELS: readonly LibraryModel[] = [
	...DATASET_MODELS,
	DATASET_OF,
	...experimental(METHODS, CLASS_METHODS),
	constant("AUTOTUNE", -1, ["experimental.AUTOTUNE"]),
	constant("INFINITE_CARDINALITY", -1, ["experimental.INFINITE_CARDINALITY"]),
	constant("UNKNOWN_CARDINALITY", -2, ["experimental.UNKNOWN_CARDINALITY"]),
	...["Options", "ThreadingOptions", "experimental.OptimizationOptions", "experimental.DistributeOptions"].map(options),
];

const NAMES: Readonly<Record<string, string>> = {
	"tensorflow.data":
		"AUTOTUNE Dataset DatasetSpec FixedLengthRecordDataset INFINITE_CARDINALITY Iterator IteratorSpec NumpyIterator Options TFRecordDataset TextLineDataset ThreadingOptions UNKNOWN_CARDINALITY experimental",
	"tensorflow.data.experimental":
		"AUTOTUNE AutoShardPolicy AutotuneAlgorithm AutotuneOptions Counter CsvDataset DatasetInitializer DistributeOptions ExternalStatePolicy INFINITE_CARDINALITY OptimizationOptions Optional OptionalStructure RaggedTensorStructure RandomDataset Reducer SHARD_HINT SparseTensorStructure SqlDataset Structure TFRecordWriter TensorArrayStructure TensorStructure ThreadingOptions UNKNOWN_CARDINALITY at assert_cardinality bucket_by_sequence_length cardinality choose_from_datasets copy_to_device dense_to_ragged_batch dense_to_sparse_batch enable_debug_mode enumerate_dataset from_list from_variant get_next_as_optional get_single_element get_structure group_by_reducer group_by_window ignore_errors index_table_from_dataset load make_batched_features_dataset make_csv_dataset make_saveable_from_iterator map_and_batch map_and_batch_with_legacy_function pad_to_cardinality parallel_interleave parse_example_dataset prefetch_to_device rejection_resample sample_from_datasets save scan service shuffle_and_repeat snapshot table_from_dataset take_while to_variant unbatch unique",
};

const DATASET_NAMES: ReadonlySet<string> = new Set([
	...Object.keys(METHODS),
	...Object.keys(CLASS_METHODS),
	..."element_spec fingerprint options save load mro".split(" "),
]);

/** Whether `tf.data` certainly lacks a name. */
export function isMissingOfData(name: string): boolean {
	const dot = name.lastIndexOf(".");
	const [module, own] = [name.slice(0, dot), name.slice(dot + 1)];
	if (own.startsWith("_")) return false;
	if (module === DATASET) return !DATASET_NAMES.has(own);
	const names = NAMES[module];
	return names !== undefined && !names.split(" ").includes(own);
}
