import { type Dim, ranked, type TensorValue, type Value } from "../../domain";
import { vague } from "../../interpreter/api";
import { makeTensor } from "../engine/call-layer";

/** One batch of data, as the graph tensor that a model is traced on. */
export function openBatch(tensor: TensorValue, open: Dim, world: TensorValue["world"]): Value {
	const { shape, dtype } = tensor.spec;
	if (shape.kind !== "ranked") return vague("the rank of the data is not known");
	return makeTensor({ shape: ranked([open, ...shape.dims.slice(1)]), dtype }, "Tensor", { world }, false);
}
