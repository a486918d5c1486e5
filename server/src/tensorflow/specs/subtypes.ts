import {
	allOf,
	bool,
	NONE,
	type Shape,
	specClass,
	specPart,
	specState,
	type TypeSpecValue,
	tuple,
	type Value,
	type Verdict,
	withSpecState,
} from "../../domain";
import { raise, vague } from "../../interpreter/api";
import { commonShape } from "../common-shape";
import { sameAsDType } from "../dtypes";
import { flatten, pack, sameStructure } from "../structure";
import { equalParts, pairs } from "./equality";
import { isSubshape } from "./shape-order";

/**
 * The order of trace types: what may stand where something more general is asked for. Mirrors `is_subtype_of` and
 * `most_specific_common_supertype` of framework/type_spec.py, tensor.py, tensor_shape.py and dtypes.py.
 */

/** `spec.is_subtype_of(other)`. */
export function isSubtype(self: TypeSpecValue, other: Value): Verdict {
	if (other.kind === "unknown" || (other.kind === "instance" && other.cls.kind === "class")) return undefined;
	if (other.kind !== "typespec") return false;
	const [name, otherName] = [specClass(self), specClass(other)];
	if (isTensorSpec(name)) return isTensorSpec(otherName) && isDenseSubtype(self, other);
	if (name !== otherName) return false;
	if (name === "TensorArraySpec") return sameParts(self, other, ["dtype", "dynamic_size"]);
	return isSubstate(tuple(specState(self)), tuple(specState(other)));
}

const isTensorSpec = (name: string): boolean => name === "TensorSpec" || name === "BoundedTensorSpec";

function isDenseSubtype(self: TypeSpecValue, other: TypeSpecValue): Verdict {
	return allOf([
		!self.name || self.name === other.name,
		isSubshape(self.spec.shape, other.spec.shape),
		sameParts(self, other, ["dtype"]),
	]);
}

const sameParts = (a: TypeSpecValue, b: TypeSpecValue, parts: readonly string[]): Verdict =>
	allOf(parts.map((part) => equalParts(specPart(a, part), specPart(b, part))));

/** Leaf by leaf: trace types are covariant, all else must be equal. */
function isSubstate(a: Value, b: Value): Verdict {
	if (!sameStructure(a, b)) return false;
	return allOf(
		[...pairs(flatten(a), flatten(b))].map(([one, other]) => {
			if (one.kind === "typespec") return isSubtype(one, other);
			if (one.kind === "tensorshape") return other.kind === "tensorshape" && isSubshape(one.shape, other.shape);
			return equalParts(one, other);
		}),
	);
}

/**
 * `spec.most_specific_common_supertype(others)`; `null` is TensorFlow's `None`: there is none. What is asked about must
 * be specs.
 */
export function commonSupertype(self: TypeSpecValue, others: readonly Value[]): TypeSpecValue | null {
	const hidden = others.find(({ kind }) => kind === "unknown" || kind === "instance");
	if (hidden) vague("specs that are not known");
	const specs = others.filter((each): each is TypeSpecValue => each.kind === "typespec");
	if (specs.length < others.length || specs.some((each) => specClass(each) !== specClass(self))) return null;
	if (specClass(self) === "TensorArraySpec") return commonTensorArray(self, specs);
	const states = [self, ...specs].map((each) => tuple(specState(each)));
	const [first, ...rest] = states as [Value, ...Value[]];
	if (!rest.every((each) => sameStructure(first, each))) return null;
	const leaves = states.map(flatten);
	const common: Value[] = [];
	for (const [index, leaf] of (leaves[0] ?? []).entries()) {
		const found = commonPart(
			leaf,
			leaves.slice(1).map((each) => each[index] as Value),
		);
		if (found === null) return null;
		common.push(found);
	}
	const state = pack(first, common);
	return state.kind === "tuple" ? withSpecState(self, state.items) : null;
}

function commonPart(part: Value, others: readonly Value[]): Value | null {
	if (part.kind === "typespec") return commonSupertype(part, others);
	if (part.kind === "tensorshape") {
		const shapes = others.map((each) => (each.kind === "tensorshape" ? each.shape : undefined));
		if (shapes.includes(undefined)) return null;
		return { ...part, shape: commonShape([part.shape, ...(shapes as Shape[])]) };
	}
	const same = allOf(others.map((each) => equalParts(part, each)));
	return same ? part : same === false ? null : vague("whether two specs hold the same is not known");
}

/** TensorFlow looks at the shapes of the others only to see that they are shapes: its own stays. */
function commonTensorArray(self: TypeSpecValue, others: readonly TypeSpecValue[]): TypeSpecValue | null {
	const same = allOf(others.map((each) => sameParts(self, each, ["dtype", "dynamic_size"])));
	if (same === undefined) return vague("whether two specs hold the same is not known");
	if (!same) return null;
	const infer = [self, ...others].map((each) => specPart(each, "infer_shape"));
	const isFalse = infer.find((each) => each.kind === "bool" && each.value === false);
	return { ...self, parts: { ...self.parts, infer_shape: isFalse ?? (infer[0] as Value) } };
}

/** As a value: `None` where there is none, and `False` where a spec of a TensorArray is compared with another. */
export function supertypeValue(self: TypeSpecValue, others: readonly Value[]): Value {
	const isArray = (value: Value): boolean => value.kind === "typespec" && specClass(value) === "TensorArraySpec";
	return commonSupertype(self, others) ?? (isArray(self) && !others.every(isArray) ? bool(false) : NONE);
}

/** `spec.most_specific_compatible_type(other)`. */
export function compatibleType(self: TypeSpecValue, other: Value): Value {
	const found = supertypeValue(self, [other]);
	if (found.kind !== "none") return found;
	raise({
		code: "tensorspec-invalid-shape",
		exception: "ValueError",
		message: `no ${specClass(self)} is compatible with both specs`,
	});
}

/** `dtype.most_specific_common_supertype(others)`. */
export const commonDType = (dtype: Value, others: readonly Value[]): Verdict =>
	dtype.kind === "dtype" ? allOf(others.map((each) => sameAsDType(dtype.dtype, each))) : undefined;
