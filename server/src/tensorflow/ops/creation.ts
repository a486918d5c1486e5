import {
	type Dim,
	type DType,
	isFloating,
	isInteger,
	isStatic,
	list,
	type Origin,
	ranked,
	type Shape,
	unknownDim,
	unknownRank,
	type Value,
} from "../../domain";
import { type FunctionModel, raise, vague } from "../../interpreter/api";
import { type Operand, sizeOf } from "../convert";
import { defineOp, type OpArguments, tensorsOf } from "../op";
import { mergeShapes } from "../shape-functions";
import { readShape } from "../shapes";
import { inexact } from "./accepts";
import { openDim } from "./checks";
import { rejectDType } from "./elementwise";
import { sizeArgument } from "./inference";

/** A shape argument; the shape is `?` when not even its rank is known. */
export function shapeArgument(args: OpArguments, name: string): Shape {
	const dims = args.sizes(name);
	if (!dims) return unknownRank({ text: "a shape that is computed while the program runs", origin: args.origin });
	const axis = dims.findIndex(isNegative);
	if (axis < 0) return ranked(dims);
	// A graph asks for the numbers of a shape only when all of them are known; then what is below zero is open.
	if (args.isGraph && !dims.every(isStatic))
		return ranked(dims.map((dim) => (isNegative(dim) ? openDim(args, "a size below zero") : dim)));
	return args.fail({
		code: "invalid-layer-argument",
		message: `axis ${axis} of the shape is ${dims[axis]}, but a size is >= 0`,
		argument: name,
	});
}

const isNegative = (dim: Dim): boolean => isStatic(dim) && dim < 0;

const MAX_CONTENT = 64;

/** A constant tensor's content, while it is small. */
function filled(shape: Shape, item: Value | undefined): Value | undefined {
	const size = shape.kind === "ranked" ? sizeOf(shape.dims) : undefined;
	if (shape.kind !== "ranked" || item === undefined || size === undefined || size > MAX_CONTENT) return undefined;
	return shape.dims.reduceRight<Value>((inner, dim) => list(Array(dim as number).fill(inner)), item);
}

const isNumeric = (dtype: DType): boolean => isFloating(dtype) || isInteger(dtype);

const constantOf = (dtype: DType, value: number): Value | undefined =>
	isNumeric(dtype) ? { kind: isInteger(dtype) ? "int" : "float", value } : undefined;

function fill(name: string, value: number): FunctionModel {
	return defineOp(name, "shape, dtype='float32', name=None, layout=None", (args) => {
		const dtype = args.dtype("dtype") ?? "float32";
		const shape = shapeArgument(args, "shape");
		return { shape, dtype, content: filled(shape, constantOf(dtype, value)) };
	});
}

/** Of a shape that is known whole, TensorFlow makes a constant. */
function like(name: string, value: number): FunctionModel {
	return defineOp(name, "input, dtype=None, name=None, layout=None", (args) => {
		const { shape, dtype } = args.tensor("input");
		const wanted = args.dtype("dtype") ?? dtype;
		return { shape, dtype: wanted, content: filled(shape, constantOf(wanted, value)) };
	});
}

/** `tf.constant`: no KerasTensor, in either world. */
const CONSTANT = defineOp("constant", "value, dtype=None, shape=None, name='Const'", (args) => {
	rejectSymbolic("tf.constant", args);
	rejectGraphTensor("tf.constant", "TypeError", args);
	const value = args.get("value");
	if (value.kind === "tensorshape" && args.isGraph) rejectShape(args);
	// A constant takes a shape as a list of its sizes, and an empty list holds floats.
	const isEmpty = value.kind === "tensorshape" && value.shape.kind === "ranked" && value.shape.dims.length === 0;
	const wanted = args.dtype("dtype") ?? (isEmpty ? "float32" : undefined);
	const operand = isEmpty ? { shape: ranked([0]), dtype: wanted ?? "float32" } : args.tensor("value", wanted);
	if (!args.given("shape")) return { ...operand, adapts: false };
	return { ...reshapeConstant(operand, shapeArgument(args, "shape"), args), adapts: false };
});

/** In a graph a shape is no constant, known or not: a list of its sizes is. */
const rejectShape = (args: OpArguments): never =>
	args.fail({
		code: "invalid-layer-input",
		exception: args.given("dtype") ? "TypeError" : "ValueError",
		message: "in a graph tf.constant takes no TensorShape: use tf.constant(shape.as_list()) or tf.shape(x)",
		argument: "value",
	});

/** Keras 2's KerasTensors are no values either: what is not dispatched raises a TypeError. */
export function rejectSymbolic(name: string, args: OpArguments): void {
	const symbolic = args.bound.given("value") ?? args.bound.given("initial_value");
	if (!symbolic || args.world === "keras3") return;
	rejectSymbol(name, symbolic.value, symbolic.origin);
}

/** In a list, TensorFlow renames what the conversion of a part of it raises. */
export function rejectSymbol(name: string, value: Value, origin: Origin): void {
	if (!tensorsOf(value).some((tensor) => tensor.flavor === "KerasTensor")) return;
	raise(
		{
			code: "keras-tensor-in-tf-function",
			exception: value.kind === "tensor" || name !== "tf.constant" ? "TypeError" : "ValueError",
			message: `${name} cannot take a KerasTensor: it has no values; use it inside a layer's call`,
			facts: { function: name },
		},
		origin,
	);
}

/** A tensor of a graph has no value before the graph runs. */
export function rejectGraphTensor(name: string, exception: string, args: OpArguments): void {
	const value = args.bound.given("value") ?? args.bound.given("initial_value");
	const tensor = value?.value;
	if (tensor?.kind !== "tensor" || tensor.flavor !== "Tensor" || tensor.eager !== false) return;
	raise(
		{ code: "invalid-layer-input", exception, message: `${name} cannot take a tensor of a graph: it has no value yet` },
		value?.origin,
	);
}

/** A scalar fills the shape; more elements must have its size. */
function reshapeConstant(operand: Operand, shape: Shape, args: OpArguments): Operand {
	const from = operand.shape.kind === "ranked" ? sizeOf(operand.shape.dims) : undefined;
	const to = shape.kind === "ranked" ? sizeOf(shape.dims) : undefined;
	if (from !== undefined && to !== undefined && from !== to && from !== 1) {
		return args.fail({
			code: "reshape-size-mismatch",
			exception: "TypeError",
			message: `a constant of ${from} elements does not fill a shape of ${to}`,
			argument: "shape",
		});
	}
	return { shape, dtype: operand.dtype };
}

const CONVERT = defineOp("convert_to_tensor", "value, dtype=None, dtype_hint=None, name=None", (args) => ({
	...args.tensor("value", args.dtype("dtype")),
	adapts: false,
}));

const FILL = defineOp("fill", "dims, value, name=None, layout=None", (args) => {
	const { dtype, content, shape: item } = args.tensor("value");
	if (item.kind === "ranked" && item.dims.length > 0)
		args.fail({ code: "input-rank", message: "tf.fill takes a scalar value", argument: "value" });
	const shape = shapeArgument(args, "dims");
	return { shape, dtype, content: filled(shape, content) };
});

/** `tf.range(limit)` or `tf.range(start, limit, delta)`. */
const RANGE = defineOp("range", "start, limit=None, delta=1, dtype=None, name='range'", (args) => {
	const numbers = args.given("limit") ? ["start", "limit", "delta"] : ["start", "delta"];
	const operands = numbers.map((name) => args.tensor(name));
	const dtype = args.dtype("dtype") ?? rangeDType(operands);
	const isVector = operands.some(({ shape }) => shape.kind === "ranked" && shape.dims.length > 0);
	if (dtype === "bool" || (typeof dtype === "string" && dtype.startsWith("complex"))) {
		const message = "tf.range counts in real numbers";
		args.fail({ code: "invalid-layer-input", exception: "AssertionError", message });
	}
	if (typeof dtype === "string" && !isNumeric(dtype)) return rejectDType("range", dtype, args);
	if (isVector) args.fail({ code: "input-rank", message: "tf.range takes scalars", argument: "start" });
	const values = operands.map(({ content }) =>
		content?.kind === "int" || content?.kind === "float" ? content.value : undefined,
	);
	const [start, limit, delta] = args.given("limit") ? values : [0, values[0], values[1]];
	if (start === undefined || limit === undefined || delta === undefined || delta === 0) {
		const why = { text: "how long the range is", origin: args.origin };
		return { shape: ranked([args.isGraph ? { kind: "none", why } : unknownDim(why)]), dtype };
	}
	const count = Math.max(0, Math.ceil((limit - start) / delta));
	const items =
		count <= MAX_CONTENT ? Array.from({ length: count }, (_, i) => constantOf(dtype, start + i * delta)) : [undefined];
	return {
		shape: ranked([count]),
		dtype,
		content: items.includes(undefined) ? undefined : list(items as Value[]),
	};
});

function rangeDType(operands: readonly Operand[]): DType {
	const fixed = operands.find((operand) => operand.adapts !== true);
	return fixed?.dtype ?? operands.find((operand) => isFloating(operand.dtype))?.dtype ?? "int32";
}

const LINSPACE = defineOp("linspace", "start, stop, num, name=None, axis=0", (args) => {
	const start = args.tensor("start");
	args.tensor("num");
	const num = sizeArgument(args, "num");
	if (start.shape.kind !== "ranked") return vague("a linspace of tensors");
	const { dims } = start.shape;
	const axis = args.int("axis") ?? 0;
	const at = axis < 0 ? axis + dims.length + 1 : axis;
	const dtype = isInteger(start.dtype) ? "float64" : start.dtype;
	if (typeof dtype === "string" && !inexact(dtype)) return rejectDType("linspace", dtype, args);
	const content =
		dims.length === 0 && isStatic(num) ? evenly(start.content, args.tensor("stop").content, num, dtype) : undefined;
	return { shape: ranked(dims.toSpliced(at, 0, num)), dtype, content };
});

/** The numbers of `tf.linspace`, in the precision of their dtype. */
function evenly(from: Value | undefined, to: Value | undefined, num: number, dtype: DType): Value | undefined {
	const numbers = [from, to].map((each) => (each?.kind === "int" || each?.kind === "float" ? each.value : undefined));
	const [start, stop] = numbers;
	if (start === undefined || stop === undefined || num > MAX_CONTENT) return undefined;
	if (dtype !== "float32" && dtype !== "float64") return undefined;
	const round = dtype === "float32" ? Math.fround : (value: number): number => value;
	const step = round(round(round(stop) - round(start)) / Math.max(1, num - 1));
	const item = (at: number): number => {
		if (at === 0) return round(start);
		return at === num - 1 ? round(stop) : round(round(start) + round(step * at));
	};
	return list(Array.from({ length: num }, (_, at) => ({ kind: "float", value: item(at) })));
}

const EYE = defineOp(
	["eye", "linalg.eye"],
	"num_rows, num_columns=None, batch_shape=None, dtype='float32', name=None",
	(args) => {
		if (args.get("num_rows").kind === "none") {
			args.fail({
				code: "undefined-dimension",
				exception: "TypeError",
				message: "tf.eye needs a number of rows, found None",
				argument: "num_rows",
			});
		}
		const rows = sizeArgument(args, "num_rows");
		const columns = args.given("num_columns") ? sizeArgument(args, "num_columns") : rows;
		const batch = args.given("batch_shape") ? (args.sizes("batch_shape") ?? vague("the batch shape of eye")) : [];
		return { shape: ranked([...batch, rows, columns ?? rows]), dtype: args.dtype("dtype") ?? "float32" };
	},
);

const INDICES: ReadonlySet<string> = new Set(["uint8", "int8", "int32", "int64"]);

const ONE_HOT = defineOp(
	"one_hot",
	"indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None",
	(args) => {
		const { shape, dtype: given } = args.tensor("indices");
		if (typeof given === "string" && !INDICES.has(given)) return rejectDType("one_hot", given, args);
		if (args.get("depth").kind === "none")
			args.fail({
				code: "undefined-dimension",
				exception: "ValueError",
				message: "the depth of tf.one_hot is None, which is no number",
				argument: "depth",
			});
		const depth = sizeArgument(args, "depth");
		if (isStatic(depth) && depth < 0)
			args.fail({
				code: "invalid-layer-argument",
				message: "depth is a size, found a negative one",
				argument: "depth",
			});
		const dtype = args.dtype("dtype") ?? (args.given("on_value") ? args.tensor("on_value").dtype : "float32");
		if (shape.kind !== "ranked") return { shape, dtype };
		const axis = args.given("axis") ? (args.int("axis") as number) : -1;
		const at = axis === -1 ? shape.dims.length : axis;
		if (at < 0 || (!args.isGraph && at > shape.dims.length))
			args.fail({ code: "input-rank", message: `axis ${axis} is out of range for one_hot`, argument: "axis" });
		return { shape: ranked(shape.dims.toSpliced(at, 0, depth)), dtype };
	},
);

/** A tensor that another may stand in for while the graph runs: its shape is the one that is written. */
const PLACEHOLDER = defineOp("compat.v1.placeholder_with_default", "input, shape, name=None", (args) => {
	const { shape, dtype } = args.tensor("input");
	const written = readShape(args.get("shape"), args.machine, args.origin).shape;
	if (!args.isGraph) return { shape, dtype };
	if (!mergeShapes(shape, written)) {
		const message = "a placeholder has the shape of what stands for it by default";
		args.fail({ code: "input-axis-size", message, argument: "shape" });
	}
	return { shape: written, dtype };
});

export const CREATION_OPS: readonly FunctionModel[] = [
	CONSTANT,
	CONVERT,
	...["zeros", "compat.v1.zeros"].map((name) => fill(name, 0)),
	...["ones", "compat.v1.ones"].map((name) => fill(name, 1)),
	PLACEHOLDER,
	like("zeros_like", 0),
	like("compat.v1.zeros_like", 0),
	like("compat.v1.ones_like", 1),
	like("ones_like", 1),
	FILL,
	RANGE,
	LINSPACE,
	EYE,
	ONE_HOT,
];
