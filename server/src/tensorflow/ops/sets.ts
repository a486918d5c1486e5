import { type Dim, isInteger, isNone, noneDim, ranked, SPARSE } from "../../domain";
import { defineFunction, type FunctionModel, raise, vague } from "../../interpreter/api";
import { isComposite } from "../composite-tensor";
import { makeTensor } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";

/** `tf.sets`: the last axis holds the elements of a set; what comes out is sparse, of sizes that nobody knows. */

const reject = (args: OpArguments, message: string): never =>
	args.fail({ code: "invalid-layer-input", exception: "TypeError", message });

const operation = (name: string, text: string): FunctionModel =>
	defineOp(`sets.${name}`, text, (args) => {
		const [a, b] = [args.tensor("a"), args.tensor("b")];
		const isElement = typeof a.dtype !== "string" || isInteger(a.dtype) || a.dtype === "string";
		if (!isElement || (typeof a.dtype === "string" && typeof b.dtype === "string" && a.dtype !== b.dtype))
			reject(args, "sets are of ints or text, both of one dtype");
		const [left, right] = [dimsOf(a), dimsOf(b)];
		if (left.length !== right.length)
			args.fail({ code: "input-rank", message: "both sets have one rank", argument: "b" });
		if (!args.isGraph) return vague("sets of values");
		const why = { text: "how many elements a set has" };
		return { shape: ranked(left.map((): Dim => noneDim(why))), dtype: a.dtype, layout: SPARSE };
	});

const SIZE = defineFunction("tensorflow.sets.size", "a, validate_indices=True", (bound, { world }) => {
	const value = bound.get("a");
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind === "tensor" && value.spec.shape.kind === "top") return vague(value.spec.shape.why);
	if (!isComposite(value) || value.spec.layout.kind !== "sparse")
		return raise({ code: "invalid-layer-input", exception: "TypeError", message: "tf.sets.size takes a SparseTensor" });
	if (value.eager !== false || value.spec.shape.kind !== "ranked") return vague("the sizes of sets of values");
	// A SparseTensor that a graph makes of constants has no shape that is known there.
	if (value.spec.shape.dims.length > 0 && !value.spec.shape.dims.every(isNone)) return vague("how many sets there are");
	const why = { text: "how many sets there are" };
	const dims = value.spec.shape.dims.slice(0, -1).map((): Dim => noneDim(why));
	return makeTensor(ranked(dims), "int32", { world, eager: false });
});

export const SETS: readonly FunctionModel[] = [
	operation("intersection", "a, b, validate_indices=True"),
	operation("union", "a, b, validate_indices=True"),
	operation("difference", "a, b, aminusb=True, validate_indices=True"),
	SIZE,
];
