import { asDense, noneDim, ranked, type Spec, type TensorValue, type Value } from "../../domain";
import { defineFunction, type FunctionModel, raise, vague } from "../../interpreter/api";
import { isComposite } from "../composite-tensor";

/** Functions of `tf.sparse`: they take SparseTensors, and no KerasTensor in either Keras. */
function sparseOf(value: Value): TensorValue {
	if (value.kind === "unknown" || value.kind === "instance") return vague("the argument is not known");
	if (isComposite(value) && value.spec.layout.kind === "sparse") return value;
	if (value.kind === "tensor" && value.spec.layout?.kind === "unknown") return vague("whether the tensor is sparse");
	if (value.kind === "tensor" && value.spec.shape.kind === "top") return vague(value.spec.shape.why);
	return raise({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: "functions of tf.sparse take a SparseTensor",
	});
}

/** In a graph, TensorFlow does not know the sizes of what it computes of a SparseTensor. */
function forgotten({ spec, eager }: TensorValue): Spec {
	if (eager !== false) return spec;
	if (spec.shape.kind !== "ranked") return vague("a SparseTensor of unknown rank");
	const open = noneDim({ text: "the sizes of a SparseTensor are values of the running program" });
	return { shape: ranked(spec.shape.dims.map(() => open)), dtype: spec.dtype };
}

export const SPARSE_OPS: readonly FunctionModel[] = [
	defineFunction(
		"tensorflow.sparse.to_dense",
		"sp_input, default_value=None, validate_indices=True, name=None",
		(bound) => {
			const tensor = sparseOf(bound.get("sp_input"));
			return { ...tensor, spec: asDense(forgotten(tensor)) };
		},
	),
	defineFunction(
		"tensorflow.sparse.sparse_dense_matmul",
		"sp_a, b, adjoint_a=False, adjoint_b=False, name=None",
		(bound) => {
			sparseOf(bound.get("sp_a"));
			return vague("tf.sparse.sparse_dense_matmul is not followed");
		},
		{ aliases: ["tensorflow.sparse.matmul"] },
	),
];
