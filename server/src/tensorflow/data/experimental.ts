import { library, type TypeSpecValue, type Value } from "../../domain";
import {
	defineFunction,
	type FunctionModel,
	type LibraryCall,
	type LibraryModel,
	type MethodModel,
	raise,
	vague,
} from "../../interpreter/api";
import { toTensorShape } from "../tensor-shape";
import { method } from "./arguments";
import { lengthValue } from "./cardinality";
import { DATASET, datasetState, derive } from "./dataset";
import { mapElement } from "./element";
import { assertCardinality } from "./order";

/** What `tf.data.experimental` has of its own. Mirrors tensorflow/python/data/experimental/ops. */

/** Functions that give a function for `apply`, which calls a method of the dataset with the same arguments. */
const APPLIED: Readonly<Record<string, string>> = {
	assert_cardinality: "assert_cardinality",
	bucket_by_sequence_length: "bucket_by_sequence_length",
	dense_to_ragged_batch: "ragged_batch",
	dense_to_sparse_batch: "sparse_batch",
	enumerate_dataset: "enumerate",
	group_by_window: "group_by_window",
	ignore_errors: "ignore_errors",
	parallel_interleave: "interleave",
	scan: "scan",
	shuffle_and_repeat: "shuffle_and_repeat",
	snapshot: "snapshot",
	take_while: "take_while",
	unbatch: "unbatch",
	unique: "unique",
	copy_to_device: "copy_to_device",
	prefetch_to_device: "copy_to_device",
	map_and_batch: "map_and_batch",
	rejection_resample: "rejection_resample",
};

const HELPER = "tensorflow.data.<apply>";

/** What `apply` is given: called with a dataset, it calls the method. */
function applied(name: string, methods: Readonly<Record<string, MethodModel>>): readonly FunctionModel[] {
	const inner = `${HELPER}.${name}`;
	const run: FunctionModel = {
		kind: "function",
		name: inner,
		call(call) {
			const { positional } = call.args;
			const self = positional.at(-1)?.value ?? vague("a dataset that is not given");
			if (!datasetState(self)) return vague("a dataset that is not followed");
			const method = methods[APPLIED[name] as string] ?? vague(`tf.data.experimental.${name} is not modelled`);
			return method(self, { ...call, args: { ...call.args, positional: positional.slice(0, -1) } });
		},
	};
	const outer: FunctionModel = {
		kind: "function",
		name: `tensorflow.data.experimental.${name}`,
		call: ({ args, world }) => ({
			kind: "partial",
			func: library(inner, world),
			args: args.positional.map(({ value }) => value),
			keywords: args.keywords.map(({ name: key, value }) => [key, value] as const),
		}),
	};
	return [run, outer];
}

const define = (
	name: string,
	parameters: string,
	run: (get: (key: string) => Value, call: LibraryCall) => Value,
): FunctionModel =>
	defineFunction(`tensorflow.data.experimental.${name}`, parameters, (bound, call) =>
		run((key) => bound.get(key), call),
	);

const stateOf = (value: Value) =>
	datasetState(value) ??
	(value.kind === "unknown" || value.kind === "instance"
		? vague("a dataset that is not followed")
		: raise({
				code: "python-error",
				exception: "AttributeError",
				message: `a value of type ${value.kind} is no dataset`,
			}));

/** Class methods of `Dataset` that stand here, too. */
const SAME_AS_DATASETS: Readonly<Record<string, string>> = {
	choose_from_datasets: "choose_from_datasets",
	sample_from_datasets: "sample_from_datasets",
	Counter: "counter",
	RandomDataset: "random",
};

export function experimental(
	methods: Readonly<Record<string, MethodModel>>,
	sources: Readonly<Record<string, MethodModel>>,
): readonly LibraryModel[] {
	const all = { ...methods, ...OWN };
	return [
		...Object.keys(APPLIED).flatMap((name) => applied(name, all)),
		...Object.entries(SAME_AS_DATASETS).map(
			([name, target]): FunctionModel => ({
				kind: "function",
				name: `tensorflow.data.experimental.${name}`,
				call: (call) => sources[target]?.(library(DATASET, call.world), call) ?? vague(`${name} is not modelled`),
			}),
		),
		define("cardinality", "dataset", (get, call) => lengthValue(stateOf(get("dataset")), call)),
		define("get_structure", "dataset_or_iterator", (get) => stateOf(get("dataset_or_iterator")).element),
		...LEGACY,
		define("get_single_element", "dataset, name=None", (get, call) => {
			const self = get("dataset");
			stateOf(self);
			const method = methods.get_single_element ?? vague("not modelled");
			return method(self, { ...call, args: { ...call.args, positional: [], keywords: [] } });
		}),
	];
}

/** What TensorFlow 1 asked instead of `element_spec`. */
const legacy = (name: string, part: (spec: TypeSpecValue) => Value): FunctionModel =>
	defineFunction(`tensorflow.compat.v1.data.${name}`, "dataset_or_iterator", (bound) =>
		mapElement(stateOf(bound.get("dataset_or_iterator")).element, (leaf) =>
			leaf.kind === "typespec" ? part(leaf) : leaf,
		),
	);

const LEGACY: readonly FunctionModel[] = [
	legacy("get_output_shapes", ({ spec }) => toTensorShape(spec.shape)),
	legacy("get_output_types", ({ spec }) => ({ kind: "dtype", dtype: spec.dtype })),
];

/** Transformations that are no methods of a dataset. */
const OWN: Readonly<Record<string, MethodModel>> = {
	assert_cardinality: method("assert_cardinality", "expected_cardinality", assertCardinality),
	copy_to_device: (self, call) => {
		const state = stateOf(self);
		return derive(state, { cardinality: state.cardinality === undefined ? undefined : "unknown" }, call);
	},
	shuffle_and_repeat: (self, call) => {
		const { machine, args } = call;
		const [size, count] = args.positional;
		const repeats = count ?? args.keywords.find(({ name }) => name === "count");
		const keywords = args.keywords.filter(({ name }) => name === "buffer_size");
		const shuffle = machine.getAttribute(self, "shuffle", args.origin);
		const shuffled = machine.call(shuffle, { ...args, positional: size ? [size] : [], keywords });
		const repeat = machine.getAttribute(shuffled, "repeat", args.origin);
		return machine.call(repeat, { ...args, positional: repeats ? [repeats] : [], keywords: [] });
	},
	map_and_batch: (self, call) => {
		const { machine, args } = call;
		const [func, size] = ["map_func", "batch_size"].map(
			(name, index) => args.positional[index] ?? args.keywords.find((each) => each.name === name),
		);
		if (!func || !size) return vague("map_and_batch");
		const drop = args.positional[3] ?? args.keywords.find(({ name }) => name === "drop_remainder");
		const mapped = machine.call(machine.getAttribute(self, "map", args.origin), {
			...args,
			positional: [func],
			keywords: [],
		});
		const batch = machine.getAttribute(mapped, "batch", args.origin);
		return machine.call(batch, { ...args, positional: drop ? [size, drop] : [size], keywords: [] });
	},
};
