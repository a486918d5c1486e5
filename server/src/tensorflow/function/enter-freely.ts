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
	const entered = mapLeaves(unrolled(value), (leaf) => enterLeaf(leaf, entry));
	return { traced: entered, actual: entered };
}

/** The body gets a range as a list. */
const unrolled = (value: Value): Value =>
	value.kind === "tuple" && value.view === "range"
		? list(value.items)
		: value.kind === "tuple"
			? tuple(value.items)
			: value;

function enterLeaf(leaf: Value, entry: Entry): Value {
	const { world, allowSpecs } = entry;
	if (leaf.kind === "typespec") return allowSpecs ? valuesOf(leaf, world, false) : leaf;
	if (leaf.kind === "library" && /^tensorflow\.\w*Spec$/.test(leaf.name)) return rejectConstant("a class of TypeSpecs");
	if (leaf.kind === "set" && leaf.frozen !== true) return rejectConstant("a set");
	if ((leaf.kind === "int" || leaf.kind === "float") && leaf.numpy !== undefined) return asTensor(leaf, entry);
	if (leaf.kind !== "tensor" || leaf.flavor === "Variable") return leaf;
	if (leaf.flavor === "KerasTensor") return rejectSymbol(leaf);
	if (leaf.spec.layout) return { ...leaf, eager: false };
	return asTensor(leaf, entry);
}

function asTensor(leaf: Value, { world }: Entry): Value {
	const { shape, dtype } = convert(leaf);
	return makeTensor(shape, dtype, { world, eager: false });
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
