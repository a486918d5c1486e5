import { ranked, type Value } from "../../domain";
import { type LibraryCall, raise } from "../../interpreter/api";
import { makeTensor } from "../convert";
import { isTracing } from "../op";
import type { DatasetState } from "./dataset";
import { askFirst, elementAt } from "./iteration";

/** `dataset.cardinality()`: a scalar of int64, in which -1 is infinite and -2 unknown. */
export function lengthValue({ cardinality }: DatasetState, { machine, world }: LibraryCall): Value {
	const eager = !isTracing(machine);
	const count = cardinality === "infinite" ? -1 : cardinality === "unknown" ? -2 : cardinality;
	const content: Value | undefined = count === undefined || !eager ? undefined : { kind: "int", value: count };
	return makeTensor(ranked([]), "int64", { world, eager, content });
}

/** The only element: any other number of them is an error. */
export function singleElement(self: Value, state: DatasetState, call: LibraryCall): Value {
	const { machine, args } = call;
	const { cardinality } = state;
	if (cardinality === "infinite" || (typeof cardinality === "number" && cardinality !== 1))
		raise({
			code: "invalid-layer-argument",
			exception: "InvalidArgumentError",
			message: `get_single_element() needs a dataset of one element, found ${cardinality === "infinite" ? "endlessly many" : cardinality}`,
		});
	askFirst(state, machine, args.origin);
	return self.kind === "instance" ? elementAt(self, 0, machine) : self;
}
