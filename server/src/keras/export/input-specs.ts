import { type DType, noneDim, type Origin, ranked, type Shape, type TypeSpecValue, type Value } from "../../domain";
import { raise, typeName, vague } from "../../interpreter/api";
import type { InputSpec } from "../engine/layer-definition";
import { objectState } from "../engine/library-object";

/** The TensorSpecs of what `input_signature` holds. Mirrors `make_tf_tensor_spec` of export/export_utils.py. */
export function toTensorSpecs(value: Value, origin: Origin): Value {
	const map = (each: Value): Value => toTensorSpecs(each, origin);
	if (value.kind === "list" && value.items) return { kind: "list", items: value.items.map(map) };
	if (value.kind === "tuple") return { ...value, items: value.items.map(map) };
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries].map(([key, entry]) => [key, { ...entry, value: map(entry.value) }] as const);
		return { ...value, entries: new Map(entries) };
	}
	return toTensorSpec(value, origin);
}

function toTensorSpec(value: Value, origin: Origin): Value {
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind === "typespec") return value;
	if (value.kind === "tensor" && value.flavor !== "ndarray") {
		const { shape, dtype } = value.spec;
		return spec(withOpenBatch(shape, origin), dtype);
	}
	if (value.kind === "instance") return specOfInputSpec(value, origin);
	return raise(
		{
			code: "input-signature-mismatch",
			exception: "TypeError",
			message: `input_signature holds InputSpecs, TensorSpecs and tensors, found a ${typeName(value)}`,
		},
		origin,
	);
}

const spec = (shape: Shape, dtype: DType): TypeSpecValue => ({
	kind: "typespec",
	spec: { shape, dtype },
	derived: true,
});

/** The batch of a tensor says nothing about the next one's. */
const withOpenBatch = (shape: Shape, origin: Origin): Shape =>
	shape.kind === "ranked"
		? ranked([noneDim({ text: "the batch of what is exported is open", origin }), ...shape.dims.slice(1)])
		: shape;

/** An InputSpec says both shape and dtype, or nothing can be traced. */
function specOfInputSpec(value: Extract<Value, { kind: "instance" }>, origin: Origin): Value {
	const found =
		objectState<{ spec: InputSpec | undefined }>(value, "input-spec")?.spec ?? vague("an object in a signature");
	const { shape, dtype } = found;
	if (!shape || dtype === undefined)
		return raise(
			{
				code: "input-signature-mismatch",
				exception: "ValueError",
				message: "an InputSpec in an input_signature needs both shape and dtype",
			},
			origin,
		);
	const dims = shape.map((size) => size ?? noneDim({ text: "None was written for the InputSpec", origin }));
	return spec(ranked(dims), dtype);
}
