import { isStatic, type Layout, printDim, type Shape, SPARSE, withLayout } from "../../../domain";
import { defineFunction, type FunctionModel, raise } from "../../../interpreter/api";
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
	raise({ code: "python-error", exception: "TypeError", message: `a KerasTensor takes no argument ${name}` });

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
