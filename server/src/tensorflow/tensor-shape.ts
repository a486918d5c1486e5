import {
	bool,
	type Dim,
	dimToValue,
	int,
	isFullyDefined,
	isNone,
	isStatic,
	isUnknown,
	joinDims,
	list,
	NONE,
	noneDim,
	type Origin,
	ranked,
	type Shape,
	type TensorShapeValue,
	topShape,
	tuple,
	unknown,
	unknownRank,
	type Value,
} from "../domain";
import {
	defineFunction,
	type LibraryCall,
	type Machine,
	type MethodModel,
	raise,
	sliceBounds,
	sliceItems,
	type TypeModel,
	vague,
} from "../interpreter/api";
import { compatibleShapes, readShape, whyOf } from "./shapes";

export const toTensorShape = (shape: Shape, symbolic = false): TensorShapeValue => ({
	kind: "tensorshape",
	shape,
	symbolic,
});

const asShape = (value: Value): TensorShapeValue => (value.kind === "tensorshape" ? value : vague("not a TensorShape"));

/** What raises on an unknown rank: every use of the shape as a sequence. */
function fail(message: string): never {
	raise({ code: "undefined-dimension", exception: "ValueError", message });
}

function dims(self: TensorShapeValue, failure: string): readonly Dim[] {
	if (self.shape.kind === "ranked") return self.shape.dims;
	return self.shape.kind === "top" ? vague(self.shape.why) : fail(failure);
}

const values = (self: TensorShapeValue, failure: string): readonly Value[] =>
	dims(self, failure).map((dim, axis) => dimToValue(dim, axis, self.symbolic));

const printed = (shape: Shape): string =>
	shape.kind === "unknown-rank" ? "of unknown rank" : "that is not fully defined";

/** A `tf.TensorShape`. Mirrors tensorflow/python/framework/tensor_shape.py. */
export const TensorShapeType: TypeModel = {
	handles: (value) => value.kind === "tensorshape",
	attribute: (self, name, _machine, origin) => attribute(asShape(self), name, origin),
	methods: {
		as_list: (self) => list(values(asShape(self), "as_list() is not defined for a shape of unknown rank")),
		is_fully_defined: (self) => isDefined(asShape(self).shape),
		num_elements: (self) => elementCount(asShape(self).shape),
		concatenate: (self, call) => join(asShape(self), argumentShape(call, call.machine)),
		is_compatible_with: (self, call) => ({
			kind: "bool",
			value: compatibleShapes(asShape(self).shape, argumentShape(call, call.machine).shape),
		}),
		merge_with: (self, call) => merge(asShape(self), argumentShape(call, call.machine)),
		assert_is_compatible_with: (self, call) => assertCompatible(asShape(self), argumentShape(call, call.machine)),
		assert_is_fully_defined: (self) => assertDefined(asShape(self).shape),
		with_rank: withRank((rank, wanted) => rank === wanted, "rank"),
		with_rank_at_least: withRank((rank, wanted) => rank >= wanted, "a rank of at least"),
		with_rank_at_most: withRank((rank, wanted) => rank <= wanted, "a rank of at most"),
		assert_has_rank: (self, call) => {
			withRank((rank, wanted) => rank === wanted, "rank")(self, call);
			return NONE;
		},
	},
	getItem: (self, index, _machine, origin) => item(asShape(self), index, origin),
	binary: (op, left, right, machine, origin) => (op === "+" ? add(left, right, machine, origin) : undefined),
	compare: (op, left, right, machine, origin) =>
		op === "==" || op === "!=" ? compare(op, left, right, machine, origin) : undefined,
	iterate: (self) => values(asShape(self), "a shape of unknown rank cannot be iterated over"),
	truth: (self) => {
		const { kind } = asShape(self).shape;
		return kind === "top" ? undefined : kind === "ranked";
	},
	length: (self) => int(dims(asShape(self), "a shape of unknown rank has no length").length),
	typeName: () => "TensorShape",
};

function attribute(self: TensorShapeValue, name: string, origin: Origin): Value | undefined {
	const { shape } = self;
	switch (name) {
		case "rank":
		case "ndims":
			if (shape.kind === "top") return unknown(shape.why);
			return shape.kind === "ranked" ? int(shape.dims.length) : NONE;
		case "dims":
			if (shape.kind === "unknown-rank") return NONE;
			return unknown({ text: "Dimension objects are not followed; use as_list()", origin });
		default:
			return name.startsWith("_") || OTHERS.has(name)
				? unknown({ text: `the attribute ${name} of a TensorShape is not modelled`, origin })
				: undefined;
	}
}

const OTHERS = new Set([
	"as_proto",
	"assert_same_rank",
	"cast",
	"experimental_as_proto",
	"experimental_from_proto",
	"experimental_type_proto",
	"flatten",
	"from_tensors",
	"is_subtype_of",
	"most_specific_common_supertype",
	"most_specific_compatible_shape",
	"placeholder_value",
	"to_tensors",
]);

function isDefined(shape: Shape): Value {
	if (shape.kind === "top") return { kind: "bool", why: shape.why };
	if (shape.kind === "ranked" && !shape.dims.some(isNone)) {
		const hidden = shape.dims.find(isUnknown);
		return hidden ? { kind: "bool", why: hidden.why } : bool(true);
	}
	return bool(false);
}

function elementCount(shape: Shape): Value {
	if (shape.kind === "top") return unknown(shape.why);
	if (isFullyDefined(shape) && shape.kind === "ranked")
		return int(shape.dims.filter(isStatic).reduce((product, dim) => product * dim, 1));
	const hidden = shape.kind === "ranked" && !shape.dims.some(isNone) ? shape.dims.find(isUnknown) : undefined;
	return hidden ? unknown(hidden.why) : NONE;
}

function argumentShape(call: LibraryCall, machine: Machine): TensorShapeValue {
	const argument = call.args.positional[0] ?? call.args.keywords[0];
	if (!argument) vague("a missing argument");
	const { shape, derived } = readShape(argument.value, machine, argument.origin);
	return toTensorShape(shape, derived);
}

function join(left: TensorShapeValue, right: TensorShapeValue): Value {
	const symbolic = left.symbolic || right.symbolic;
	const [a, b] = [left.shape, right.shape];
	if (a.kind === "ranked" && b.kind === "ranked") return toTensorShape(ranked([...a.dims, ...b.dims]), symbolic);
	if (a.kind === "unknown-rank" || b.kind === "unknown-rank")
		return toTensorShape(unknownRank(whyOf(a.kind === "unknown-rank" ? a : b)), symbolic);
	return toTensorShape(topShape(whyOf(a.kind === "top" ? a : b)), symbolic);
}

const shapeOf = (value: Value, machine: Machine, origin: Origin): TensorShapeValue => {
	if (value.kind === "tensorshape") return value;
	const { shape, derived } = readShape(value, machine, origin);
	return toTensorShape(shape, derived);
};

function add(left: Value, right: Value, machine: Machine, origin: Origin): Value {
	return join(shapeOf(left, machine, origin), shapeOf(right, machine, origin));
}

/** Equality of dimension lists: an open dimension equals an open one. What is no shape is unequal. */
function compare(op: "==" | "!=", left: Value, right: Value, machine: Machine, origin: Origin): Value {
	const other = left.kind === "tensorshape" ? right : left;
	if (other.kind === "str") return bool(op === "!=");
	const [a, b] = [shapeOf(left, machine, origin).shape, shapeOf(right, machine, origin).shape];
	const same = equalShapes(a, b);
	return { kind: "bool", value: same === undefined ? undefined : same === (op === "==") };
}

function equalShapes(a: Shape, b: Shape): boolean | undefined {
	if (a.kind === "top" || b.kind === "top") return undefined;
	if (a.kind !== "ranked" || b.kind !== "ranked") return a.kind === b.kind;
	if (a.dims.length !== b.dims.length) return false;
	const results = a.dims.map((dim, axis) => {
		const other = b.dims[axis] as Dim;
		if (isUnknown(dim) || isUnknown(other)) return undefined;
		return isNone(dim) ? isNone(other) : dim === other;
	});
	if (results.includes(false)) return false;
	return results.includes(undefined) ? undefined : true;
}

function item(self: TensorShapeValue, index: Value, origin: Origin): Value {
	if (self.shape.kind === "top") return unknown(self.shape.why);
	if (index.kind === "slice") return slice(self, index, origin);
	if (self.shape.kind === "unknown-rank") return { kind: "none", dimOf: openDim(self, 0) };
	if (index.kind === "str" || index.kind === "none" || index.kind === "float") {
		raise({ code: "python-error", exception: "TypeError", message: "the axes of a shape are read by int or slice" });
	}
	const at =
		index.kind === "int" ? index.value : index.kind === "bool" ? index.value && Number(index.value) : undefined;
	if (typeof at !== "number") return vague("an axis that is not known");
	const axis = at < 0 ? at + self.shape.dims.length : at;
	const dim = self.shape.dims[axis];
	if (dim !== undefined) return dimToValue(dim, axis, self.symbolic);
	raise({
		code: "input-rank",
		exception: "IndexError",
		message: `axis ${at} is out of range for a shape of rank ${self.shape.dims.length}`,
	});
}

const openDim = (self: TensorShapeValue, axis: number) => ({
	dim: noneDim(whyOf(self.shape)),
	axis,
	symbolic: self.symbolic,
});

function slice(self: TensorShapeValue, index: Extract<Value, { kind: "slice" }>, origin: Origin): Value {
	if (self.shape.kind === "ranked") {
		const picked = sliceItems(self.shape.dims, index);
		return picked ? toTensorShape(ranked(picked), self.symbolic) : vague("a slice with bounds that are not known");
	}
	if (index.step.kind !== "none") fail("a shape of unknown rank cannot be sliced in steps");
	const from = index.lower.kind === "none" ? 0 : index.lower.kind === "int" ? index.lower.value : undefined;
	const to = index.upper.kind === "int" ? index.upper.value : undefined;
	const isCounted = from !== undefined && to !== undefined && from >= 0 && to >= 0;
	if (index.upper.kind === "none" || !isCounted) return toTensorShape(self.shape, self.symbolic);
	const bounds = sliceBounds(index, Math.max(from, to));
	if (!bounds) return unknown({ text: "a slice with bounds that are not known", origin });
	const count = Math.max(0, bounds.stop - bounds.start);
	return toTensorShape(ranked(Array(count).fill(noneDim(whyOf(self.shape)))), self.symbolic);
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

const tupleText = (shape: Shape): string =>
	shape.kind === "ranked"
		? `(${shape.dims.map((dim) => (isStatic(dim) ? dim : isNone(dim) ? "None" : "?")).join(", ")})`
		: "?";

function assertDefined(shape: Shape): Value {
	const defined = isDefined(shape);
	if (defined.kind === "bool" && defined.value === false) {
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

function withRank(accepts: (rank: number, wanted: number) => boolean, phrase: string): MethodModel {
	return (self, call) => {
		const { shape } = asShape(self);
		const wanted = call.args.positional[0]?.value;
		if (shape.kind !== "ranked" || wanted?.kind !== "int" || wanted.value === undefined)
			return vague("a rank that is not known");
		if (accepts(shape.dims.length, wanted.value)) return self;
		raise({
			code: "input-rank",
			exception: "ValueError",
			message: `the shape ${tupleText(shape)} must have ${phrase} ${wanted.value}`,
		});
	};
}

/** `tf.TensorShape(dims)`. */
export const TensorShape = defineFunction(
	"tensorflow.TensorShape",
	"dims",
	(bound, call) => {
		const argument = bound.given("dims");
		const { shape, derived } = readShape(
			argument?.value ?? tuple([]),
			call.machine,
			argument?.origin ?? call.args.origin,
		);
		return toTensorShape(shape, derived);
	},
	{ aliases: ["tensorflow.TensorShapeV1"] },
);
