import {
	int,
	library,
	list,
	NONE,
	type Origin,
	type TensorShapeValue,
	tuple,
	unknown,
	type Value,
	type World,
} from "../domain";
import { type ClassModel, type TypeModel, vague } from "../interpreter/api";
import { bindCall } from "./bind-call";
import { makeDimension } from "./shape/dimension-value";
import { shapeItem } from "./shape/items";
import { SHAPE_METHODS } from "./shape/methods";
import { rejectOperator, shapeBinary, shapeCompare, shapeContains } from "./shape/operators";
import { asShape, sizesOf, toTensorShape } from "./shape/tensor-shape-value";
import { readShape } from "./shapes";

export { toTensorShape } from "./shape/tensor-shape-value";

/** A `tf.TensorShape`. Mirrors tensorflow/python/framework/tensor_shape.py. */
export const TensorShapeType: TypeModel = {
	handles: (value) => value.kind === "tensorshape",
	attribute: (self, name, machine, origin) => attribute(asShape(self), name, origin, machine.world),
	methods: SHAPE_METHODS,
	getItem: (self, index) => shapeItem(asShape(self), index),
	binary: shapeBinary,
	compare: shapeCompare,
	contains: shapeContains,
	unary: (op) => rejectOperator(op),
	iterate: (self) => sizesOf(asShape(self), "a shape of unknown rank cannot be iterated over"),
	truth: (self) => {
		const { kind } = asShape(self).shape;
		return kind === "top" ? undefined : kind === "ranked";
	},
	length: (self) => int(sizesOf(asShape(self), "a shape of unknown rank has no length").length),
	call: () => rejectOperator("call"),
	typeName: () => "TensorShape",
};

function attribute(self: TensorShapeValue, name: string, origin: Origin, world: World): Value | undefined {
	const { shape } = self;
	switch (name) {
		case "rank":
		case "ndims":
			if (shape.kind === "top") return unknown(shape.why);
			return shape.kind === "ranked" ? int(shape.dims.length) : NONE;
		case "dims":
			if (shape.kind === "top") return unknown(shape.why);
			return shape.kind === "ranked" ? list(shape.dims.map((dim) => makeDimension(dim, world))) : NONE;
		case "_dims":
			if (shape.kind === "top") return unknown(shape.why);
			return shape.kind === "ranked" ? tuple(sizesOf(self, "")) : NONE;
		case "__class__":
			return library("tensorflow.TensorShape", world);
		default:
			return name.startsWith("_") || OTHERS.has(name)
				? unknown({ text: `the attribute ${name} of a TensorShape is not modelled`, origin })
				: undefined;
	}
}

const OTHERS = new Set(
	"as_proto cast experimental_as_proto experimental_from_proto experimental_type_proto flatten from_tensors placeholder_value to_tensors".split(
		" ",
	),
);

/** `tf.TensorShape(dims)`. */
export const TensorShape: ClassModel = {
	kind: "class",
	name: "tensorflow.TensorShape",
	aliases: [
		"tensorflow.TensorShapeV1",
		"tensorflow.compat.v1.TensorShape",
		"tensorflow.python.framework.tensor_shape.TensorShape",
	],
	construct: (cls, { args, machine }) => {
		if (cls.kind === "class") return vague("an object of a class that derives from TensorShape");
		const argument = bindCall("TensorShape", "dims", args).given("dims");
		const { shape, derived } = readShape(argument?.value ?? NONE, machine, argument?.origin ?? args.origin);
		return toTensorShape(shape, derived);
	},
	init: () => undefined,
};
