import {
	NONE,
	type Origin,
	specClass,
	specClassValue,
	specHas,
	specPart,
	type TypeSpecClass,
	type TypeSpecValue,
	unknown,
	type Value,
	type Verdict,
} from "../../domain";
import { type LibraryCall, type MethodModel, raise, type TypeModel, vague } from "../../interpreter/api";
import { rejectAttribute } from "../bind-call";
import { isCompatible } from "./compatibility";
import { bindSpec } from "./define-spec";
import { equalSpecs } from "./equality";
import { compatibleType, isSubtype, supertypeValue } from "./subtypes";

const asSpec = (value: Value): TypeSpecValue => (value.kind === "typespec" ? value : vague("not a TypeSpec"));
const maybe = (value: Verdict): Value => ({ kind: "bool", value });

/** What a class keeps to itself; all others are attributes by their names. */
const HIDDEN: Partial<Record<TypeSpecClass, readonly string[]>> = {
	TensorArraySpec: ["shape", "dtype", "dynamic_size", "infer_shape"],
	IndexedSlicesSpec: ["shape", "dtype", "indices_dtype", "dense_shape_dtype", "indices_shape"],
	OptionalSpec: ["element_spec"],
	IteratorSpec: ["element_spec"],
	DatasetSpec: ["dataset_shape"],
};

/** Attributes of every TypeSpec that are not followed. */
const UNFOLLOWED = /^(_|experimental_|cast$|flatten$|from_|to_|placeholder|value_type$)/;

/** The one argument of a method. */
function argumentOf(name: string, parameter: string, call: LibraryCall): Value {
	return bindSpec(name, parameter, call).bound.get(parameter);
}

const method =
	(
		name: string,
		parameter: string,
		run: (self: TypeSpecValue, other: Value, call: LibraryCall) => Value,
	): MethodModel =>
	(self, call) =>
		run(asSpec(self), argumentOf(name, parameter, call), call);

/** The specs of which a common supertype is asked: anything that can be iterated over. */
function supertype(self: TypeSpecValue, others: Value, { machine, args }: LibraryCall): Value {
	if (others.kind === "typespec" || others.kind === "int" || others.kind === "none" || others.kind === "float")
		raise({
			code: "tensorspec-invalid-shape",
			exception: "TypeError",
			message: "most_specific_common_supertype takes a sequence of specs",
		});
	const items = machine.iterate(others, args.origin) ?? vague("specs that are not known");
	return supertypeValue(self, items);
}

/** A `tf.TypeSpec` of any class. Mirrors tensorflow/python/framework/type_spec.py. */
export const TypeSpecType: TypeModel = {
	handles: (value) => value.kind === "typespec",
	attribute: (self, name, machine, origin) => attribute(asSpec(self), name, origin, machine.world),
	methods: {
		is_compatible_with: method("is_compatible_with", "spec_or_value", (self, other, { machine }) =>
			maybe(isCompatible(self, other, machine)),
		),
		is_subtype_of: method("is_subtype_of", "other", (self, other) => maybe(isSubtype(self, other))),
		most_specific_common_supertype: method("most_specific_common_supertype", "others", supertype),
		most_specific_compatible_type: method("most_specific_compatible_type", "other", compatibleType),
	},
	compare(op, left, right) {
		if (op !== "==" && op !== "!=")
			return left.kind === "unknown" || right.kind === "unknown" ? undefined : rejectOperator(op);
		if (left.kind === "unknown" || right.kind === "unknown") return { kind: "bool" };
		// What stands on the left is asked first, and a spec always has an answer.
		if (left.kind === "instance" || left.kind === "tensor") return { kind: "bool" };
		const same = left.kind === "typespec" && right.kind === "typespec" && equalSpecs(left, right);
		return maybe(same === undefined ? undefined : same === (op === "=="));
	},
	binary: (op, left, right) =>
		(op === "%" && left.kind === "str") ||
		left.kind === "unknown" ||
		right.kind === "unknown" ||
		isOperatorObject(left) ||
		isOperatorObject(right)
			? undefined
			: rejectOperator(op),
	unary: (op) => rejectOperator(op),
	getItem: () => rejectOperator("[]"),
	length: () => rejectOperator("len()"),
	iterate: () => rejectOperator("iteration"),
	truth: () => true,
	typeName: (self) => specClass(asSpec(self)),
};

/** Objects with operators of their own, which are asked as well. */
const isOperatorObject = (value: Value): boolean =>
	value.kind === "tensor" || value.kind === "instance" || value.kind === "tensorshape" || value.kind === "dtype";

const rejectOperator = (op: string): never =>
	raise({ code: "python-error", exception: "TypeError", message: `a TypeSpec supports no ${op}` });

function attribute(self: TypeSpecValue, name: string, origin: Origin, world: "keras2" | "keras3"): Value | undefined {
	const type = specClass(self);
	if (name === "__class__") return specClassValue(type, world);
	if (name === "_name" || name === "_shape" || name === "_dtype") return specPart(self, name.slice(1));
	if (name === "name" && type === "VariableSpec") return NONE;
	if (specHas(type, name) && !HIDDEN[type]?.includes(name)) return specPart(self, name);
	if (UNFOLLOWED.test(name)) return unknown({ text: `the attribute ${name} of a ${type} is not modelled`, origin });
	const instead = specHas(type, "shape") && !HIDDEN[type] ? INSTEAD[name] : undefined;
	return rejectAttribute(`a ${type} has no attribute ${name}${instead ? `: use ${instead}` : ""}`);
}

/** Names that people look for on a spec and find on its shape. */
const INSTEAD: Readonly<Record<string, string>> = {
	rank: "spec.shape.rank",
	ndim: "spec.shape.rank",
	ndims: "spec.shape.rank",
	as_list: "spec.shape.as_list()",
};
