import type { Dim, Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { asInt, itemsOf } from "../../engine/argument-readers";
import type { BuildContext, LayerArguments } from "../../engine/layer-definition";

/** How the normalization layers read `axis`, in the constructor and when they are built. */

/** `axis`: an int, or a list or tuple of what should be ints. Anything else is a TypeError of Keras's own. */
export function readAxis(args: LayerArguments, className: string): readonly Value[] {
	const value = args.get("axis");
	if ((value.kind === "int" && !value.numpy) || value.kind === "bool") return [value];
	const items = itemsOf(value);
	if (items) return items;
	if (["unknown", "list", "instance", "tensor"].includes(value.kind)) return vague("axis is not known");
	return args.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `axis of ${className} must be an int or a tuple of ints, found a value of type ${typeName(value)}`,
		argument: "axis",
	});
}

/** Items that are ints; what Python cannot compare with an int or use as an index is a TypeError. */
export function intAxes(axes: readonly Value[], { fail }: Pick<BuildContext, "fail">): readonly number[] {
	return axes.map((axis) => {
		const number = asInt(axis);
		if (number !== undefined) return number;
		if (["unknown", "int", "bool", "instance", "tensor"].includes(axis.kind)) return vague("axis is not known");
		return fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `axis must hold ints, found a value of type ${typeName(axis)}`,
			argument: "axis",
		});
	});
}

/** Keras 2's `validate_axis`: axes from the front, each within the rank, none twice. Mirrors keras/src/utils/tf_utils.py. */
export function validateAxes(axes: readonly Value[], context: BuildContext): readonly number[] {
	requireShape(context);
	const rank = context.shape.dims.length;
	if (rank === 0) {
		context.fail({
			code: "input-rank",
			message: "the layer needs an axis, its input is a scalar",
			facts: { rank, expected: 1 },
		});
	}
	const found = intAxes(axes, context).map((axis) => (axis < 0 ? axis + rank : axis));
	const bad = found.find((axis) => axis < 0 || axis >= rank);
	if (bad !== undefined) {
		context.fail({
			code: "invalid-layer-argument",
			message: `axis ${bad < 0 ? bad - rank : bad} is out of bounds for an input of ndim=${rank}`,
			argument: "axis",
		});
	}
	if (new Set(found).size !== found.length)
		context.fail({ code: "invalid-layer-argument", message: "an axis is named twice", argument: "axis" });
	return found;
}

/** `TensorShape(input_shape)` in Keras 2: a list of shapes is none, nothing has none. */
function requireShape({ argument, fail }: BuildContext): void {
	if (!argument || argument.kind === "tensor" || argument.kind === "unknown") return;
	const isEmpty = argument.kind === "dict" ? argument.entries?.size === 0 : itemsOf(argument)?.length === 0;
	const isNested = ["list", "tuple", "dict"].includes(argument.kind) && !isEmpty;
	fail({
		code: "invalid-layer-input",
		exception: isNested ? "TypeError" : "ValueError",
		message: `the layer takes one tensor, found a value of type ${typeName(argument)}`,
	});
}

/** `input_shape[axis]` in Keras 3, of whatever the layer was called on. A list's item is no size: `nested` says so. */
export function dimAt(axis: number, context: BuildContext, nested = "ValueError"): Dim {
	const { argument, fail } = context;
	if (argument && argument.kind !== "tensor" && argument.kind !== "unknown")
		return dimOfNested(argument, axis, context, nested);
	const dim = context.shape.dims.at(axis);
	if (dim !== undefined) return dim;
	return fail({
		code: "invalid-layer-argument",
		exception: "IndexError",
		message: `axis ${axis} is out of bounds for an input of ndim=${context.shape.dims.length}`,
		argument: "axis",
	});
}

/** A list of shapes is indexed as if it were one shape; what is found is no size. */
function dimOfNested(argument: Value, axis: number, { fail }: BuildContext, nested: string): never {
	const count = itemsOf(argument)?.length ?? 0;
	const isIndexed = count > 0 && axis < count && axis >= -count;
	const isDict = argument.kind === "dict" && (argument.entries?.size ?? 1) > 0;
	const exception = isDict ? "KeyError" : count === 0 ? "TypeError" : isIndexed ? nested : "IndexError";
	return fail({
		code: "invalid-layer-input",
		exception,
		message: `the layer takes one tensor, found a value of type ${typeName(argument)}`,
	});
}
