import {
	type Dim,
	int,
	isStatic,
	NONE,
	type Origin,
	printShape,
	ranked,
	type Spec,
	str,
	type TensorValue,
	unknown,
	type Value,
} from "../domain";
import { type LibraryCall, type Machine, raise, type TypeModel, vague } from "../interpreter/api";
import { asConstant, isConstant, REVERSED } from "./content";
import { existingShape, makeTensor } from "./convert";
import { TENSOR_CONTROL } from "./function/autograph";
import { isTracing } from "./op";
import { mergeShapes } from "./shape-functions";
import { readShape } from "./shapes";
import { stridedSlice } from "./strided-slice";
import { absolute, binary, compare, failure, NOT_FOLLOWED, unary } from "./tensor-operators";
import { toTensorShape } from "./tensor-shape";

const asTensor = (value: Value): TensorValue => (value.kind === "tensor" ? value : vague("not a tensor"));
const isOwn = (value: Value): boolean =>
	value.kind === "tensor" && (value.flavor === "Tensor" || value.flavor === "Variable");

/** A `tf.Tensor` or `tf.Variable`, eager or in a graph. Mirrors tensorflow/python/framework/tensor.py. */
export const TensorType: TypeModel = {
	handles: isOwn,
	attribute(self, name, machine, origin) {
		if (name === "shape" || name === "ndim") noteStaticShape(machine);
		return attribute(asTensor(self), name, origin);
	},
	methods: {
		__abs__: (self, { machine }) => absolute(asTensor(self), machine),
		get_shape(self, { machine }) {
			noteStaticShape(machine);
			return toTensorShape(asTensor(self).spec.shape);
		},
		set_shape: setShape,
		numpy: (self, { machine }) => toArray(outOfGraph(asTensor(self), machine)),
		read_value(self) {
			const { spec, ...rest } = asTensor(self);
			const shape = rest.eager === false ? spec.shape : existingShape(spec.shape);
			return { ...rest, spec: { ...spec, shape }, flavor: "Tensor" };
		},
		value: (self) => ({ ...asTensor(self), flavor: "Tensor" }),
		assign: (self, { args }) => assigned(asTensor(self), args.positional[0]?.value),
		assign_add: (self, { args }) => withoutSymbol(asTensor(self), args.positional[0]?.value),
		assign_sub: (self, { args }) => withoutSymbol(asTensor(self), args.positional[0]?.value),
	},
	getItem: (self, index, machine, origin) => item(asTensor(self), index, machine, origin),
	binary,
	compare,
	unary: (op, operand, machine) => unary(op, asTensor(operand), machine),
	iterate: (self, machine, origin) => rows(inPython(asTensor(self), ROWS, machine), origin),
	truth: (self, machine) => truth(inPython(asTensor(self), "used as a Python bool", machine)),
	length: (self) => length(asTensor(self)),
	traced: TENSOR_CONTROL,
	typeName: (self) => (asTensor(self).flavor === "Variable" ? "Variable" : "Tensor"),
};

function noteStaticShape({ tracing }: Machine): void {
	if (tracing) tracing.readsShape = true;
}

/** Public names of eager, graph, ragged and sparse tensors, in TensorFlow 2.15 and 2.21. */
const ATTRIBUTES: ReadonlySet<string> = new Set(
	"OVERLOADABLE_OPERATORS SaveSliceInfo aggregation assign assign_add assign_sub backing_device batch_scatter_update bounding_shape close concat constraint consumers count_up_to cpu create dense_shape device dtype dynamic_size element_shape eval experimental_ref flat_values flow from_nested_row_lengths from_nested_row_splits from_nested_value_rowids from_proto from_row_lengths from_row_limits from_row_splits from_row_starts from_sparse from_tensor from_uniform_row_length from_value from_value_rowids gather gather_nd get_shape gpu grad graph handle identity indices initial_value initialized_value initializer is_initialized is_packed load merge_dims name ndim nested_row_lengths nested_row_splits nested_value_rowids nrows numpy op ragged_rank read read_value read_value_no_copy ref row_lengths row_limits row_splits row_starts scatter scatter_add scatter_div scatter_max scatter_min scatter_mul scatter_nd_add scatter_nd_max scatter_nd_min scatter_nd_sub scatter_nd_update scatter_sub scatter_update set_shape shape size sparse_read split stack synchronization to_list to_proto to_sparse to_tensor trainable uniform_row_length unstack value value_index value_rowids values with_flat_values with_row_splits_dtype with_values write".split(
		" ",
	),
);

function attribute(self: TensorValue, name: string, origin: Origin): Value | undefined {
	const { shape, dtype } = self.spec;
	switch (name) {
		case "shape":
			return toTensorShape(shape);
		case "dtype":
			return { kind: "dtype", dtype };
		case "ndim":
			return shape.kind === "ranked" ? int(shape.dims.length) : unknown({ text: "the rank is not known", origin });
		case "name":
			return self.name === undefined ? { kind: "str" } : str(self.name);
		default:
			if (self.flavor === "Tensor" && !name.startsWith("_") && !ATTRIBUTES.has(name)) return undefined;
			// In a graph, a RaggedTensor is known for one.
			if (self.eager === false && self.flavor === "Tensor" && name === "to_tensor") return undefined;
			return unknown({ text: `the attribute ${name} of a tensor is not modelled`, origin });
	}
}

/** `x.set_shape(s)` changes the tensor itself: what was open takes the sizes of `s`. */
function setShape(self: Value, call: LibraryCall): Value {
	const tensor = asTensor(self);
	const argument = call.args.positional[0] ?? call.args.keywords[0];
	if (!argument) return NONE;
	const { shape } = readShape(argument.value, call.machine, argument.origin);
	const merged = mergeShapes(tensor.spec.shape, shape);
	if (!merged) {
		raise({
			code: "input-axis-size",
			exception: "ValueError",
			message: "set_shape contradicts the shape that the tensor has",
		});
	}
	const spec: Spec = { ...tensor.spec, shape: merged };
	call.machine.journal.setField(tensor as { spec: Spec }, "spec", spec, (a, b) => (a === b ? a : b));
	return NONE;
}

function toArray(self: TensorValue): Value {
	if (self.eager === false) {
		raise({ code: "python-error", exception: "AttributeError", message: "a tensor of a graph has no numpy()" });
	}
	const { shape, dtype } = self.spec;
	if (shape.kind === "ranked" && shape.dims.length === 0 && dtype === "string")
		return unknown({ text: "the bytes of a string" });
	return { ...self, flavor: "ndarray", eager: undefined };
}

function item(self: TensorValue, index: Value, machine: Machine, origin: Origin): Value {
	const { shape, dtype } = self.spec;
	const options = { world: self.world, eager: self.eager !== false };
	rejectSymbolicIndex(index);
	if (shape.kind !== "ranked") return makeTensor(shape, dtype, options);
	const isGraph = self.eager === false || isTracing(machine);
	const dims = stridedSlice(shape.dims, index, isGraph, origin, failure(isGraph));
	const content = itemOf(self.content, index, machine, origin);
	if (isGraph && isReversedShape(self.content, index))
		return reversedShape(makeTensor(ranked(dims), dtype, options), machine);
	const isLost = content === undefined && isConstant(self.content);
	return makeTensor(ranked(dims), dtype, { ...options, content: isLost ? unknown(NOT_FOLLOWED) : content });
}

/** A part of a shape from its end: TensorFlow's shape functions fail on it. */
const isReversedShape = (content: Value | undefined, index: Value): boolean =>
	content?.kind === "list" && index.kind === "slice" && index.step.kind === "int" && (index.step.value ?? 1) < 0;

/** Keras 2 makes a tensor of that shape at once, to see what it holds; elsewhere it fails where it is used as one. */
function reversedShape(tensor: TensorValue, machine: Machine): TensorValue {
	if (isTracing(machine)) return { ...tensor, content: unknown(REVERSED) };
	return raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: "TensorFlow cannot reverse a shape by a slice; use tf.reverse",
	});
}

/** TensorFlow converts an index of Keras 3, where Keras 2 makes a layer of the slicing. */
function rejectSymbolicIndex(index: Value): void {
	const parts = index.kind === "tuple" ? index.items : [index];
	const isSymbolic = parts.some(
		(part) => part.kind === "tensor" && part.flavor === "KerasTensor" && part.world === "keras3",
	);
	if (!isSymbolic) return;
	raise({
		code: "keras-tensor-in-tf-function",
		exception: "ValueError",
		message: "a KerasTensor cannot be the index of a tensor: it has no value; use keras.ops.take",
	});
}

/** The content of an item of a tensor whose content is known. */
function itemOf(content: Value | undefined, index: Value, machine: Machine, origin: Origin): Value | undefined {
	if (content?.kind !== "list" || (index.kind !== "int" && index.kind !== "slice")) return undefined;
	const found = machine.getItem(content, index, origin);
	// One size of a shape is a constant to TensorFlow, where a part of it is none.
	return index.kind === "int" ? asConstant(found) : found;
}

const firstDim = (self: TensorValue): Dim | undefined =>
	self.spec.shape.kind === "ranked" ? self.spec.shape.dims[0] : undefined;

const MAX_ROWS = 4096;

/** The rows of an eager tensor; a graph tensor is iterated over by AutoGraph, which is not followed. */
function rows(self: TensorValue, _origin: Origin): readonly Value[] | undefined {
	const count = firstDim(self);
	const { shape, dtype } = self.spec;
	if (self.eager === false || typeof count !== "number" || count > MAX_ROWS || shape.kind !== "ranked")
		return undefined;
	const inner = ranked(shape.dims.slice(1));
	const contents = self.content?.kind === "list" ? self.content.items : undefined;
	return Array.from({ length: count }, (_, row) =>
		makeTensor(inner, dtype, { world: self.world, eager: true, content: contents?.[row] }),
	);
}

function outOfGraph(self: TensorValue, machine: Machine): TensorValue {
	if (self.eager !== false || self.flavor !== "Tensor" || !machine.inGraph) return self;
	return raise({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: "a symbolic tensor has no numpy(): its values are not known before the model runs",
	});
}

/** A variable keeps its shape: a value is not broadcast to it. */
function assigned(self: TensorValue, value: Value | undefined): TensorValue {
	withoutSymbol(self, value);
	const found = value?.kind === "tensor" ? value.spec.shape : isNumber(value) ? ranked([]) : undefined;
	const { shape } = self.spec;
	if (self.flavor !== "Variable" || found?.kind !== "ranked" || shape.kind !== "ranked") return self;
	const isSame =
		found.dims.length === shape.dims.length &&
		!found.dims.some((dim, axis) => isStatic(dim) && isStatic(shape.dims[axis] ?? dim) && dim !== shape.dims[axis]);
	if (isSame) return self;
	return raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `a variable of shape ${printShape(shape)} cannot be assigned a value of shape ${printShape(found)}`,
	});
}

/** What is assigned becomes a tensor, which a KerasTensor cannot. */
function withoutSymbol(self: TensorValue, value: Value | undefined): TensorValue {
	if (value?.kind !== "tensor" || value.flavor !== "KerasTensor" || self.flavor !== "Variable") return self;
	return raise({
		code: "keras-tensor-in-tf-function",
		exception: self.world === "keras2" ? "TypeError" : "ValueError",
		message: "a variable cannot be assigned a KerasTensor: it has no value",
	});
}

const isNumber = (value: Value | undefined): boolean =>
	value?.kind === "int" || value?.kind === "float" || value?.kind === "bool";

const ROWS = "iterated over";

/** Without AutoGraph, a tensor of a graph has no truth, and no tensor has rows. */
function inPython(self: TensorValue, what: string, machine: Machine): TensorValue {
	const isOfGraph = self.eager === false || what === ROWS;
	if (!isOfGraph || self.flavor !== "Tensor" || !machine.inPlainGraph || machine.tracing?.isConverted) return self;
	return raise({
		code: "invalid-layer-input",
		exception: "OperatorNotAllowedInGraphError",
		message: `a symbolic tensor cannot be ${what}: its values are not known before the model runs`,
	});
}

function truth(self: TensorValue): boolean | undefined {
	const { content } = self;
	if (content?.kind === "int" && content.value !== undefined) return content.value !== 0;
	return content?.kind === "bool" ? content.value : undefined;
}

function length(self: TensorValue): Value {
	const count = firstDim(self);
	if (self.spec.shape.kind === "ranked" && self.spec.shape.dims.length === 0) {
		raise({ code: "python-error", exception: "TypeError", message: "a scalar tensor has no len()" });
	}
	return self.eager !== false && typeof count === "number" ? int(count) : { kind: "int" };
}
