import {
	type Dim,
	int,
	isFullyDefined,
	isInteger,
	ranked,
	type Shape,
	type TensorValue,
	unknown,
	unknownRank,
	type Value,
} from "../domain";
import { type BinaryOperator, type CompareOperator, Failure, type Machine } from "../interpreter/api";
import { constantNumbers, isConstant } from "./content";
import { convert, existingShape, makeTensor, type Operand, type TensorOptions } from "./convert";
import { foldedBinary } from "./fold";
import { isTracing, noteCaptured, type OpFailure } from "./op";
import { rejectDType, rejectUnaryDType } from "./operator-dtypes";
import { signedReal } from "./ops/accepts";
import { commonDType, dividedDType, elementwise, type ResultDType, rejectSummand } from "./ops/elementwise";
import { matmul } from "./ops/linalg";

/** Operators on tensors. Mirrors tensorflow/python/framework/override_binary_operator.py and ops/math_ops.py. */

export const NOT_FOLLOWED = { text: "the values of constants that are not followed" };

/** What an operation on tensors raises: on values the kernel complains, in a graph its shape function. */
export const failure =
	(isGraph: boolean) =>
	(problem: OpFailure): never => {
		throw new Failure({
			...problem,
			exception: problem.exception ?? (isGraph ? "ValueError" : "InvalidArgumentError"),
		});
	};

/** What TensorFlow refuses, NumPy is asked for, which asks a symbolic tensor for its values. */
const failureOfArray = (problem: OpFailure): never => {
	throw new Failure({ ...problem, exception: "NotImplementedError" });
};

const RESULTS: Partial<Record<BinaryOperator, ResultDType>> = {
	"+": (dtype) => dtype,
	"-": (dtype) => dtype,
	"*": (dtype) => dtype,
	"/": dividedDType,
	"//": (dtype) => dtype,
	"%": (dtype) => dtype,
	"**": (dtype) => dtype,
	"&": (dtype) => dtype,
	"|": (dtype) => dtype,
	"^": (dtype) => dtype,
};

/** Operands that TensorFlow's operators convert; a KerasTensor has operators of its own. */
const isOperand = (value: Value): boolean =>
	value.kind === "tensor"
		? value.flavor !== "KerasTensor" && value.spec.layout === undefined
		: value.kind !== "unknown" && value.kind !== "instance";

export function binary(op: BinaryOperator, left: Value, right: Value, machine: Machine): Value | undefined {
	if (!isOperand(left) || !isOperand(right)) return undefined;
	// A shape that is no tensor answers itself: it puts the two one after the other.
	const isVector = left.kind === "tensor" && isInteger(left.spec.dtype);
	if (op === "+" && isVector && right.kind === "tensorshape" && !isFullyDefined(right.shape)) return undefined;
	const options = resultOptions(left, right, machine);
	const [a, b] = [convert(left), convert(right)];
	const fail = isTracing(machine) && b.isArray === true ? failureOfArray : failure(!options.eager);
	if (op === "@") {
		const dtype = commonDType([a, b], !options.eager, fail);
		rejectDType(op, dtype, !options.eager, fail);
		return makeTensor(ranked(matmul(a, b, false, false, fail)), dtype, options);
	}
	const result = RESULTS[op];
	if (!result) return undefined;
	const truths =
		op === "*" && (left.kind === "tensor" || a.isArray === true) ? productOfTruths(a, b, options) : undefined;
	if (truths) return makeTensor(truths.shape, truths.dtype, options);
	if (op === "+" && options.eager) rejectSummand(a, b, fail);
	if (op === "**" && options.eager) rejectNegativePower(a, b, fail);
	rejectDType(op, commonDType([a, b], !options.eager, fail), !options.eager, fail);
	const operand = elementwise(a, b, result, !options.eager, fail);
	const content = valuesOf(op, a, b, operand, !options.eager);
	const shape = options.eager ? existingShape(operand.shape) : operand.shape;
	return makeTensor(shape, operand.dtype, { ...options, content });
}

/** With Keras 3's TensorFlow, `*` is a logical "and" where an operand is a tensor of truths. */
function productOfTruths(a: Operand, b: Operand, { world, eager }: TensorOptions): Operand | undefined {
	if (world !== "keras3") return undefined;
	const tensor = [a, b].find((each) => each.adapts !== true);
	const isTruth = (each: Operand): boolean => each.dtype === "bool" || each.adapts === true;
	if (tensor?.dtype !== "bool" || !isTruth(a) || !isTruth(b)) return undefined;
	return {
		shape: elementwise({ ...a, dtype: "bool" }, { ...b, dtype: "bool" }, (dtype) => dtype, !eager, failure(!eager))
			.shape,
		dtype: "bool",
	};
}

/** Ints have no inverse among ints. */
function rejectNegativePower(a: Operand, b: Operand, fail: (problem: OpFailure) => never): void {
	const isNegative = constantNumbers(b.content)?.some((each) => each < 0) === true;
	if (!isNegative || !isInteger(a.dtype) || !isInteger(b.dtype)) return;
	fail({ code: "invalid-layer-input", message: "an int to a negative power is no int; use tf.cast" });
}

function resultOptions(left: Value, right: Value, machine: Machine) {
	noteCaptured([left, right], machine);
	const tensors = [left, right].filter((value): value is TensorValue => value.kind === "tensor");
	const world = tensors[0]?.world ?? machine.world;
	return { world, eager: !isTracing(machine) && tensors.every((tensor) => tensor.eager !== false) };
}

/** What the operators compute, by the names of their functions. */
const FUNCTIONS: Readonly<Record<string, string>> = {
	"+": "add",
	"-": "subtract",
	"*": "multiply",
	"/": "divide",
	"//": "math.floordiv",
	"%": "math.floormod",
	"**": "pow",
	"<": "less",
	"<=": "less_equal",
	">": "greater",
	">=": "greater_equal",
	"==": "equal",
	"!=": "not_equal",
};

/** The values of a result: those of constants, `?` where they are not followed, none where the operands are data. */
function valuesOf(op: string, a: Operand, b: Operand, result: Operand, isGraph: boolean): Value | undefined {
	const known = foldedBinary(FUNCTIONS[op] ?? "", a, b, result);
	if (known !== undefined || !isGraph) return known;
	const isOpen = [a, b].some(({ content, adapts }) => adapts !== true && !(content && isFollowable(content)));
	return isOpen ? undefined : unknown({ text: "the values of constants that are not followed" });
}

const isFollowable = (content: Value): boolean => content.kind === "unknown" || isConstant(content);

const ORDERED = new Set<CompareOperator>(["<", "<=", ">", ">="]);

export function compare(op: CompareOperator, left: Value, right: Value, machine: Machine): Value | undefined {
	if (!isOperand(left) || !isOperand(right)) return undefined;
	const isNone = left.kind === "none" || right.kind === "none";
	if (isNone && !ORDERED.has(op)) return { kind: "bool", value: op === "!=" };
	const options = resultOptions(left, right, machine);
	const [a, b] = [convert(left), convert(right)];
	if (!ORDERED.has(op) && op !== "==" && op !== "!=") return undefined;
	// Tensors whose shapes do not broadcast are simply unequal.
	const isEquality = op === "==" || op === "!=";
	const fail = failure(!options.eager);
	if (isEquality) commonDType([a, b], !options.eager, fail);
	const different = isEquality ? unequal(a, b, options.eager) : undefined;
	if (different) return makeTensor(different, "bool", options);
	if (!isEquality) rejectDType(op, commonDType([a, b], !options.eager, fail), !options.eager, fail);
	const { shape } = elementwise(a, b, () => "bool", !options.eager, fail);
	return makeTensor(shape, "bool", {
		...options,
		content: valuesOf(op, a, b, { shape, dtype: "bool" }, !options.eager),
	});
}

/**
 * What two shapes that may not broadcast are compared to, axis by axis: a clash is a scalar; an open size beside
 * another than 1 decides it, and a graph gives up the shape. Absent where they do broadcast.
 */
function unequal(a: Operand, b: Operand, eager: boolean): Shape | undefined {
	if (a.shape.kind !== "ranked" || b.shape.kind !== "ranked") return undefined;
	const [left, right] = [a.shape.dims, b.shape.dims];
	const rank = Math.max(left.length, right.length);
	for (let axis = -rank; axis < 0; axis += 1) {
		const [x = 1, y = 1] = [left.at(axis), right.at(axis)];
		if (isLong(x) && isLong(y) && x !== y) return ranked([]);
		if (!eager && ((isOpenDim(x) && isLong(y)) || (isOpenDim(y) && isLong(x))))
			return unknownRank({ text: "whether the shapes of the operands broadcast is not known" });
	}
	return undefined;
}

const isOpenDim = (dim: Dim | undefined): boolean => typeof dim === "object" && dim.kind === "none";
const isLong = (dim: Dim | undefined): boolean => typeof dim === "number" && dim > 1;

export function unary(op: "+" | "-" | "~", operand: TensorValue, machine: Machine): Value {
	const isGraph = operand.eager === false || isTracing(machine);
	rejectUnaryDType(op, operand.spec.dtype, isGraph, failure(isGraph));
	const zero: Operand = { shape: ranked([]), dtype: operand.spec.dtype, content: int(0) };
	const content = op === "-" ? foldedBinary("subtract", zero, convert(operand), operand.spec) : undefined;
	return { ...operand, flavor: "Tensor", content: op === "+" ? operand.content : content };
}

/** `abs(x)`: a complex number's magnitude is real. */
export function absolute(operand: TensorValue, machine: Machine): Value {
	const { shape, dtype } = operand.spec;
	const isGraph = operand.eager === false || isTracing(machine);
	if (typeof dtype === "string" && !signedReal(dtype) && !dtype.startsWith("complex"))
		failure(isGraph)({
			code: "invalid-layer-input",
			message: `tf.abs takes no tensor of ${dtype}`,
			...(isGraph ? { exception: "TypeError" } : {}),
		});
	const real = dtype === "complex64" ? "float32" : dtype === "complex128" ? "float64" : dtype;
	const isKept = operand.content?.kind === "int" && (operand.content.value ?? -1) >= 0;
	return { ...operand, flavor: "Tensor", spec: { shape, dtype: real }, content: isKept ? operand.content : undefined };
}
