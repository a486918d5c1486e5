import { allOf, specClass, specPart, specState, type TypeSpecValue, type Value, type Verdict } from "../../domain";
import { type Machine, vague } from "../../interpreter/api";
import { sameAsDType } from "../dtypes";
import { compatibleShapes } from "../shapes";
import { equalParts, pairs } from "./equality";
import { specOfValue } from "./from-value";

/** Classes that derive from `DenseSpec`. */
const DENSE: ReadonlySet<string> = new Set(["TensorSpec", "BoundedTensorSpec", "VariableSpec"]);

/**
 * `spec.is_compatible_with(value)`: `None` fits every size, and so does a shape of unknown rank. Mirrors the methods of
 * that name of the specs' classes and `TypeSpec.__is_compatible` of tensorflow/python/framework/type_spec.py.
 */
export function isCompatible(self: TypeSpecValue, other: Value, machine: Machine): Verdict {
	const name = specClass(self);
	if (
		other.kind === "unknown" ||
		(other.kind === "instance" && DENSE.has(name) && !isOfLibrary(other)) ||
		isHiddenTensor(other)
	)
		return undefined;
	if (name === "VariableSpec") return fitsVariable(self, other);
	if (DENSE.has(name)) return fitsDense(self, other);
	const rank = name === "RaggedTensorSpec" ? specPart(self, "ragged_rank") : undefined;
	if (rank?.kind === "int" && rank.value === 0) {
		const flat = specPart(self, "flat_values_spec");
		if (flat.kind === "typespec" && !isRagged(other)) return isCompatible(flat, other, machine);
		if (flat.kind === "none" && (isTensor(other) || (other.kind === "typespec" && isTensorSpec(other))))
			return fitsDense(self, other);
	}
	const spec = other.kind === "typespec" ? other : specOfValue(other, machine);
	if (spec.kind !== "typespec") return undefined;
	if (name === "TensorArraySpec") return fitsTensorArray(self, spec);
	return specClass(spec) === name && allOf(compatibleStates(specState(self), specState(spec), machine));
}

/** Objects of Keras and TensorFlow that are no tensors. */
export const isOfLibrary = (value: Value): boolean =>
	value.kind === "instance" && value.cls.kind === "library" && /^(keras|tensorflow)\./.test(value.cls.name);

/** What comes from a function that is not followed may be no dense tensor. */
const isHiddenTensor = (value: Value): boolean =>
	value.kind === "tensor" && value.spec.shape.kind === "top" && value.spec.layout === undefined;

const isTensor = (value: Value): boolean =>
	value.kind === "tensor" && value.flavor === "Tensor" && value.spec.layout === undefined;
const isTensorSpec = (value: TypeSpecValue): boolean =>
	specClass(value) === "TensorSpec" || specClass(value) === "BoundedTensorSpec";
const isRagged = (value: Value): boolean =>
	(value.kind === "tensor" && value.spec.layout?.kind === "ragged") ||
	(value.kind === "typespec" && specClass(value) === "RaggedTensorSpec");

/** Tensors and specs of tensors; a Variable is no Tensor here, but its spec is one of a dense value. */
function fitsDense(self: TypeSpecValue, other: Value): Verdict {
	if (other.kind === "typespec" ? !DENSE.has(specClass(other)) : !isTensor(other)) return false;
	return allOf([sameDTypes(self, other), compatibleShapes(self.spec.shape, shapeOf(other))]);
}

function fitsVariable(self: TypeSpecValue, other: Value): Verdict {
	if (other.kind === "tensor" && other.flavor === "Variable")
		return allOf([sameDTypes(self, other), compatibleShapes(self.spec.shape, other.spec.shape), undefined]);
	if (other.kind !== "typespec" || specClass(other) !== "VariableSpec") return false;
	return allOf([
		sameDTypes(self, other),
		compatibleShapes(self.spec.shape, other.spec.shape),
		...["trainable", "alias_id"].map((part) => equalParts(specPart(self, part), specPart(other, part))),
	]);
}

/** `infer_shape` does not count. */
function fitsTensorArray(self: TypeSpecValue, other: TypeSpecValue): Verdict {
	if (specClass(other) !== "TensorArraySpec") return false;
	return allOf([
		sameDTypes(self, other),
		compatibleShapes(self.spec.shape, other.spec.shape),
		equalParts(specPart(self, "dynamic_size"), specPart(other, "dynamic_size")),
	]);
}

const shapeOf = (value: Value) => ("spec" in value ? value.spec.shape : vague("a value without a shape"));

const sameDTypes = (self: TypeSpecValue, other: Value): Verdict =>
	"spec" in other ? sameAsDType(self.spec.dtype, { kind: "dtype", dtype: other.spec.dtype }) : undefined;

function compatibleStates(left: readonly Value[], right: readonly Value[], machine: Machine): readonly Verdict[] {
	if (left.length !== right.length) return [false];
	return [...pairs(left, right)].map(([a, b]) => compatibleParts(a, b, machine));
}

function compatibleParts(a: Value, b: Value, machine: Machine): Verdict {
	if (a.kind === "unknown" || b.kind === "unknown") return undefined;
	if (a.kind === "typespec") return isCompatible(a, b, machine);
	if (a.kind !== b.kind) return false;
	if (a.kind === "tensorshape" && b.kind === "tensorshape") return compatibleShapes(a.shape, b.shape);
	if ((a.kind === "tuple" && b.kind === "tuple") || (a.kind === "list" && b.kind === "list"))
		return a.items && b.items ? allOf(compatibleStates(a.items, b.items, machine)) : undefined;
	if (a.kind === "dict" && b.kind === "dict") {
		if (!a.entries || !b.entries) return undefined;
		const others = b.entries;
		if (a.entries.size !== others.size || ![...a.entries.keys()].every((key) => others.has(key))) return false;
		return allOf(
			[...a.entries].map(([key, entry]) =>
				compatibleParts(entry.value, others.get(key)?.value ?? entry.value, machine),
			),
		);
	}
	return equalParts(a, b);
}
