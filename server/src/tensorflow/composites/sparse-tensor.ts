import { type Dim, isStatic, ranked, type Shape, SPARSE, type TensorValue, type Value } from "../../domain";
import {
	type ClassModel,
	defineFunction,
	type LibraryCall,
	type LibraryModel,
	raise,
	vague,
} from "../../interpreter/api";
import { bindCall } from "../bind-call";
import { convert, makeTensor, type Operand } from "../convert";
import { readDType } from "../dtypes";
import { isTracing } from "../op";
import { checkSymbols, functionWithoutSymbols } from "./without-symbols";

/** `tf.SparseTensor` and what makes one. Mirrors tensorflow/python/framework/sparse_tensor.py and ops/sparse_ops.py. */

function makeSparse(shape: Shape, dtype: Operand["dtype"], { world, machine }: LibraryCall): TensorValue {
	const tensor = makeTensor(shape, dtype, { world, eager: !isTracing(machine) });
	return { ...tensor, spec: { shape, dtype, layout: SPARSE } };
}

const fail = (message: string, exception = "ValueError"): never =>
	raise({ code: "invalid-layer-argument", exception, message });

/** The sizes of an argument that must have so many axes. */
function withRank({ shape }: Operand, rank: number, name: string): readonly Dim[] | undefined {
	if (shape.kind !== "ranked") return undefined;
	if (shape.dims.length !== rank) fail(`${name} has rank ${rank}, found ${shape.dims.length}`);
	return shape.dims;
}

function checkSame(a: Dim | undefined, b: Dim | undefined, what: string): void {
	if (a !== undefined && b !== undefined && isStatic(a) && isStatic(b) && a !== b) fail(`${what}: ${a} and ${b}`);
}

function construct(cls: Value, call: LibraryCall): Value {
	if (cls.kind === "class") return vague("an object of a class that derives from SparseTensor");
	checkSymbols("tensorflow.SparseTensor", false, call);
	const bound = bindCall("SparseTensor", "indices, values, dense_shape", call.args);
	const [indices, sizes] = [convert(bound.get("indices"), "int64"), convert(bound.get("dense_shape"), "int64")];
	const values = convert(bound.get("values"));
	const [rows, axes] = withRank(indices, 2, "indices") ?? [];
	const [count] = withRank(values, 1, "values") ?? [];
	const [rank] = withRank(sizes, 1, "dense_shape") ?? [];
	checkSame(rows, count, "there are as many indices as values");
	checkSame(axes, rank, "an index has a number for each axis");
	return makeSparse(denseShape(sizes), values.dtype, call);
}

/** The shape that a constant vector of sizes names. */
function denseShape({ content, shape }: Operand): Shape {
	const items = content?.kind === "list" ? content.items : undefined;
	const dims = items?.map((item) => (item.kind === "int" && item.value !== undefined ? item.value : undefined));
	if (dims && !dims.includes(undefined)) return ranked(dims as number[]);
	return vague(shape.kind === "top" ? shape.why : "the sizes of a SparseTensor are not known");
}

const SPARSE_TENSOR: ClassModel = {
	kind: "class",
	name: "tensorflow.SparseTensor",
	aliases: ["tensorflow.sparse.SparseTensor"],
	construct,
	init: () => undefined,
};

const FROM_DENSE = defineFunction("tensorflow.sparse.from_dense", "tensor, name=None", (bound, call) => {
	const value = bound.get("tensor");
	if (value.kind === "tensor" && (value.flavor === "KerasTensor" || value.spec.layout))
		return vague("tf.sparse.from_dense of such a tensor is not followed");
	const { shape, dtype } = convert(value);
	if (isTracing(call.machine)) return vague("tf.sparse.from_dense in a graph is not followed");
	if (shape.kind === "ranked" && shape.dims.length === 0)
		return fail("tf.sparse.from_dense takes no scalar", "InvalidArgumentError");
	return makeSparse(shape, dtype, call);
});

const EYE = defineFunction(
	"tensorflow.sparse.eye",
	"num_rows, num_columns=None, dtype=None, name=None",
	(bound, call) => {
		const [rows, columns] = ["num_rows", "num_columns"].map((name) => bound.get(name));
		const given = bound.given("dtype");
		const dims = [rows, columns?.kind === "none" ? rows : columns].map((each) =>
			each?.kind === "int" && each.value !== undefined ? each.value : vague("the sizes of tf.sparse.eye"),
		);
		return makeSparse(ranked(dims), given ? readDType(given.value) : "float32", call);
	},
);

export const SPARSE_TENSORS: readonly LibraryModel[] = [SPARSE_TENSOR, functionWithoutSymbols(FROM_DENSE), EYE];
