import { list, type TensorValue, tuple, type Value } from "../../domain";
import { raise } from "../../interpreter/api";
import { convert, makeTensor } from "../convert";
import { mapLeaves, valuesOf } from "../spec-values";
import type { Entered, Entry } from "./trace-type";

/**
 * An argument without a spec: tensors and arrays are traced with the spec that they have, everything else is a constant
 * of the trace. Mirrors `from_value` of tensorflow/core/function/trace_type/trace_type_builder.py.
 */
export function enterFreely(value: Value, entry: Entry): Entered {
	const enter = (isRun: boolean): Value => mapLeaves(unrolled(value), (leaf) => enterLeaf(leaf, entry, isRun));
	return { traced: enter(false), actual: enter(true) };
}

/** The body gets a range as a list. */
const unrolled = (value: Value): Value =>
	value.kind === "tuple" && value.view === "range"
		? list(value.items)
		: value.kind === "tuple"
			? tuple(value.items)
			: value;

/** A trace knows nothing of the values in a tensor; a run of it does. */
function enterLeaf(leaf: Value, entry: Entry, isRun: boolean): Value {
	const { world, allowSpecs } = entry;
	if (leaf.kind === "typespec") return allowSpecs ? valuesOf(leaf, world, false) : leaf;
	if (leaf.kind === "library" && /^tensorflow\.\w*Spec$/.test(leaf.name)) return rejectConstant("a class of TypeSpecs");
	if (leaf.kind === "set" && leaf.frozen !== true) return rejectConstant("a set");
	if ((leaf.kind === "int" || leaf.kind === "float") && leaf.numpy !== undefined) return asTensor(leaf, entry, isRun);
	if (leaf.kind !== "tensor" || leaf.flavor === "Variable") return leaf;
	if (leaf.flavor === "KerasTensor") return rejectSymbol(leaf);
	if (leaf.spec.layout) return { ...leaf, eager: false };
	return asTensor(leaf, entry, isRun);
}

function asTensor(leaf: Value, { world }: Entry, isRun: boolean): Value {
	const { shape, dtype, content } = convert(leaf);
	return makeTensor(shape, dtype, { world, eager: false, content: isRun ? content : undefined });
}

/** A KerasTensor of Keras 2 cannot be hashed; one of Keras 3 is taken for an array, and has no values. */
function rejectSymbol(value: TensorValue): never {
	return raise({
		code: "keras-tensor-in-tf-function",
		exception: value.world === "keras3" ? "ValueError" : "TypeError",
		message: "a tf.function cannot be called on a KerasTensor; call it inside a layer",
		facts: { function: "tf.function" },
	});
}

const rejectConstant = (what: string): never =>
	raise({
		code: "python-error",
		exception: "TypeError",
		message: `a tf.function cannot be called on ${what}: it is no constant of a trace`,
	});
