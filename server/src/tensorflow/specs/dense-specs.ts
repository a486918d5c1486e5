import { type DType, NONE, type Spec, type TensorValue, type TypeSpecValue, type Value } from "../../domain";
import { type ClassModel, type Problem, raise, typeName, vague } from "../../interpreter/api";
import { announce, defineSpec, dtypeArgument, type SpecCall, shapeArgument, specMethod } from "./define-spec";

/** Specs of dense tensors. Mirrors tensorflow/python/framework/tensor.py and `VariableSpec` of ops/resource_variable_ops.py. */

/** The name is kept as it is, whatever it is. */
function named(value: Value): Pick<TypeSpecValue, "name" | "parts"> {
	if (value.kind === "none") return { name: undefined };
	if (value.kind === "str" && value.value !== undefined) return { name: value.value };
	return { name: undefined, parts: { name: value } };
}

function buildTensorSpec(call: SpecCall): TypeSpecValue {
	const written = shapeArgument(call);
	const dtype = dtypeArgument(call);
	return announce({ spec: { shape: written.shape, dtype }, written, ...named(call.bound.get("name")) }, call);
}

const kerasTensorOf = (value: Value): TensorValue | undefined =>
	value.kind === "tensor" && value.flavor === "KerasTensor" ? value : undefined;

/** `tf.TensorSpec.from_tensor`: real tensors only. A KerasTensor is none, however static its shape. */
function fromTensor(call: SpecCall): Value {
	const value = call.bound.get("tensor");
	const name = named(call.bound.get("name"));
	if (value.kind === "tensor" && value.flavor === "Tensor" && !value.spec.layout) {
		if (value.eager === false && name.name === undefined) return vague("the name of a tensor in a graph");
		return announce({ spec: value.spec, ...name }, call);
	}
	const symbolic = kerasTensorOf(value);
	if (symbolic) {
		const problem: Problem = {
			code: "typespec-from-keras-tensor",
			exception: "ValueError",
			message: "TensorSpec.from_tensor takes a tf.Tensor, found a KerasTensor; TensorSpec(kt.shape, kt.dtype) works",
			facts: { fix: "from-tensor" },
		};
		raise(problem, undefined, () => ({ kind: "typespec", spec: symbolic.spec, ...name, derived: true }));
	}
	if (isOpen(value)) return vague("a tensor that is not known");
	raise({
		code: "tensorspec-invalid-shape",
		exception: "ValueError",
		message: `TensorSpec.from_tensor takes a tf.Tensor, found a value of type ${describeType(value)}`,
		argument: "tensor",
	});
}

const isOpen = (value: Value): boolean =>
	value.kind === "unknown" ||
	value.kind === "instance" ||
	(value.kind === "tensor" && value.spec.layout?.kind === "unknown");
const describeType = (value: Value): string => (value.kind === "tensor" ? value.flavor : typeName(value));

/** `tf.TensorSpec.from_spec`: anything with a shape, a dtype and a name, by duck typing; a KerasTensor has them. */
function fromSpec(call: SpecCall): Value {
	const value = call.bound.get("spec");
	const given = call.bound.get("name");
	if (isOpen(value)) return vague("a spec that is not known");
	const spec = describedBy(value, call);
	const name = given.kind === "str" && given.value === "" ? NONE : given;
	const own = named(name.kind === "none" ? nameOf(value, call) : name);
	const kerasTensor = kerasTensorOf(value);
	const derived = kerasTensor !== undefined || (value.kind === "typespec" && value.derived);
	return announce({ spec, ...own, written: { shape: spec.shape, derived, handwritten: [] } }, call);
}

function describedBy(value: Value, { machine, origin }: SpecCall): Spec {
	if (value.kind === "tensor") return { shape: value.spec.shape, dtype: value.spec.dtype };
	if (NUMBERS.has(value.kind)) return rejectSpec(value);
	const shape = machine.findAttribute(value, "shape", origin);
	const dtype = shape && machine.findAttribute(value, "dtype", origin);
	if (shape?.kind === "unknown" || dtype?.kind === "unknown") return vague("a spec that is not known");
	if (shape?.kind !== "tensorshape" || dtype?.kind !== "dtype") return rejectSpec(value);
	return { shape: shape.shape, dtype: dtype.dtype };
}

const NUMBERS: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "str", "none", "list", "tuple", "dict"]);

/** An eager tensor and an array have no name, nor have the specs of tensors that are not dense. */
function nameOf(value: Value, { machine, origin }: SpecCall): Value {
	const isNameless = value.kind === "tensor" && (value.flavor === "ndarray" || isNamelessTensor(value));
	const name = isNameless ? undefined : machine.findAttribute(value, "name", origin);
	if (name?.kind === "unknown" || (name?.kind === "str" && name.value === undefined)) return { kind: "str" };
	return name ?? rejectSpec(value);
}

const isNamelessTensor = ({ flavor, eager, spec }: TensorValue): boolean =>
	flavor === "Tensor" && (eager !== false || spec.layout !== undefined);

function rejectSpec(value: Value): never {
	raise({
		code: "tensorspec-invalid-shape",
		exception: "AttributeError",
		message: `TensorSpec.from_spec needs an object with shape, dtype and name, found ${describeType(value)}`,
		argument: "spec",
	});
}

/** `BoundedTensorSpec(shape, dtype, minimum, maximum, name)`: the bounds must broadcast to the shape. */
function buildBounded(call: SpecCall): TypeSpecValue {
	const written = shapeArgument(call);
	const dtype = dtypeArgument(call);
	const bounds = ["minimum", "maximum"].map((bound) => [bound, boundOf(call.bound.get(bound), bound, dtype)] as const);
	const name = named(call.bound.get("name"));
	const parts = { ...name.parts, ...Object.fromEntries(bounds) };
	return announce(
		{ type: "BoundedTensorSpec", spec: { shape: written.shape, dtype }, written, name: name.name, parts },
		call,
	);
}

function boundOf(value: Value, which: string, dtype: DType): Value {
	if (value.kind === "none")
		raise({
			code: "tensorspec-invalid-shape",
			exception: "ValueError",
			message: `the ${which} of a BoundedTensorSpec cannot be None`,
			argument: which,
		});
	const isNumber = value.kind === "int" || value.kind === "float" || value.kind === "bool";
	if (!isNumber) return { kind: "unknown", why: { text: "a bound that is not one number" } };
	return {
		kind: "tensor",
		flavor: "ndarray",
		spec: { shape: { kind: "ranked", dims: [] }, dtype },
		world: "keras3",
		content: value,
	};
}

/** `VariableSpec(shape, dtype, trainable, alias_id)`: it has no name. */
function buildVariableSpec(call: SpecCall): TypeSpecValue {
	const written = shapeArgument(call);
	const dtype = dtypeArgument(call);
	const parts = { trainable: call.bound.get("trainable"), alias_id: call.bound.get("alias_id") };
	return announce({ type: "VariableSpec", spec: { shape: written.shape, dtype }, written, parts }, call);
}

export const DENSE_SPECS: readonly ClassModel[] = [
	defineSpec("TensorSpec", "shape, dtype=None, name=None", buildTensorSpec, {
		aliases: ["tensorflow.python.framework.tensor_spec.TensorSpec", "tensorflow.python.framework.tensor.TensorSpec"],
		classMethods: {
			from_tensor: specMethod("from_tensor", "tensor, name=None", fromTensor),
			from_spec: specMethod("from_spec", "spec, name=None", fromSpec),
		},
	}),
	defineSpec("BoundedTensorSpec", "shape, dtype, minimum, maximum, name=None", buildBounded, {
		bases: ["TensorSpec"],
		aliases: ["tensorflow.python.framework.tensor_spec.BoundedTensorSpec"],
	}),
	defineSpec("VariableSpec", "shape, dtype=None, trainable=True, alias_id=None", buildVariableSpec),
];
