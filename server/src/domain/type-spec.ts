import {
	type LibraryValue,
	library,
	NONE,
	str,
	type TypeSpecClass,
	type TypeSpecValue,
	unknownBecause,
	type Value,
	type World,
} from "./value";

/**
 * What TypeSpecs hold, in the order of TensorFlow's `_serialize` (tensorflow/python/framework/type_spec.py), on which
 * equality, compatibility, subtypes and `repr` rest.
 */
const STATE: Readonly<Record<TypeSpecClass, readonly string[]>> = {
	TensorSpec: ["shape", "dtype", "name"],
	BoundedTensorSpec: ["shape", "dtype", "minimum", "maximum", "name"],
	VariableSpec: ["shape", "dtype", "trainable", "alias_id"],
	RaggedTensorSpec: ["shape", "dtype", "ragged_rank", "row_splits_dtype", "flat_values_spec"],
	SparseTensorSpec: ["shape", "dtype"],
	IndexedSlicesSpec: ["shape", "dtype", "indices_dtype", "dense_shape_dtype", "indices_shape"],
	TensorArraySpec: ["shape", "dtype", "dynamic_size", "infer_shape"],
	RowPartitionSpec: ["nrows", "nvals", "uniform_row_length", "dtype"],
	NoneTensorSpec: [],
	OptionalSpec: ["element_spec"],
	DatasetSpec: ["element_spec", "dataset_shape"],
	IteratorSpec: ["element_spec"],
};

/** Where the classes are found. */
const PATHS: Readonly<Record<TypeSpecClass, string>> = {
	TensorSpec: "TensorSpec",
	BoundedTensorSpec: "python.framework.tensor.BoundedTensorSpec",
	VariableSpec: "python.ops.resource_variable_ops.VariableSpec",
	RaggedTensorSpec: "RaggedTensorSpec",
	SparseTensorSpec: "SparseTensorSpec",
	IndexedSlicesSpec: "IndexedSlicesSpec",
	TensorArraySpec: "TensorArraySpec",
	RowPartitionSpec: "python.ops.ragged.row_partition.RowPartitionSpec",
	NoneTensorSpec: "NoneTensorSpec",
	OptionalSpec: "OptionalSpec",
	DatasetSpec: "data.DatasetSpec",
	IteratorSpec: "data.IteratorSpec",
};

export const specClass = ({ type }: TypeSpecValue): TypeSpecClass => type ?? "TensorSpec";

/** The class as a value: `tf.data.DatasetSpec`. */
export const specClassValue = (type: TypeSpecClass, world: World): LibraryValue =>
	library(`tensorflow.${PATHS[type]}`, world);

/** One thing that a spec holds, by its name in the constructor. */
export function specPart(spec: TypeSpecValue, part: string): Value {
	const own = spec.parts?.[part];
	if (own) return own;
	switch (part) {
		case "shape":
			return { kind: "tensorshape", shape: spec.spec.shape, symbolic: spec.derived };
		case "dtype":
			return { kind: "dtype", dtype: spec.spec.dtype };
		case "name":
			return spec.name === undefined ? NONE : str(spec.name);
		case "ragged_rank": {
			const rank = spec.spec.layout?.raggedRank;
			if (rank !== undefined) return { kind: "int", value: rank };
			break;
		}
		case "row_splits_dtype": {
			const dtype = spec.spec.layout?.rowSplits;
			if (dtype !== undefined) return { kind: "dtype", dtype };
			break;
		}
		case "flat_values_spec":
		case "alias_id":
			return NONE;
	}
	return unknownBecause(`the ${part} of a ${specClass(spec)}`);
}

/** Everything that a spec holds, in TensorFlow's order; the spec of flat values only where there is one. */
export const specState = (spec: TypeSpecValue): readonly Value[] =>
	STATE[specClass(spec)]
		.map((part) => [part, specPart(spec, part)] as const)
		.filter(([part, value]) => part !== "flat_values_spec" || value.kind !== "none")
		.map(([, value]) => value);

/** Whether a spec of a class holds something of this name. */
export const specHas = (type: TypeSpecClass, part: string): boolean => STATE[type].includes(part);

/** The spec of the same class that holds other things, given in TensorFlow's order. */
export function withSpecState(spec: TypeSpecValue, state: readonly Value[]): TypeSpecValue {
	const names = STATE[specClass(spec)];
	const parts: Record<string, Value> = {};
	let { shape, dtype } = spec.spec;
	let name: string | undefined;
	names.forEach((part, index) => {
		const value = state[index];
		if (!value) return;
		if (part === "shape" && value.kind === "tensorshape") shape = value.shape;
		else if (part === "dtype" && value.kind === "dtype") dtype = value.dtype;
		else if (part === "name") name = value.kind === "str" ? value.value : undefined;
		if (part !== "shape" && part !== "dtype" && (part !== "name" || (value.kind !== "str" && value.kind !== "none")))
			parts[part] = value;
	});
	return { ...spec, spec: { ...spec.spec, shape, dtype }, name, parts };
}
