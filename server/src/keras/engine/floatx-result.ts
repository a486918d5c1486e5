import { type DType, isFloating, tuple, unknownDType, type Value, type World } from "../../domain";
import type { Machine } from "../../interpreter/api";
import { floatx } from "./dtype-policy";
import { flattenTensors } from "./structure";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Operations that give `floatx` whatever they are given, but for a dtype by name. */
const ALWAYS = words("full eye identity tri one_hot uniform normal truncated_normal gamma beta binomial");

/** Those that give it for ints. */
const OF_INTS = words("exp exp2 expm1 std");

/** Those that give it for KerasTensors of 32 bits, too. */
const ODD = words("deg2rad rad2deg");

/** Those that promote with Python's float, which is of as many bits as `floatx`: of bfloat16 it makes float16. */
const PROMOTED = words(
	`arccos arccosh arcsin arcsinh arctan arctanh ceil cos cosh floor log log10 log1p log2 sin sinc sinh sqrt tan tanh angle var
	average add subtract multiply divide true_divide power maximum minimum where linspace arange operator`.replaceAll(
		/\s+/g,
		" ",
	),
);

/** Those that make floats of numbers given by themselves: TensorFlow does, in 32 bits. */
const OF_NUMBERS = words("where linspace arange add subtract multiply divide true_divide power maximum minimum");

/** Operations that do not ask for `floatx`. */
const APART = words("convert_to_tensor array argmax argmin mean randint categorical top_k bincount");

/** Whether a list holds Python's floats, of which TensorFlow makes a tensor. */
const holdsFloats = (value: Value): boolean =>
	(value.kind === "list" || value.kind === "tuple") &&
	(value.items ?? []).some((item) => item.kind === "float" || holdsFloats(item));

/** Whether the float of an operation comes from `floatx`: no operand brings one. */
function comesFromFloatx(name: string, operands: readonly Value[]): boolean {
	const tensors = flattenTensors(tuple(operands));
	const isTyped = operands.some(
		(value) => (value.kind === "int" || value.kind === "float") && value.numpy !== undefined,
	);
	if (isTyped || operands.some(holdsFloats)) return false;
	if (tensors.some(({ spec }) => typeof spec.dtype !== "string" || isFloating(spec.dtype))) return false;
	return tensors.length > 0 || OF_NUMBERS.has(name) || operands.every((value) => value.kind !== "float");
}

/** What may name a dtype that is not seen here. */
const OPEN: ReadonlySet<Value["kind"]> = new Set(["unknown", "library", "dtype", "instance"]);

const names = (value: Value, dtype: DType): boolean =>
	(value.kind === "str" && value.value === dtype) || (value.kind === "dtype" && value.dtype === dtype);

/**
 * What is known of an operation's dtype where `floatx` is not float32. The rules of operations are written for float32:
 * elsewhere a result keeps only a dtype that does not come from `floatx`, that of an operand or of an argument; and a few
 * operations are known to give `floatx` itself.
 */
export function dtypeUnderFloatx(
	dtype: DType,
	operands: readonly Value[],
	{ machine, world }: { readonly machine: Machine; readonly world: World },
	operation = "operator",
): DType {
	const own = floatx(machine, world);
	if (own === "float32" || dtype === "bool") return dtype;
	const name = operation.slice(operation.lastIndexOf(".") + 1);
	if (operands.some((value) => names(value, dtype)) || APART.has(name)) return dtype;
	const isOpen = operands.some((value) => OPEN.has(value.kind));
	if (ALWAYS.has(name) && dtype === "float32" && !isOpen) return own;
	const isGiven = flattenTensors(tuple(operands)).some(({ spec }) => spec.dtype === dtype);
	if (isGiven && !ALWAYS.has(name) && !ODD.has(name)) return dtype;
	const isOwn = OF_INTS.has(name) || (PROMOTED.has(name) && own !== "bfloat16");
	if (isOwn && dtype === "float32" && !isOpen && comesFromFloatx(name, operands)) return own;
	return unknownDType({ text: "the dtype depends on floatx, which is not float32 here" });
}
