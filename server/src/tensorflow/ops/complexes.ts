import { type DType, mergeDims, printShape, ranked, type Shape } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { convert, type Operand } from "../convert";
import { defineOp, type OpArguments } from "../op";
import { type Accepts, complex, double, floating, number } from "./accepts";
import { broadcast, commonDType, rejectDType, rejectLeadingNumber } from "./elementwise";
import { mergeAll } from "./inference";
import { realPart } from "./real-part";

/** Complex numbers and their parts, and functions of several arguments that Python writes with others. */

/** What Python itself refuses, in a graph and on values alike. */
function requireInPython(args: OpArguments, name: string, dtype: DType, accepts: Accepts): void {
	if (typeof dtype !== "string" || accepts(dtype)) return;
	args.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: `tf.math.${name} cannot take a tensor of dtype ${dtype}`,
	});
}

const part = (name: string, text: string, accepts: Accepts, result: (dtype: DType) => DType): FunctionModel =>
	defineOp(`math.${name}`, `${text}, name=None`, (args) => {
		const { shape, dtype } = args.tensor(text);
		requireInPython(args, name, dtype, accepts);
		return { shape, dtype: result(dtype) };
	});

const complexOf = (dtype: DType): DType => (dtype === "float64" ? "complex128" : "complex64");

/** Both parts are converted each by itself. */
const COMPLEX = defineOp(["complex", "dtypes.complex"], "real, imag, name=None", (args) => {
	const [a, b] = [args.tensor("real"), args.tensor("imag")];
	const odd = [a, b].find(({ dtype }) => typeof dtype === "string" && !double(dtype));
	if (odd || (typeof a.dtype === "string" && typeof b.dtype === "string" && a.dtype !== b.dtype))
		requireInPython(args, "complex", odd?.dtype ?? b.dtype, () => false);
	return { shape: broadcast(a.shape, b.shape, args.fail), dtype: complexOf(a.dtype) };
});

const isScalar = ({ shape }: Operand): boolean => shape.kind === "ranked" && shape.dims.length === 0;

/** `tf.math.betainc(a, b, x)`: scalars go with any shape, all else is of one. */
const BETAINC = defineOp("math.betainc", "a, b, x, name=None", (args) => {
	const operands = ["a", "b", "x"].map((name) => args.tensor(name));
	const fixed = operands.find((each) => each.adapts !== true);
	if (operands[0] && fixed) rejectLeadingNumber(operands[0], fixed, args);
	const dtype = commonDType(operands, args.isGraph, args.fail);
	if (typeof dtype === "string" && !double(dtype)) return rejectDType("math.betainc", dtype, args);
	const [first, ...others] = operands.filter((each) => !isScalar(each));
	if (!first) return { shape: ranked([]), dtype };
	const shape = others.reduce<Shape>((merged, each) => together(args, merged, each.shape), first.shape);
	return { shape, dtype };
});

function together(args: OpArguments, a: Shape, b: Shape): Shape {
	if (a.kind !== "ranked" || b.kind !== "ranked") return a;
	return ranked(mergeAll(args, a.dims, b.dims, "the arguments of tf.math.betainc"));
}

/** `tf.math.polyval`: Horner's scheme, of products and sums. */
const POLYVAL = defineOp("math.polyval", "coeffs, x, name=None", (args) => {
	const given = args.get("coeffs");
	if (given.kind !== "list" || !given.items) return vague("coefficients that are no known list");
	const x = args.tensor("x");
	const coefficients = given.items.map((each) => ({ ...convert(each), adapts: false }));
	if (coefficients.length === 0) return { shape: x.shape, dtype: x.dtype };
	const dtype = commonDType([...coefficients, x], args.isGraph, args.fail);
	const several = coefficients.length > 1;
	if (several && typeof dtype === "string" && !number(dtype)) return rejectDType("math.polyval", dtype, args);
	const all = several ? [...coefficients, x] : coefficients;
	return { shape: all.map((each) => each.shape).reduce((a, b) => broadcast(a, b, args.fail)), dtype };
});

/** `tf.math.accumulate_n`: all of one shape, which may be given. */
const ACCUMULATE = defineOp("math.accumulate_n", "inputs, shape=None, tensor_dtype=None, name=None", (args) => {
	const operands = args.tensors("inputs");
	const shape = operands.map((each) => each.shape).reduce((a, b) => accumulated(args, a, b));
	if (args.given("shape")) accumulated(args, shape, ranked(args.sizes("shape") ?? vague("a shape that is not known")));
	const dtype = commonDType(operands, args.isGraph, args.fail);
	if (typeof dtype === "string" && !number(dtype)) return rejectDType("math.accumulate_n", dtype, args);
	return { shape, dtype };
});

function accumulated(args: OpArguments, a: Shape, b: Shape): Shape {
	if (a.kind !== "ranked" || b.kind !== "ranked") return a;
	const dims = a.dims.map((dim, axis) => mergeDims(dim, b.dims[axis] ?? -1));
	if (dims.length === b.dims.length && !dims.includes(undefined)) return ranked(dims.map((dim) => dim ?? 0));
	return args.fail({
		code: "merge-shape-mismatch",
		exception: "ValueError",
		message: `tf.math.accumulate_n cannot add ${printShape(a)} and ${printShape(b)}`,
	});
}

export const COMPLEXES: readonly FunctionModel[] = [
	part("real", "input", number, realPart),
	part("imag", "input", () => true, realPart),
	part("angle", "input", (dtype) => complex(dtype) || floating(dtype), realPart),
	part("conj", "x", number, (dtype) => dtype),
	COMPLEX,
	BETAINC,
	POLYVAL,
	ACCUMULATE,
];
