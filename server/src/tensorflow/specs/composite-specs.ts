import { type DType, int, NONE, ranked, type Shape, type TypeSpecValue, type Value } from "../../domain";
import { type ClassModel, raise, typeName, vague } from "../../interpreter/api";
import { sameAsDType } from "../dtypes";
import { readShape } from "../shapes";
import { toTensorShape } from "../tensor-shape";
import { announce, blaming, defineSpec, dtypeArgument, type SpecCall, shapeArgument, specMethod } from "./define-spec";
import { makeSpec, specOfTensorValue } from "./from-value";

/**
 * Specs of tensors that are kept in parts. Mirrors the classes of ops/ragged/ragged_tensor.py, framework/sparse_tensor.py,
 * framework/indexed_slices.py and ops/tensor_array_ops.py.
 */

const reject = (exception: string, message: string, argument: string): never =>
	raise({ code: "tensorspec-invalid-shape", exception, message, argument });

/** `tf.RaggedTensorSpec(…)`: all but one of the axes are ragged, unless `ragged_rank` says how many. */
function buildRagged(call: SpecCall): TypeSpecValue {
	const { bound } = call;
	const written = shapeArgument(call);
	const splits = dtypeArgument(call, "row_splits_dtype", "int64");
	const flat = bound.get("flat_values_spec");
	const dtype = raggedDType(call, flat);
	const parts = {
		ragged_rank: raggedRank(bound.get("ragged_rank"), written.shape),
		row_splits_dtype: { kind: "dtype", dtype: splits } as const,
		flat_values_spec: flat,
	};
	return announce(
		{ type: "RaggedTensorSpec", spec: { shape: written.shape, dtype, layout: { kind: "ragged" } }, written, parts },
		call,
	);
}

/** The dtype, which flat values that are described for themselves must share. */
function raggedDType(call: SpecCall, flat: Value): DType {
	const argument = call.bound.given("dtype");
	const isOpen = argument?.value.kind === "none";
	if (flat.kind === "none") {
		if (isOpen) reject("ValueError", "a RaggedTensorSpec needs a dtype or a flat_values_spec", "dtype");
		return dtypeArgument(call);
	}
	if (flat.kind === "unknown" || flat.kind === "instance") return vague("the spec of the flat values is not known");
	if (flat.kind !== "typespec" && flat.kind !== "tensor")
		return reject("AttributeError", `flat_values_spec is no TypeSpec: it has no dtype`, "flat_values_spec");
	if (isOpen) return flat.spec.dtype;
	const same = sameAsDType(flat.spec.dtype, argument?.value ?? { kind: "dtype", dtype: "float32" });
	if (same === false) reject("ValueError", "the dtype differs from that of flat_values_spec", "dtype");
	return dtypeArgument(call);
}

function raggedRank(value: Value, shape: Shape): Value {
	if (value.kind === "unknown" || (value.kind === "int" && value.value === undefined))
		return vague("the ragged rank is not known");
	if (value.kind === "none") {
		if (shape.kind === "top") return vague(shape.why);
		if (shape.kind === "ranked") return int(shape.dims.length - 1);
		return reject("ValueError", "a RaggedTensorSpec needs a ragged_rank, or a shape of known rank", "ragged_rank");
	}
	if ((value.kind !== "int" && value.kind !== "bool") || (value.kind === "int" && value.numpy))
		return reject("TypeError", `ragged_rank must be an int, found a ${typeName(value)}`, "ragged_rank");
	const rank = Number(value.value);
	if (shape.kind === "ranked" && rank >= shape.dims.length)
		reject("ValueError", `ragged_rank ${rank} is not below the rank ${shape.dims.length}`, "ragged_rank");
	return value;
}

/** `RaggedTensorSpec.from_value`: of a RaggedTensor, which has flat values. */
function raggedFromValue({ bound }: SpecCall): Value {
	const value = bound.get("value");
	if (value.kind === "unknown" || value.kind === "instance") return vague("a value that is not known");
	if (value.kind === "tensor" && value.flavor !== "KerasTensor" && value.spec.layout?.kind === "ragged")
		return specOfTensorValue(value);
	const isOpen = value.kind === "tensor" && value.spec.shape.kind === "top";
	if (isOpen || (value.kind === "tensor" && value.spec.layout && value.spec.layout.kind !== "sparse"))
		return vague("how the tensor is kept is not known");
	return rejectValue(value, "RaggedTensor", "AttributeError");
}

/** What is not kept as the spec says has no such spec. */
function rejectValue(value: Value, wanted: string, exception: string): never {
	const isSymbolic = value.kind === "tensor" && value.flavor === "KerasTensor";
	return raise({
		code: isSymbolic ? "typespec-from-keras-tensor" : "tensorspec-invalid-shape",
		exception,
		message: `${wanted}Spec.from_value takes a ${wanted}, found a ${describe(value)}`,
		argument: "value",
		facts: { fix: "from-tensor" },
	});
}

const describe = (value: Value): string => (value.kind === "tensor" ? value.flavor : typeName(value));

function buildSparse(call: SpecCall): TypeSpecValue {
	const written = shapeArgument(call);
	const spec = { shape: written.shape, dtype: dtypeArgument(call), layout: { kind: "sparse" } as const };
	return announce({ type: "SparseTensorSpec", spec, written }, call);
}

function sparseFromValue({ bound }: SpecCall): Value {
	const value = bound.get("value");
	if (value.kind === "unknown" || value.kind === "instance") return vague("a value that is not known");
	if (value.kind === "tensor" && value.flavor !== "KerasTensor" && value.spec.layout?.kind === "sparse")
		return specOfTensorValue(value);
	if (value.kind === "tensor" && (value.spec.layout?.kind === "unknown" || value.spec.shape.kind === "top"))
		return vague("whether the tensor is sparse");
	return rejectValue(value, "SparseTensor", "TypeError");
}

/** `tf.TensorArraySpec(…)`: its shape is that of the elements. */
function buildTensorArray(call: SpecCall): TypeSpecValue {
	const { shape } = shapeArgument(call, "element_shape");
	const parts = { dynamic_size: call.bound.get("dynamic_size"), infer_shape: call.bound.get("infer_shape") };
	return makeSpec("TensorArraySpec", { shape, dtype: dtypeArgument(call) }, parts);
}

function tensorArrayFromValue({ bound, machine, origin }: SpecCall): Value {
	const value = bound.get("value");
	const spec = value.kind === "instance" ? machine.findAttribute(value, "_type_spec", origin) : undefined;
	if (value.kind === "unknown" || value.kind === "instance") return spec ?? vague("a value that is not known");
	return raise({
		code: "tensorspec-invalid-shape",
		exception: "TypeError",
		message: `TensorArraySpec.from_value takes a TensorArray, found a ${describe(value)}`,
		argument: "value",
	});
}

/** `tf.IndexedSlicesSpec(…)`: the shape of the indices has one axis. */
function buildIndexedSlices(call: SpecCall): TypeSpecValue {
	const { shape } = shapeArgument(call);
	const dtype = dtypeArgument(call);
	const indices = dtypeArgument(call, "indices_dtype", "int64");
	const dense = call.bound.get("dense_shape_dtype");
	const parts = {
		indices_dtype: { kind: "dtype", dtype: indices } as const,
		dense_shape_dtype:
			dense.kind === "none" ? NONE : ({ kind: "dtype", dtype: dtypeArgument(call, "dense_shape_dtype") } as const),
		indices_shape: toTensorShape(indicesShape(call)),
	};
	return makeSpec("IndexedSlicesSpec", { shape, dtype }, parts);
}

function indicesShape({ bound, machine, origin }: SpecCall): Shape {
	const argument = bound.given("indices_shape");
	const { shape } = blaming(argument, () => readShape(argument?.value ?? NONE, machine, origin));
	if (shape.kind === "top") return shape;
	if (shape.kind === "unknown-rank") return ranked([{ kind: "none", why: shape.why }]);
	if (shape.dims.length !== 1) reject("ValueError", "the shape of the indices has one axis", "indices_shape");
	return shape;
}

export const COMPOSITE_SPECS: readonly ClassModel[] = [
	defineSpec(
		"RaggedTensorSpec",
		"shape=None, dtype=None, ragged_rank=None, row_splits_dtype=None, flat_values_spec=None",
		buildRagged,
		{ classMethods: { from_value: specMethod("from_value", "value", raggedFromValue) } },
	),
	defineSpec("SparseTensorSpec", "shape=None, dtype=None", buildSparse, {
		aliases: ["tensorflow.sparse.SparseTensorSpec"],
		classMethods: { from_value: specMethod("from_value", "value", sparseFromValue) },
	}),
	defineSpec(
		"TensorArraySpec",
		"element_shape=None, dtype=None, dynamic_size=False, infer_shape=True",
		buildTensorArray,
		{ classMethods: { from_value: specMethod("from_value", "value", tensorArrayFromValue) } },
	),
	defineSpec(
		"IndexedSlicesSpec",
		"shape=None, dtype=None, indices_dtype=None, dense_shape_dtype=None, indices_shape=None",
		buildIndexedSlices,
	),
];
