import { list, ranked, unknownBecause, unknownDim, type Value } from "../domain";
import type { FunctionModel, LibraryCall } from "../interpreter/api";
import { makeArray } from "./arrays";

/** One part of the rows: how many there are is not known, what a row is stays. */
function part(value: Value, { world, args }: LibraryCall): Value {
	if (value.kind !== "tensor" || value.flavor !== "ndarray" || value.spec.shape.kind !== "ranked")
		return unknownBecause("a part of what is not known", args.origin);
	const { shape, dtype } = value.spec;
	const rows = unknownDim({ text: "how many rows are drawn", origin: args.origin });
	return makeArray(ranked([rows, ...shape.dims.slice(1)]), dtype, world);
}

/** scikit-learn's splitter, through which arrays come to models: two parts of each array. */
export const TRAIN_TEST_SPLIT: FunctionModel = {
	kind: "function",
	name: "sklearn.model_selection.train_test_split",
	call: (call) =>
		call.args.open
			? unknownBecause("arrays that are not known", call.args.origin)
			: list(call.args.positional.flatMap(({ value }) => [part(value, call), part(value, call)])),
};
