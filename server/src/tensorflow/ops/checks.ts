import {
	type Dim,
	type DType,
	isStatic,
	mergeDims,
	noneDim,
	printShape,
	ranked,
	type Shape,
	type Value,
} from "../../domain";
import { vague } from "../../interpreter/api";
import { convert, type Operand } from "../convert";
import type { OpArguments, OpFailure } from "../op";

/** What shape functions check (`shape_inference.h`), and kernels after them: ranks, sizes, dtypes, numbers. */

export const openDim = (args: OpArguments, text = "a tensor of unknown rank"): Dim =>
	noneDim({ text, origin: args.origin });

/** `WithRank`: an unknown rank becomes this one, of open sizes. */
export function withRank(args: OpArguments, { shape }: Operand, rank: number, argument?: string): readonly Dim[] {
	if (shape.kind === "top") return vague(shape.why);
	if (shape.kind === "unknown-rank") return Array<Dim>(rank).fill(openDim(args));
	if (shape.dims.length === rank) return shape.dims;
	return args.fail({
		code: "input-rank",
		message: `${argument ?? "the input"} has rank ${shape.dims.length} in ${printShape(shape)}, but rank ${rank} is needed`,
		...(argument === undefined ? {} : { argument }),
	});
}

/** `WithRankAtLeast`; absent for an unknown rank. */
export function withRankAtLeast(
	args: OpArguments,
	{ shape }: Operand,
	rank: number,
	argument?: string,
): readonly Dim[] | undefined {
	if (shape.kind === "top") return vague(shape.why);
	if (shape.kind === "unknown-rank") return undefined;
	if (shape.dims.length >= rank) return shape.dims;
	return args.fail({
		code: "input-rank",
		message: `${argument ?? "the input"} has rank ${shape.dims.length} in ${printShape(shape)}, but rank ${rank} or more is needed`,
		...(argument === undefined ? {} : { argument }),
	});
}

/** `Merge` of two sizes that must be one. */
export const mergedDim = (args: OpArguments, a: Dim, b: Dim, what: string): Dim =>
	mergeDims(a, b) ??
	args.fail({ code: "input-axis-size", message: `${what}: ${String(a)} and ${String(b)} must be the same size` });

/** An argument that must be one number. */
export const requireScalar = (args: OpArguments, name: string, wanted?: DType): Operand => {
	const operand = fixedDType(args, name, wanted);
	withRank(args, operand, 0, name);
	return operand;
};

/**
 * An argument that an operation takes in one dtype alone. A tensor of another one is a TypeError in a graph; on values
 * it is a ValueError of the conversion.
 */
export function fixedDType(args: OpArguments, name: string, wanted?: DType, eagerError = "ValueError"): Operand {
	const value = args.get(name);
	const operand = args.tensor(name);
	if (wanted === undefined) return operand;
	if (operand.adapts !== true && typeof operand.dtype === "string" && operand.dtype !== wanted)
		return args.fail({
			code: "invalid-layer-input",
			exception: args.isGraph ? (isConstantBeside(value, args) ? "AssertionError" : "TypeError") : eagerError,
			message: `${name} must be of dtype ${String(wanted)}, found ${operand.dtype}`,
			argument: name,
		});
	return convert(value, wanted);
}

/** A constant beside KerasTensors: TensorFlow looks for it among the inputs of its operation, and does not find it. */
const isConstantBeside = (value: Value, args: OpArguments): boolean =>
	value.kind === "tensor" && value.flavor === "Tensor" && args.isSymbolic;

/**
 * Sizes that a shape function reads as a constant. A part of a shape is one only if the whole shape is known, so that
 * `tf.shape(x)[1:3]` gives two open sizes for an open batch, whatever is known of the others.
 */
export function constantSizes(args: OpArguments, name: string): readonly Dim[] | undefined {
	const value = args.get(name);
	const sizes = args.sizes(name);
	if (!args.isGraph || value.kind !== "tensor" || value.flavor !== "Tensor" || value.content?.kind !== "list")
		return sizes;
	const isOpen = value.content.items?.some((item) => (item.kind === "int" || item.kind === "none") && item.dimOf);
	return isOpen === true ? sizes?.map(() => openDim(args, "a part of a shape that is not known as a whole")) : sizes;
}

/** A name among those that an attribute allows; absent when it is not known. */
export function choiceOf(args: OpArguments, name: string, choices: readonly string[]): string | undefined {
	const value = args.get(name);
	if (value.kind === "unknown" || (value.kind === "str" && value.value === undefined)) return undefined;
	const text = value.kind === "str" ? value.value : undefined;
	if (text !== undefined && choices.includes(text)) return text;
	return args.fail({
		code: "invalid-layer-argument",
		...(text === undefined ? { exception: "TypeError" } : {}),
		message: `${name} must be one of ${choices.join(", ")}`,
		argument: name,
	});
}

/** The value of a number that may stand in a tensor. */
export function scalarOf(value: Value): number | undefined {
	const scalar = value.kind === "tensor" ? value.content : value;
	return scalar?.kind === "int" || scalar?.kind === "float" ? scalar.value : undefined;
}

export const vector = (size: Dim): Shape => ranked([size]);
export const SCALAR: Shape = ranked([]);
export const isPositive = (dim: Dim): boolean => !isStatic(dim) || dim > 0;

/**
 * What TensorFlow's Python raises as an error of an operation, while a graph is made too. Keras 3 cannot pass such an
 * exception on: it becomes a TypeError where a layer is called.
 */
export const failAtOnce = (args: OpArguments, failure: OpFailure): never =>
	args.fail({
		...failure,
		exception: args.world === "keras3" && args.machine.inGraph ? "TypeError" : "InvalidArgumentError",
	});

/** Functions that Keras 2 does not dispatch take no KerasTensor. */
export function rejectSymbolic(args: OpArguments, name: string): void {
	if (!args.isSymbolic) return;
	args.fail({
		code: "keras-tensor-in-tf-function",
		exception: "TypeError",
		message: `tf.${name} cannot take a KerasTensor; use it inside a layer's call`,
		facts: { function: `tf.${name}` },
	});
}
