import { type InstanceValue, type Origin, unknown, type Value } from "../../domain";
import {
	type ClassModel,
	finiteIterator,
	type LibraryModel,
	lazyIterator,
	type MethodModel,
	raise,
	vague,
} from "../../interpreter/api";
import { method } from "./arguments";
import { BATCHING } from "./batching";
import { lengthValue, singleElement } from "./cardinality";
import { COMBINED_SOURCES, COMBINING } from "./combine";
import { DATASET, datasetState, makeDataset } from "./dataset";
import { datasetSpec, elementOf, mapElement } from "./element";
import { FOLDING } from "./folding";
import { fromGenerator } from "./generator";
import { GROUPING } from "./grouping";
import { allElements, elementAt, iteratorOver, lengthOf } from "./iteration";
import { MAPPING } from "./mapping";
import { ORDER } from "./order";
import { PADDED } from "./padded-batch";
import { RESAMPLING } from "./resampling";
import { SOURCES } from "./sources";
import { UNBATCHING } from "./unbatch";
import { WINDOWS } from "./window";

/** `tf.data.Dataset`. Mirrors `DatasetV2` of tensorflow/python/data/ops/dataset_ops.py. */

export const METHODS: Readonly<Record<string, MethodModel>> = {
	...BATCHING,
	...PADDED,
	...UNBATCHING,
	...WINDOWS,
	...GROUPING,
	...MAPPING,
	...FOLDING,
	...ORDER,
	...COMBINING,
	...RESAMPLING,
	cardinality: method("cardinality", "name=None", (state, _args, call) => lengthValue(state, call)),
	get_single_element: method("get_single_element", "name=None", (state, _args, call, self) =>
		singleElement(self, state, call),
	),
	as_numpy_iterator: method("as_numpy_iterator", "", (_state, _args, call, self) =>
		self.kind === "instance" ? numpyIterator(self, call.machine, call.args.origin) : self,
	),
	__iter__: (self, { machine, args }) =>
		self.kind === "instance" ? iteratorOver(self, machine, args.origin) : vague("a dataset that is not followed"),
	__len__: method("__len__", "", (state) => lengthOf(state)),
	__bool__: () => ({ kind: "bool", value: true }),
};

export const CLASS_METHODS: Readonly<Record<string, MethodModel>> = {
	...SOURCES,
	...COMBINED_SOURCES,
	from_generator: fromGenerator,
};

/** Elements as NumPy arrays; what a scalar becomes is a NumPy scalar, whose value is not followed. */
function numpyIterator(self: InstanceValue, machine: Parameters<typeof elementAt>[2], origin: Origin): Value {
	const asArrays = (element: Value): Value =>
		mapElement(element, (leaf) => {
			if (leaf.kind !== "tensor" || leaf.spec.layout)
				return leaf.kind === "tensor" ? unknown({ text: "a composite tensor as NumPy values" }) : leaf;
			return { ...leaf, flavor: "ndarray", eager: undefined };
		});
	const items = allElements(self, machine, origin);
	if (items) return finiteIterator(items.map(asArrays));
	const likely = (): Value => asArrays(elementAt(self, 0, machine));
	return lazyIterator(() => vague("how many elements a dataset has"), undefined, { likely });
}

/** Names that datasets have besides the methods above, in TensorFlow 2.15 and 2.21. */
const OTHERS: ReadonlySet<string> = new Set("fingerprint element_spec options name".split(" "));

function attribute(self: InstanceValue, name: string, _machine: unknown, origin: Origin): Value | undefined {
	const state = datasetState(self);
	// It came with TensorFlow 2.16.
	if (name === "fingerprint" && self.cls.kind === "library" && self.cls.world === "keras2") return undefined;
	if (name === "element_spec")
		return state?.element ?? unknown({ text: "the elements of a dataset of the user's", origin });
	if (name === "_type_spec" && state) return datasetSpec(state.element);
	if (name.startsWith("_") || OTHERS.has(name) || !state)
		return unknown({ text: `${name} of a dataset is not modelled`, origin });
	return undefined;
}

export const Dataset: ClassModel = {
	kind: "class",
	name: DATASET,
	aliases: ["tensorflow.compat.v1.data.Dataset"],
	init: () => undefined,
	attribute,
	methods: METHODS,
	classMethods: CLASS_METHODS,
	iterate: (self, machine, origin) => (datasetState(self) ? allElements(self, machine, origin) : undefined),
	iterator: (self, machine, origin) => (datasetState(self) ? iteratorOver(self, machine, origin) : undefined),
};

/** Datasets of the records of files: text lines, or bytes. Whether the files exist is not known. */
const reader = (name: string): LibraryModel => ({
	kind: "class",
	name: `tensorflow.data.${name}`,
	bases: [DATASET],
	construct: (_cls, call) => {
		const files = call.args.positional[0]?.value ?? call.args.keywords.find((each) => each.name === "filenames")?.value;
		if (files) rejectFiles(files, call);
		return makeDataset({ element: STRINGS, cardinality: "unknown" }, call.world);
	},
	init: () => undefined,
	attribute,
	methods: METHODS,
});

const STRINGS: Value = {
	kind: "typespec",
	spec: { shape: { kind: "ranked", dims: [] }, dtype: "string" },
	derived: false,
};

function rejectFiles(files: Value, call: Parameters<NonNullable<ClassModel["construct"]>>[1]): void {
	if (datasetState(files) || files.kind === "unknown" || files.kind === "instance") return;
	const spec = elementOf(files, call);
	if (spec.kind !== "typespec" || typeof spec.spec.dtype !== "string" || spec.spec.dtype === "string") return;
	if (files.kind === "list" && files.items?.length === 0) return;
	raise({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `the files of a dataset are named by text, found ${spec.spec.dtype}`,
		argument: "filenames",
	});
}

export const DATASET_MODELS: readonly LibraryModel[] = [
	Dataset,
	reader("TextLineDataset"),
	reader("TFRecordDataset"),
	reader("FixedLengthRecordDataset"),
];
