import {
	type Dim,
	int,
	isFullyDefined,
	isNone,
	isStatic,
	isUnknown,
	joinDims,
	list,
	NONE,
	noneDim,
	ranked,
	type Shape,
	type TensorShapeValue,
	topShape,
	unknown,
	unknownRank,
	type Value,
} from "../../domain";
import { type LibraryCall, type MethodModel, raise, vague } from "../../interpreter/api";
import { bindCall } from "../bind-call";
import { commonShape } from "../common-shape";
import { compatibleShapes, whyOf } from "../shapes";
import { isSubshape } from "../specs/shape-order";
import { withRank } from "./ranks";
import { asShape, isDefined, shapeOf, sizesOf, toTensorShape, tupleText } from "./tensor-shape-value";

/** A method without arguments. */
const plain =
	(name: string, run: (self: TensorShapeValue) => Value): MethodModel =>
	(self, { args }) => {
		bindCall(name, "", args);
		return run(asShape(self));
	};

/** A method that takes another shape. */
const paired =
	(name: string, run: (self: TensorShapeValue, other: TensorShapeValue) => Value): MethodModel =>
	(self, { args, machine }) => {
		const argument = bindCall(name, "other", args).given("other");
		const other = shapeOf(argument?.value ?? NONE, machine, argument?.origin ?? args.origin);
		return run(asShape(self), other);
	};

/** The methods of a shape. Mirrors tensorflow/python/framework/tensor_shape.py. */
export const SHAPE_METHODS: Readonly<Record<string, MethodModel>> = {
	as_list: plain("as_list", (self) => list(sizesOf(self, "as_list() is not defined for a shape of unknown rank"))),
	__len__: plain("__len__", (self) => int(sizesOf(self, "a shape of unknown rank has no length").length)),
	is_fully_defined: plain("is_fully_defined", ({ shape }) => ({ kind: "bool", value: isDefined(shape) })),
	num_elements: plain("num_elements", ({ shape }) => elementCount(shape)),
	concatenate: paired("concatenate", joinShapes),
	is_compatible_with: paired("is_compatible_with", (self, other) => ({
		kind: "bool",
		value: compatibleShapes(self.shape, other.shape),
	})),
	merge_with: paired("merge_with", merge),
	most_specific_compatible_shape: paired("most_specific_compatible_shape", generalize),
	assert_is_compatible_with: paired("assert_is_compatible_with", assertCompatible),
	assert_same_rank: paired("assert_same_rank", assertSameRank),
	assert_is_fully_defined: plain("assert_is_fully_defined", ({ shape }) => assertDefined(shape)),
	is_subtype_of: (self, { args }) => {
		const other = bindCall("is_subtype_of", "other", args).get("other");
		if (other.kind === "unknown") return { kind: "bool" };
		return {
			kind: "bool",
			value: other.kind === "tensorshape" && isSubshape(asShape(self).shape, other.shape),
		};
	},
	most_specific_common_supertype: (self, call) => supertype(asShape(self), call),
	with_rank: withRank("with_rank"),
	with_rank_at_least: withRank("with_rank_at_least"),
	with_rank_at_most: withRank("with_rank_at_most"),
	assert_has_rank: withRank("assert_has_rank"),
};

function elementCount(shape: Shape): Value {
	if (shape.kind === "top") return unknown(shape.why);
	if (isFullyDefined(shape) && shape.kind === "ranked")
		return int(shape.dims.filter(isStatic).reduce((product, dim) => product * dim, 1));
	const hidden = shape.kind === "ranked" && !shape.dims.some(isNone) ? shape.dims.find(isUnknown) : undefined;
	return hidden ? unknown(hidden.why) : NONE;
}

/** `a.concatenate(b)`, which `a + b` is as well. */
export function joinShapes(left: TensorShapeValue, right: TensorShapeValue): Value {
	const symbolic = left.symbolic || right.symbolic;
	const [a, b] = [left.shape, right.shape];
	if (a.kind === "ranked" && b.kind === "ranked") return toTensorShape(ranked([...a.dims, ...b.dims]), symbolic);
	if (a.kind === "unknown-rank" || b.kind === "unknown-rank")
		return toTensorShape(unknownRank(whyOf(a.kind === "unknown-rank" ? a : b)), symbolic);
	return toTensorShape(topShape(whyOf(a.kind === "top" ? a : b)), symbolic);
}

function merge(left: TensorShapeValue, right: TensorShapeValue): Value {
	assertCompatible(left, right);
	const [a, b] = [left.shape, right.shape];
	if (a.kind !== "ranked") return a.kind === "top" ? left : right;
	if (b.kind !== "ranked") return b.kind === "top" ? right : left;
	const merged = a.dims.map((dim, axis) => {
		const other = b.dims[axis] as Dim;
		if (isStatic(dim)) return dim;
		return isStatic(other) ? other : joinDims(dim, other);
	});
	return toTensorShape(ranked(merged), left.symbolic || right.symbolic);
}

/** The least shape that both are: `None` where the sizes differ. */
function generalize(left: TensorShapeValue, right: TensorShapeValue): Value {
	const shapes = [left.shape, right.shape];
	const open = shapes.find(({ kind }) => kind === "unknown-rank");
	return toTensorShape(open ?? commonShape(shapes), left.symbolic || right.symbolic);
}

function supertype(self: TensorShapeValue, { args, machine }: LibraryCall): Value {
	const others = bindCall("most_specific_common_supertype", "others", args).get("others");
	if (others.kind === "int" || others.kind === "none" || others.kind === "float")
		raise({ code: "python-error", exception: "TypeError", message: "a sequence of shapes is asked for" });
	const items = machine.iterate(others, args.origin) ?? vague("shapes that are not known");
	if (items.some((each) => each.kind === "unknown")) return vague("shapes that are not known");
	const shapes = items.flatMap((each) => (each.kind === "tensorshape" ? [each.shape] : []));
	return shapes.length < items.length ? NONE : toTensorShape(commonShape([self.shape, ...shapes]), self.symbolic);
}

function assertCompatible(left: TensorShapeValue, right: TensorShapeValue): Value {
	if (compatibleShapes(left.shape, right.shape) === false) {
		raise({
			code: "input-axis-size",
			exception: "ValueError",
			message: `the shapes ${tupleText(left.shape)} and ${tupleText(right.shape)} are not compatible`,
		});
	}
	return NONE;
}

function assertSameRank({ shape: a }: TensorShapeValue, { shape: b }: TensorShapeValue): Value {
	if (a.kind === "top" || b.kind === "top") return vague(whyOf(a.kind === "top" ? a : b));
	if (a.kind === "ranked" && b.kind === "ranked" && a.dims.length !== b.dims.length) {
		raise({
			code: "input-rank",
			exception: "ValueError",
			message: `the shapes ${tupleText(a)} and ${tupleText(b)} differ in rank`,
		});
	}
	return NONE;
}

const printed = (shape: Shape): string => (shape.kind === "unknown-rank" ? "of unknown rank" : "not fully defined");

function assertDefined(shape: Shape): Value {
	if (isDefined(shape) === false) {
		const none = shape.kind === "ranked" ? shape.dims.find(isNone) : undefined;
		raise({
			code: "undefined-dimension",
			exception: "ValueError",
			message: `the shape ${tupleText(shape)} is ${printed(shape)}`,
			because: none ? [none.why] : [],
		});
	}
	return NONE;
}

/** A size that is open because the rank is. */
export const openDimOf = (shape: Shape): Dim => noneDim(whyOf(shape));
