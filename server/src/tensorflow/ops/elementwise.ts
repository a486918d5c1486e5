import {
	broadcastDims,
	type DType,
	isClash,
	isFloating,
	isInteger,
	printShape,
	ranked,
	type Shape,
	sameDType,
	topShape,
	unknownDType,
	unknownRank,
} from "../../domain";
import { Failure, type FunctionModel, vague } from "../../interpreter/api";
import { adapt, type Operand } from "../convert";
import { readOptionalDType } from "../dtypes";
import { defineOp, type OpArguments, type OpFailure } from "../op";
import {
	type Accepts,
	anyDType,
	boolean,
	complex,
	double,
	floating,
	inexact,
	integer,
	large,
	largeOrComplex,
	number,
	real,
	signed,
	signedReal,
} from "./accepts";

export type Fail = (failure: OpFailure) => never;

/** The one dtype that operands share: numbers and arrays take the tensors' own, tensors must agree. */
export function commonDType(operands: readonly Operand[], isGraph: boolean, fail: Fail): DType {
	const fixed = operands.filter((operand) => operand.adapts !== true);
	const first = fixed[0] ?? operands.find((operand) => isFloating(operand.dtype)) ?? (operands[0] as Operand);
	const odd = fixed.find((operand) => !sameDType(operand.dtype, first.dtype));
	if (odd) {
		if (typeof odd.dtype !== "string" || typeof first.dtype !== "string")
			return unknownDType({ text: "the dtype of an operand is not known" });
		fail({
			code: "invalid-layer-input",
			exception: isGraph ? "TypeError" : "InvalidArgumentError",
			message: `the operands have the dtypes ${first.dtype} and ${odd.dtype}; TensorFlow converts neither, use tf.cast`,
		});
	}
	for (const operand of operands)
		if (operand.adapts === true && !isNumberLike(operand, first.dtype)) adapt(operand, first.dtype);
	return first.dtype;
}

/** Beside a tensor of numbers, Python's True and False are 1 and 0. */
const isNumberLike = (operand: Operand, wanted: DType): boolean =>
	operand.dtype === "bool" && operand.isArray !== true && number(wanted);

/** NumPy's broadcasting as TensorFlow's shape functions do it. */
export function broadcast(a: Shape, b: Shape, fail: Fail, what = "the operands"): Shape {
	if (a.kind === "unknown-rank" || b.kind === "unknown-rank")
		return unknownRank({ text: `${what} have an unknown rank` });
	if (a.kind === "top") return topShape(a.why);
	if (b.kind === "top") return topShape(b.why);
	const dims = broadcastDims(a.dims, b.dims);
	if (!isClash(dims)) return ranked(dims);
	fail({
		code: "merge-shape-mismatch",
		message: `${what} have the shapes ${printShape(a)} and ${printShape(b)}: ${dims.left} and ${dims.right} do not broadcast`,
	});
}

/** A kernel that does not know the dtype; in a graph the argument is checked earlier. */
export const rejectDType = (name: string, dtype: string, args: OpArguments): never =>
	args.fail({
		code: "invalid-layer-input",
		exception: args.isGraph ? "TypeError" : "InvalidArgumentError",
		message: `tf.${name} cannot take a tensor of dtype ${dtype}`,
	});

const unary = (names: readonly string[], accepts: (dtype: DType) => boolean, result?: DType): FunctionModel =>
	defineOp(names, "x, name=None", (args) => {
		const { shape, dtype } = args.tensor("x");
		if (typeof dtype === "string" && !accepts(dtype)) return rejectDType(names[0] ?? "", dtype, args);
		return { shape, dtype: result ?? dtype };
	});

const both = (name: string, ...more: readonly string[]): readonly string[] => [name, `math.${name}`, ...more];

const UNARY: readonly FunctionModel[] = [
	...["negative", "sign"].map((name) => unary(both(name), signed)),
	unary(both("square"), number),
	unary(both("round"), (dtype) => signed(dtype) || integer(dtype)),
	...["sqrt", "exp", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "asinh", "acosh", "atanh"].map(
		(name) => unary(both(name), inexact),
	),
	unary(both("tanh", "nn.tanh"), inexact),
	unary(both("sigmoid", "nn.sigmoid"), inexact),
	unary(both("floor"), floating),
	...["log", "log1p", "expm1", "rsqrt"].map((name) => unary([`math.${name}`], inexact)),
	...["erf", "ceil", "lgamma", "digamma", "rint", "log_sigmoid"].map((name) => unary([`math.${name}`], floating)),
	unary(["math.reciprocal"], signed),
	unary(["math.logical_not", "logical_not"], boolean, "bool"),
	...["is_nan", "is_inf", "is_finite"].map((name) => unary([`math.${name}`], floating, "bool")),
	defineOp("stop_gradient", "input, name=None", (args) => {
		const { shape, dtype } = args.tensor("input");
		return { shape, dtype };
	}),
	unary(["bitwise.invert"], integer),
];

/** `tf.abs`: a complex number's magnitude is real. */
const ABS = defineOp(both("abs"), "x, name=None", (args) => {
	const { shape, dtype } = args.tensor("x");
	if (typeof dtype === "string" && !signedReal(dtype) && !complex(dtype)) return rejectDType("abs", dtype, args);
	return { shape, dtype: dtype === "complex64" ? "float32" : dtype === "complex128" ? "float64" : dtype };
});

const IDENTITY = defineOp("identity", "input, name=None", (args) => {
	const { shape, dtype } = args.tensor("input");
	return { shape, dtype };
});

export type ResultDType = (dtype: DType) => DType;
const same: ResultDType = (dtype) => dtype;
const toBool: ResultDType = () => "bool";

/** True division gives floats: of small ints float32, of others float64. */
export function dividedDType(dtype: DType): DType {
	if (!isInteger(dtype)) return dtype;
	return dtype === "int8" || dtype === "uint8" || dtype === "int16" || dtype === "uint16" ? "float32" : "float64";
}

/** An elementwise operation on two operands. */
export function elementwise(a: Operand, b: Operand, result: ResultDType, isGraph: boolean, fail: Fail): Operand {
	const dtype = commonDType([a, b], isGraph, fail);
	return { shape: broadcast(a.shape, b.shape, fail), dtype: result(dtype) };
}

/** Eager addition converts a number by itself first, so that its kernel meets two dtypes. */
export function rejectSummand(tensor: Operand, number: Operand, fail: Fail): void {
	if (number.adapts !== true || tensor.adapts === true || typeof tensor.dtype !== "string") return;
	const exception = "InvalidArgumentError";
	const isTruth = tensor.dtype === "bool" && number.dtype !== "bool";
	try {
		if (!isTruth && !isNumberLike(number, tensor.dtype)) adapt(number, tensor.dtype);
		if (!isTruth) return;
	} catch (signal) {
		if (!(signal instanceof Failure)) throw signal;
	}
	fail({
		code: "invalid-layer-input",
		exception,
		message: `a ${String(number.dtype)} is added to a tensor of ${tensor.dtype}; TensorFlow converts neither, use tf.cast`,
	});
}

/** `tf.add` adds text, too. On values, it converts its operands each by itself. */
const ADD = defineOp(both("add"), "x, y, name=None", (args) => {
	const [x, y] = [args.tensor("x"), args.tensor("y")];
	if (!args.isGraph) rejectSummand(x, y, args.fail);
	rejectLeadingNumber(x, y, args, true);
	const operand = elementwise(x, y, same, args.isGraph, args.fail);
	return operand.dtype === "bool" ? rejectDType("add", operand.dtype, args) : operand;
});

/** In a graph the first operand is converted by itself: a number before a tensor has a dtype of its own. */
export function rejectLeadingNumber(x: Operand, y: Operand, args: OpArguments, isEager = false): void {
	if ((!args.isGraph && !isEager) || x.adapts !== true || y.adapts === true) return;
	if (typeof x.dtype !== "string" || typeof y.dtype !== "string" || x.dtype === y.dtype) return;
	args.fail({
		code: "invalid-layer-input",
		exception: args.isGraph ? "TypeError" : "InvalidArgumentError",
		message: `the first operand is a ${x.dtype}, the second a tensor of ${y.dtype}; put the tensor first, or use an operator`,
	});
}

interface BinaryOptions {
	/** Names of the operands, where they are not `x` and `y`. */
	readonly operands?: string;
	/** Written in Python: it converts its operands to one dtype. */
	readonly converts?: boolean;
	/** What Python raises, in a graph and on values, where it looks at the dtypes itself. */
	readonly raises?: string;
	/** What it raises for two dtypes, where that is not a TypeError. */
	readonly mismatch?: string;
}

const binary = (
	names: readonly string[],
	accepts: Accepts,
	result: ResultDType = same,
	options: BinaryOptions = {},
): FunctionModel =>
	defineOp(names, `${options.operands ?? "x, y"}, name=None`, (args) => {
		const [left = "x", right = "y"] = (options.operands ?? "x, y").split(", ");
		const [x, y] = [args.tensor(left), args.tensor(right)];
		const isSymbolic = [args.get(left), args.get(right)].some(
			(each) => each.kind === "tensor" && each.flavor === "KerasTensor",
		);
		if (options.converts !== true && (options.operands === undefined || isSymbolic)) rejectLeadingNumber(x, y, args);
		const { raises, mismatch = raises } = options;
		const fail: Fail = mismatch ? (failure) => args.fail({ ...failure, exception: mismatch }) : args.fail;
		const dtype = commonDType([x, y], args.isGraph, fail);
		if (typeof dtype === "string" && !accepts(dtype)) {
			const exception = raises ?? (args.isGraph ? "TypeError" : "InvalidArgumentError");
			args.fail({ code: "invalid-layer-input", exception, message: `tf.${names[0]} cannot take a ${dtype}` });
		}
		return elementwise(x, y, result, args.isGraph, args.fail);
	});

const IN_PYTHON: BinaryOptions = { converts: true, raises: "TypeError" };

const BINARY: readonly FunctionModel[] = [
	ADD,
	...["subtract", "multiply"].map((name) => binary(both(name), number)),
	...["maximum", "minimum"].map((name) => binary(both(name), real)),
	binary(both("pow"), signed),
	...["divide", "truediv"].map((name) => binary(both(name), number, dividedDType, IN_PYTHON)),
	binary(["realdiv"], number),
	binary(["scalar_mul", "math.scalar_mul"], number, same, { operands: "scalar, x" }),
	binary(["math.divide_no_nan"], number, dividedDType, IN_PYTHON),
	...["xlogy", "xdivy", "xlog1py"].map((name) => binary([`math.${name}`], inexact, same, { converts: true })),
	binary(["math.multiply_no_nan"], inexact, same, { converts: true, mismatch: "ValueError" }),
	binary(both("atan2"), floating, same, { converts: true }),
	binary(["math.floordiv"], number, same, { converts: true }),
	binary(["math.floormod", "math.mod"], real),
	binary(["truncatediv"], number),
	binary(["truncatemod"], large),
	binary(["math.squared_difference"], largeOrComplex, same, { converts: true }),
	...["equal", "not_equal"].map((name) => binary(both(name), anyDType, toBool)),
	...["less", "less_equal", "greater", "greater_equal"].map((name) => binary(both(name), real, toBool)),
	...["logical_and", "logical_or"].map((name) => binary([name, `math.${name}`], boolean, toBool)),
	...["nextafter", "zeta", "polygamma"].map((name) => binary([`math.${name}`], double)),
	...["igamma", "igammac"].map((name) => binary([`math.${name}`], floating)),
];

/** `tf.where`: with only a condition, the indices where it is true. */
const WHERE = defineOp("where", "condition, x=None, y=None, name=None", (args) => where(args));

function where(args: OpArguments): Operand {
	const condition = args.tensor("condition");
	if (args.given("x") && typeof condition.dtype === "string" && condition.dtype !== "bool")
		return rejectDType("where", condition.dtype, args);
	if (!args.given("x") || !args.given("y")) return whereTrue(condition, args);
	const [x, y] = [args.tensor("x"), args.tensor("y")];
	const dtype = commonDType([x, y], args.isGraph, args.fail);
	const inner = broadcast(x.shape, y.shape, args.fail);
	const shape = broadcast(condition.shape, inner, args.fail);
	return { shape, dtype };
}

/** The former `tf.where` is another function, by the name of which Keras 2 sees it called. */
const OLD_WHERE = defineOp("compat.v1.where", "condition, x=None, y=None, name=None", where);

function whereTrue(condition: Operand, args: OpArguments): Operand {
	if (condition.shape.kind !== "ranked") return { shape: condition.shape, dtype: "int64" };
	const count = args.isGraph
		? ({
				kind: "none",
				why: { text: "how many elements are true is known at run time only", origin: args.origin },
			} as const)
		: ({ kind: "unknown", why: { text: "how many elements are true", origin: args.origin } } as const);
	return { shape: ranked([count, condition.shape.dims.length]), dtype: "int64" };
}

/** `tf.cast`: the values of a small constant stay known among ints. */
const CASTING = defineOp(["cast", "dtypes.cast", "compat.v1.cast"], "x, dtype, name=None", (args) => {
	const { shape, dtype, content } = args.tensor("x");
	if (args.get("dtype").kind === "none")
		args.fail({ code: "invalid-layer-argument", exception: "TypeError", message: "tf.cast needs a dtype, found None" });
	const wanted = args.dtype("dtype") ?? vague("a dtype that is not known");
	if (!args.isGraph && wanted !== dtype && (wanted === "string" || dtype === "string")) {
		args.fail({
			code: "invalid-layer-argument",
			exception: "UnimplementedError",
			message: "tf.cast knows no text; use tf.strings.as_string or tf.strings.to_number",
		});
	}
	const stays = isInteger(dtype) && isInteger(wanted);
	return { shape, dtype: wanted, content: stays ? content : undefined };
});

/** A variable of TensorFlow that has the dtype already stays the variable that it is. */
const CAST: FunctionModel = {
	...CASTING,
	call: (call) => {
		const { positional, keywords } = call.args;
		const [x, dtype] = ["x", "dtype"].map(
			(name, at) => (positional[at] ?? keywords.find((each) => each.name === name))?.value,
		);
		const isVariable =
			x?.kind === "tensor" && x.flavor === "Variable" && x.world === "keras2" && x.history === undefined;
		return isVariable && dtype && readOptionalDType(dtype) === x.spec.dtype ? x : CASTING.call(call);
	},
};

const CLIP = defineOp(["clip_by_value"], "t, clip_value_min, clip_value_max, name=None", (args) => {
	const value = args.tensor("t");
	for (const name of ["clip_value_min", "clip_value_max"]) {
		const bound = args.tensor(name);
		if (bound.adapts === true) adapt(bound, value.dtype);
		else if (bound.dtype !== value.dtype) vague("bounds of another dtype");
	}
	if (typeof value.dtype === "string" && !real(value.dtype)) return rejectDType("clip_by_value", value.dtype, args);
	return { shape: value.shape, dtype: value.dtype };
});

/** A tensor is iterated over, which a graph refuses. */
function addends(args: OpArguments): readonly Operand[] {
	const value = args.get("inputs");
	if (value.kind !== "tensor") return args.tensors("inputs");
	const { shape, dtype } = args.tensor("inputs");
	if (value.flavor !== "KerasTensor" && args.isGraph) {
		args.fail({
			code: "invalid-layer-input",
			exception: "OperatorNotAllowedInGraphError",
			message: "tf.add_n takes a list of tensors: a symbolic tensor is not iterated over",
		});
	}
	if (shape.kind !== "ranked") return vague("the rows of a tensor");
	const [count, ...row] = shape.dims;
	if (typeof count === "number") return Array(count).fill({ shape: ranked(row), dtype });
	const message = "tf.add_n takes a list of tensors: how many rows there are is not known";
	return args.fail({ code: "invalid-layer-input", exception: "TypeError", message });
}

/** `tf.add_n`: all of one shape. */
const ADD_N = defineOp(["add_n", "math.add_n"], "inputs, name=None", (args) => {
	const operands = addends(args);
	const dtype = commonDType(operands, args.isGraph, args.fail);
	if (typeof dtype === "string" && !number(dtype)) return rejectDType("add_n", dtype, args);
	return { shape: operands.map((operand) => operand.shape).reduce((a, b) => broadcast(a, b, args.fail)), dtype };
});

/** `tf.compat.v1.to_float` and its like: casts, and so are their layers. */
const castTo = (name: string, dtype: DType): FunctionModel =>
	defineOp(`compat.v1.${name}`, "x, name=None", (args) => ({ shape: args.tensor("x").shape, dtype }), {
		layer: () => "cast",
	});

const CASTS: readonly FunctionModel[] = [
	castTo("to_float", "float32"),
	castTo("to_double", "float64"),
	castTo("to_int32", "int32"),
	castTo("to_int64", "int64"),
];

export const ELEMENTWISE_OPS: readonly FunctionModel[] = [
	...UNARY,
	ABS,
	IDENTITY,
	...BINARY,
	WHERE,
	OLD_WHERE,
	CAST,
	...CASTS,
	CLIP,
	ADD_N,
];
