import {
	type Layout,
	noneDim,
	type Origin,
	type Reason,
	ranked,
	SPARSE,
	type TensorValue,
	unknown,
	type Value,
	withLayout,
} from "../domain";
import { type BinaryOperator, type CompareOperator, raise, type TypeModel, vague } from "../interpreter/api";
import { denseShape, RAGGED_METHODS, raggedAttribute } from "./ragged-parts";
import { toTensorShape } from "./tensor-shape";

/**
 * A `tf.SparseTensor` or `tf.RaggedTensor` in a traced graph. Mirrors the operators of framework/sparse_tensor.py and
 * ops/ragged/ragged_operators.py.
 */

type Composite = TensorValue & { readonly spec: { readonly layout: Layout } };

export const isComposite = (value: Value): value is Composite =>
	value.kind === "tensor" && value.flavor !== "KerasTensor" && value.spec.layout !== undefined;

const asComposite = (value: Value): Composite => (isComposite(value) ? value : vague("not a composite tensor"));

export const CompositeTensorType: TypeModel = {
	handles: isComposite,
	attribute: (self, name, _machine, origin) => attribute(asComposite(self), name, origin),
	methods: {
		get_shape: (self) => toTensorShape(asComposite(self).spec.shape),
		to_tensor: (self) => toTensor(asComposite(self)),
		...RAGGED_METHODS,
		__abs__: (self) => keepsRows(asComposite(self)),
	},
	getItem: (self, index) => {
		const { layout } = asComposite(self).spec;
		return layout.kind === "sparse" ? rejectSparse("indexed") : raggedItem(layout, index);
	},
	binary,
	compare,
	unary: (op, operand) => {
		const tensor = asComposite(operand);
		if (tensor.spec.layout.kind === "sparse") rejectSparse(`the operand of ${op}`);
		return keepsRows(tensor);
	},
	typeName: (self) => (asComposite(self).spec.layout.kind === "sparse" ? "SparseTensor" : "RaggedTensor"),
};

const rejectSparse = (what: string): never =>
	raise({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: `a SparseTensor cannot be ${what}: TensorFlow's functions take dense tensors (tf.sparse.to_dense)`,
	});

function attribute(self: Composite, name: string, origin: Origin): Value | undefined {
	const { shape, dtype, layout } = self.spec;
	if (name === "shape") return toTensorShape(shape);
	if (name === "dtype") return { kind: "dtype", dtype };
	const part = layout.kind === "ragged" ? raggedAttribute(self, name) : undefined;
	if (part) return part;
	const names = layout.kind === "ragged" ? OF_RAGGED : FOLLOWED;
	if (layout.kind === "unknown" || names.has(name) || name.startsWith("_"))
		return unknown({ text: `the attribute ${name} of a ${layout.kind} tensor is not followed`, origin });
	return undefined;
}

/** Other attributes of a SparseTensor. */
const FOLLOWED: ReadonlySet<string> = new Set(
	"indices values dense_shape op graph consumers eval from_value with_values name set_shape".split(" "),
);

/** Those of a RaggedTensor. */
const OF_RAGGED: ReadonlySet<string> = new Set(
	"bounding_shape consumers flat_values from_nested_row_lengths from_nested_row_splits from_nested_value_rowids from_row_lengths from_row_limits from_row_splits from_row_starts from_sparse from_tensor from_uniform_row_length from_value_rowids merge_dims nested_row_lengths nested_row_splits nested_value_rowids nrows numpy ragged_rank row_lengths row_limits row_splits row_starts to_list to_sparse uniform_row_length value_rowids values with_flat_values with_row_splits_dtype with_values".split(
		" ",
	),
);

function toTensor(self: Composite): Value {
	if (self.spec.layout.kind !== "ragged")
		raise({
			code: "invalid-layer-input",
			exception: "AttributeError",
			message: "a SparseTensor has no attribute to_tensor: use tf.sparse.to_dense",
		});
	return { ...self, spec: withLayout({ ...self.spec, shape: denseShape(self) }, undefined) };
}

/** Value by value; a SparseTensor forgets its sizes. */
function keepsRows(self: Composite): Value {
	if (self.spec.layout.kind === "ragged") return self;
	return self.spec.layout.kind === "sparse" ? forgetful(self) : vague("whether a tensor is sparse is not known");
}

function forgetful(self: Composite): Value {
	// Where values exist, so do their sizes.
	if (self.eager !== false) return self;
	const { shape, dtype } = self.spec;
	const why = { text: "what TensorFlow computes of a SparseTensor has no known sizes" };
	const open = shape.kind === "ranked" ? ranked(shape.dims.map(() => noneDim(why))) : shape;
	return { ...self, spec: { shape: open, dtype, layout: SPARSE } };
}

/** An int at a ragged axis has no row to be found in. */
function raggedItem({ raggedRank }: Layout, index: Value): never {
	const items = index.kind === "tuple" ? index.items : [];
	const isPlain = items.every((item) => item.kind === "slice" || item.kind === "int");
	const axis = items.findIndex((item, at) => at > 0 && item.kind === "int");
	const before = items[0]?.kind === "slice";
	if (raggedRank !== undefined && isPlain && before && axis > 0 && axis <= raggedRank)
		raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: `axis ${axis} of a RaggedTensor is ragged: it cannot be indexed with an int`,
		});
	return vague("an item of a RaggedTensor is not followed");
}

const isScalar = (value: Value): boolean => value.kind === "int" || value.kind === "float";
const isNumeric = ({ spec: { dtype } }: TensorValue): boolean =>
	typeof dtype === "string" && dtype !== "string" && dtype !== "bool";

function binary(op: BinaryOperator, left: Value, right: Value): Value | undefined {
	const self = isComposite(left) ? left : asComposite(right);
	const other = self === left ? right : left;
	if (other.kind === "unknown" || other.kind === "instance") return undefined;
	if (self.spec.layout.kind === "sparse") return sparseBinary(op, self, other, self === left);
	const isFloat = typeof self.spec.dtype === "string" && /float/.test(self.spec.dtype);
	if (self.spec.layout.kind !== "ragged" || !isScalar(other) || !isFloat || op === "@" || op === "//" || op === "%")
		return vague("an operator on a RaggedTensor is not followed here");
	return self;
}

/** `sparse * dense` and `sparse / dense` alone: the dense operand may be a number or a tensor. */
function sparseBinary(op: BinaryOperator, self: Composite, other: Value, isLeft: boolean): Value {
	const scales = op === "*" || (op === "/" && isLeft);
	const isDense = isScalar(other) || (other.kind === "tensor" && !isComposite(other));
	if (!scales || (isScalar(other) && !isLeft)) return rejectSparse(`an operand of ${op}`);
	if (isComposite(other)) return rejectSparse(`multiplied with another one`);
	if (!isDense || !isNumeric(self) || (op === "/" && !/float/.test(String(self.spec.dtype))))
		return vague("an operator on a SparseTensor is not followed here");
	return forgetful(self);
}

function compare(op: CompareOperator, left: Value, right: Value): Value | undefined {
	const self = isComposite(left) ? left : asComposite(right);
	if (self.spec.layout.kind === "sparse" && ["<", "<=", ">", ">="].includes(op))
		return rejectSparse(`an operand of ${op}`);
	return vague("a comparison with a sparse or ragged tensor is not followed");
}

/** Functions that take no SparseTensor; others do, or are not known to take none. */
const DENSE_ONLY: ReadonlySet<string> = new Set(
	["reduce_sum", "reduce_mean", "nn.relu", "matmul", "linalg.matmul", "expand_dims", "concat"].map(
		(name) => `tensorflow.${name}`,
	),
);

/** Why the result of a function is not known, for a sparse or a ragged tensor among its arguments. */
export function compositeOutcome(name: string, tensors: readonly TensorValue[]): Reason | undefined {
	const odd = tensors.find(({ spec: { layout } }) => layout && layout.raggedRank !== 0);
	if (!odd) return undefined;
	if (odd.spec.layout?.kind === "sparse" && DENSE_ONLY.has(name))
		rejectSparse(`an argument of ${name.replace("tensorflow", "tf")}`);
	if (name === "tensorflow.shape" && odd.flavor === "KerasTensor" && odd.spec.layout?.kind === "ragged")
		raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: "tf.shape of a RaggedTensor is no tensor: a KerasTensor cannot be made of it",
		});
	return { text: `${name.replace("tensorflow", "tf")} on sparse and ragged tensors is not followed` };
}
