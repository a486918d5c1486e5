import { isStatic, type Layout, printDim, ranked, type Shape, SPARSE, withLayout } from "../../../domain";
import { defineFunction, type FunctionModel, raise, typeName } from "../../../interpreter/api";
import { makeTensor } from "../../engine/call-layer";
import { readDType } from "../../engine/dtype-policy";
import { valueToShape } from "../../engine/shape-value";

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

/** `keras.KerasTensor(shape, dtype)`: a tensor without a place in a graph. */
export const KerasTensor: FunctionModel = defineFunction(
	"keras.KerasTensor",
	"shape, dtype='float32', sparse=False, ragged=False, record_history=True, name=None, **kwargs",
	(bound, { world, machine, args }) => {
		const isSet = (name: string) => machine.truth(bound.get(name), args.origin);
		const value = bound.get("shape");
		if (value.kind === "none" || value.kind === "int" || value.kind === "float")
			reject(`the shape of a KerasTensor must be a tuple, found a value of type ${typeName(value)}`);
		const read = valueToShape(value);
		const shape = read.kind === "ranked" ? checkSizes(ranked(read.dims)) : read;
		const dtype = bound.get("dtype");
		return makeTensor(
			withLayout(
				{ shape, dtype: dtype.kind === "none" ? "float32" : readDType(dtype, world, "ValueError") },
				readLayout(isSet("sparse"), isSet("ragged")),
			),
			"KerasTensor",
			{ world },
		);
	},
	{ worlds: ["keras3"], aliases: ["keras.backend.KerasTensor", "keras.src.backend.KerasTensor"] },
);
