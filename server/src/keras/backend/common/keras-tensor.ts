import {
	isStatic,
	type Layout,
	printDim,
	type Shape,
	SPARSE,
	type Spec,
	specClass,
	specPart,
	type TypeSpecValue,
	withLayout,
} from "../../../domain";
import { defineFunction, type FunctionModel, raise, vague } from "../../../interpreter/api";
import { makeTensor } from "../../engine/call-layer";
import { standardizeDType } from "../../engine/standardize-dtype";
import { readShape } from "../../layers/core/input-shape";

const reject = (message: string): never =>
	raise({ code: "invalid-input-shape", exception: "ValueError", message, argument: "shape" });

/** `standardize_shape`: sizes are ints that are not negative, or None. */
export function checkSizes(shape: Shape): Shape {
	if (shape.kind !== "ranked") return shape;
	const bad = shape.dims.find((dim) => isStatic(dim) && dim < 0);
	return bad === undefined ? shape : reject(`a size of a KerasTensor cannot be negative, found ${printDim(bad)}`);
}

function readLayout(sparse: boolean | undefined, ragged: boolean | undefined): Layout | undefined {
	if (sparse === undefined || ragged === undefined) return { kind: "unknown" };
	if (sparse && ragged) return reject("a KerasTensor is sparse or ragged, not both");
	return sparse ? SPARSE : ragged ? { kind: "ragged" } : undefined;
}

const rejectKeyword = (name: string): never =>
	raise({ code: "unknown-layer-argument", exception: "TypeError", message: `a KerasTensor takes no argument ${name}` });

/** `keras.KerasTensor(shape, dtype)`: a tensor without a place in a graph. */
export const KerasTensor: FunctionModel = defineFunction(
	"keras.KerasTensor",
	"shape, dtype='float32', sparse=False, ragged=False, record_history=True, name=None, **kwargs",
	(bound, { world, machine, args }) => {
		const isSet = (name: string) => machine.truth(bound.get(name), args.origin);
		const reader = { machine, world, origin: bound.given("shape")?.origin ?? args.origin, what: "KerasTensor" };
		const value = bound.get("shape");
		const odd = bound.extra.find(({ name }) => name !== "ragged_rank" && name !== "row_splits_dtype");
		if (odd) rejectKeyword(odd.name);
		const shape = value.kind === "none" ? reject("a KerasTensor needs a shape") : readShape(value, "shape", reader);
		const dtype = bound.get("dtype");
		const tensor = makeTensor(
			withLayout(
				{ shape, dtype: standardizeDType(dtype, { machine, world }) },
				readLayout(isSet("sparse"), isSet("ragged")),
			),
			"KerasTensor",
			{ world },
		);
		const name = bound.get("name");
		return tensor.kind === "tensor" && name.kind === "str" && name.value ? { ...tensor, name: name.value } : tensor;
	},
	{ worlds: ["keras3"], aliases: ["keras.backend.KerasTensor", "keras.src.backend.KerasTensor"] },
);

/** What a spec says of its shape, dtype and layout; absent for one without a shape. */
function describedBy(value: TypeSpecValue): Spec | undefined {
	const type = specClass(value);
	const { spec } = value;
	if (type === "TensorSpec" || type === "BoundedTensorSpec" || type === "VariableSpec") return spec;
	if (type === "SparseTensorSpec") return withLayout(spec, SPARSE);
	const rank = type === "RaggedTensorSpec" ? specPart(value, "ragged_rank") : undefined;
	return rank && withLayout(spec, { kind: "ragged", raggedRank: rank.kind === "int" ? rank.value : undefined });
}

/** `KerasTensor(type_spec)` of Keras 2, which no public module exports. Mirrors keras/src/engine/keras_tensor.py. */
export const KerasTensor2: FunctionModel = defineFunction(
	"keras.src.engine.keras_tensor.KerasTensor",
	"type_spec=None, inferred_value=None, name=None, **kwargs",
	(bound, { world }) => {
		const odd = bound.extra[0]?.name ?? (bound.given("type_spec") ? undefined : "nothing");
		if (odd) rejectSpec("TypeError", `a KerasTensor of Keras 2 is made from a tf.TypeSpec, found ${odd}`);
		const value = bound.get("type_spec");
		if (value.kind === "unknown" || value.kind === "instance") return vague("a TypeSpec that is not known");
		if (value.kind !== "typespec")
			return rejectSpec("ValueError", "a KerasTensor of Keras 2 is made from a tf.TypeSpec");
		if (specClass(value) === "NoneTensorSpec") return vague("a KerasTensor of nothing");
		const spec = describedBy(value) ?? rejectSpec("ValueError", `a ${specClass(value)} has no shape for a KerasTensor`);
		const name = bound.get("name");
		const tensor = makeTensor(spec, "KerasTensor", { world });
		return tensor.kind === "tensor" && name.kind === "str" && name.value ? { ...tensor, name: name.value } : tensor;
	},
	{ worlds: ["keras2"], aliases: ["keras.engine.keras_tensor.KerasTensor"] },
);

const rejectSpec = (exception: string, message: string): never =>
	raise({ code: "invalid-input-shape", exception, message, argument: "type_spec" });
