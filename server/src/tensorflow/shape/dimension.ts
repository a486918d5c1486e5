import { type Dim, dimToValue, NONE, noneDim, type Origin, type Shape, type Value } from "../../domain";
import { type ClassModel, defineFunction, type LibraryModel, type Machine, raise, vague } from "../../interpreter/api";
import { bindCall } from "../bind-call";
import { readShape } from "../shapes";
import { BROADCAST_DYNAMIC_SHAPE, broadcastShapes } from "./broadcast";
import { DIMENSION_CLASS, dimensionOf, makeDimension } from "./dimension-value";
import { toTensorShape } from "./tensor-shape-value";

/** `tf.compat.v1.Dimension`: a size of TensorFlow 1. Mirrors tensorflow/python/framework/tensor_shape.py. */

const readDimension = (value: Value, machine: Machine, origin: Origin): Dim => {
	const { shape } = readShape({ kind: "tuple", items: [value] }, machine, origin);
	return (shape.kind === "ranked" ? shape.dims[0] : undefined) ?? vague("a size that is not known");
};

const DIMENSION: ClassModel = {
	kind: "class",
	name: DIMENSION_CLASS,
	aliases: ["tensorflow.python.framework.tensor_shape.Dimension"],
	construct: (cls, { args, machine, world }) => {
		if (cls.kind === "class") return vague("an object of a class that derives from Dimension");
		const bound = bindCall("Dimension", "value", args);
		return makeDimension(readDimension(bound.get("value"), machine, args.origin), world);
	},
	init: () => undefined,
	attribute: (self, name, _machine, origin) => {
		const dim = dimensionOf(self) ?? noneDim({ text: "a size that is not known" });
		if (name === "value") return dimToValue(dim, 0, false);
		return { kind: "unknown", why: { text: `${name} of a Dimension is not followed`, origin } };
	},
	methods: {
		__int__: (self) => valueOf(self),
		__index__: (self) => valueOf(self),
	},
};

const valueOf = (value: Value): Value => dimToValue(dimensionOf(value) ?? vague("not a Dimension"), 0, false);

/** `tf.compat.dimension_value`: the size of a Dimension; anything else is given back. */
const DIMENSION_VALUE = defineFunction(
	"tensorflow.compat.dimension_value",
	"dimension",
	(bound) => {
		const value = bound.get("dimension");
		return dimensionOf(value) === undefined ? value : valueOf(value);
	},
	{ aliases: ["tensorflow.compat.v1.dimension_value"] },
);

/** `tf.compat.dimension_at_index(shape, index)`: a Dimension, of a TensorShape only. */
const DIMENSION_AT_INDEX = defineFunction(
	"tensorflow.compat.dimension_at_index",
	"shape, index",
	(bound, { world }) => {
		const [shape, index] = [bound.get("shape"), bound.get("index")];
		if (shape.kind === "unknown") return vague(shape.why);
		if (shape.kind !== "tensorshape")
			return raise({ code: "python-error", exception: "AssertionError", message: "a TensorShape is asked for" });
		return makeDimension(dimAt(shape.shape, index), world);
	},
	{ aliases: ["tensorflow.compat.v1.dimension_at_index"] },
);

function dimAt(shape: Shape, index: Value): Dim {
	if (shape.kind === "top") return vague(shape.why);
	if (shape.kind === "unknown-rank") return noneDim(shape.why);
	if (index.kind !== "int" || index.value === undefined) return vague("an axis that is not known");
	const dim = shape.dims.at(index.value);
	return dim ?? raise({ code: "input-rank", exception: "IndexError", message: `the shape has no axis ${index.value}` });
}

/** `tf.broadcast_static_shape(a, b)`: of TensorShapes, which have `ndims`. */
const BROADCAST = defineFunction("tensorflow.broadcast_static_shape", "shape_x, shape_y", (bound) => {
	const [a, b] = ["shape_x", "shape_y"].map((name) => {
		const value = bound.get(name);
		if (value.kind === "unknown" || value.kind === "instance") return vague("a shape that is not known");
		if (value.kind === "tensorshape") return value;
		return raise({
			code: "shape-is-a-tuple",
			exception: "AttributeError",
			message: "tf.broadcast_static_shape takes two TensorShapes: tf.TensorShape(shape)",
			argument: name,
		});
	});
	if (!a || !b) return NONE;
	return toTensorShape(broadcastShapes(a.shape, b.shape), a.symbolic || b.symbolic);
});

export const DIMENSIONS: readonly LibraryModel[] = [
	DIMENSION,
	DIMENSION_VALUE,
	DIMENSION_AT_INDEX,
	BROADCAST,
	BROADCAST_DYNAMIC_SHAPE,
];
