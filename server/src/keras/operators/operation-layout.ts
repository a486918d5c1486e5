import { type Layout, SPARSE, type Value } from "../../domain";
import { flattenLeaves } from "../engine/structure";

/** The layouts that operations of Keras 3 declare. Mirrors `compute_output_spec` of ops/numpy.py: `sparse=`; nothing there is ragged. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const KEEPING = words(
	"Absolute Fabs Arcsin Arcsinh Arctan Arctanh Ceil Conjugate Copy Digitize ExpandDims Expm1 Floor Imag Log1p Nansum OnesLike ZerosLike Real Round Sign Signbit Sin Sinh Tan Tanh Reshape Negative Square Sqrt Squeeze Transpose Mean Sum",
);
const IF_ALL = words("Add Subtract Maximum Fmax Minimum Fmin");
const DIVISIONS = words("Divide DivideNoNan TrueDivide");

const declared = (value: Value | undefined): Layout | undefined =>
	value?.kind === "tensor" && value.flavor === "KerasTensor" && value.spec.layout?.kind === "sparse"
		? value.spec.layout
		: undefined;

/** What has no attribute `sparse` counts as sparse in a product. */
const hasNone = (value: Value): boolean => !(value.kind === "tensor" && value.flavor === "KerasTensor");

const IMPLIED: Layout = { ...SPARSE, implied: true };

const together = (layouts: readonly (Layout | undefined)[]): Layout =>
	layouts.some((layout) => layout !== undefined && !layout.implied) ? SPARSE : IMPLIED;

/** The layout of what an operation gives; absent when it is dense. */
export function operationLayout(operation: string, operands: readonly Value[]): Layout | undefined {
	const [left, right] = operands;
	if (!left) return undefined;
	if (KEEPING.has(operation)) return declared(left);
	if (operation === "ConvertToTensor" && left.kind === "tensor" && left.spec.layout) return { kind: "unknown" };
	if (operation === "Concatenate") {
		const all = flattenLeaves(left).map(declared);
		return all.length > 0 && !all.includes(undefined) ? together(all) : undefined;
	}
	if (!right) return undefined;
	const [a, b] = [declared(left), declared(right)];
	if (operation === "Multiply") return a || b || hasNone(left) || hasNone(right) ? together([a, b]) : undefined;
	if (operation === "Matmul") return (a || hasNone(left)) && (b || hasNone(right)) ? together([a, b]) : undefined;
	if (DIVISIONS.has(operation)) return b ? undefined : a;
	return IF_ALL.has(operation) && a && b ? together([a, b]) : undefined;
}
