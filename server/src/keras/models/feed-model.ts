import {
	type Dim,
	isFloating,
	isNone,
	isStatic,
	noneDim,
	type Origin,
	ranked,
	type TensorValue,
	tuple,
	type Value,
} from "../../domain";
import { Failure, type LibraryCall, Raised, syntheticArguments } from "../../interpreter/api";
import { makeTensor } from "../engine/call-layer";
import { floatx } from "../engine/dtype-policy";
import { flattenTensors, mapTensors } from "../engine/structure";

/**
 * A model on the batches that `fit`, `evaluate` and `predict` make of data: graph tensors, of which Keras often does not
 * know the number of rows. What the call raises is what the method raises. Mirrors `train_step` and its like.
 */
export function feedModel(model: Value, data: Value, call: LibraryCall): Value | Raised {
	const { machine } = call;
	const open = machine.trap(() => callOn(model, batchOf(data, undefined, call), call));
	if (!(open instanceof Raised) || open.problem?.code !== "undefined-dimension") return open;
	// Where all batches are as long, Keras knows how long they are: what is wrong for both is wrong.
	const rows = rowCount(data);
	if (rows === undefined) return open;
	const fixed = machine.trap(() => callOn(model, batchOf(data, rows, call), call));
	return fixed instanceof Raised && fixed.exception !== open.exception ? data : fixed;
}

/** Raises what a fed model raised, at the call that fed it. */
export function raiseAgain({ problem }: Raised, argument: string, origin: Origin | undefined): void {
	if (problem) throw new Failure({ ...problem, argument }, origin);
}

/** As `feedModel`, of batches that are made already. */
export const feedBatch = (model: Value, batch: Value, call: LibraryCall): Value | Raised =>
	call.machine.trap(() => callOn(model, batch, call));

const callOn = (model: Value, batch: Value, { machine, args }: LibraryCall): Value =>
	machine.call(model, syntheticArguments([batch], args.origin));

/** Arrays of floats become Keras's own float type; tensors stay as they are. */
function batchOf(data: Value, rows: number | undefined, { machine, world, args: { origin } }: LibraryCall): Value {
	const why = { text: "the number of rows in a batch", origin };
	const lead: Dim = rows ?? noneDim(why);
	return mapTensors(unwrapped(data), ({ spec, flavor }) => {
		const { shape } = spec;
		const isCast = flavor === "ndarray" && isFloating(spec.dtype);
		const dtype = isCast ? floatx(machine, world) : spec.dtype;
		if (shape.kind !== "ranked") return makeTensor({ shape, dtype }, "Tensor", { world }, false);
		const rest = shape.dims.slice(1).map((dim) => (isNone(dim) ? noneDim(why) : dim));
		return makeTensor({ shape: ranked([lead, ...rest]), dtype }, "Tensor", { world }, false);
	});
}

/** Data comes through a dataset, which knows tuples and no lists. */
const unwrapped = (data: Value): Value =>
	data.kind === "list" && data.items ? tuple(data.items.map(unwrapped)) : data;

const rowCount = (data: Value): number | undefined => {
	const rows = rowsOf(data);
	return rows.every((each) => each === rows[0]) ? rows[0] : undefined;
};

/** How many rows each array has; without those of which that is not known. */
export const rowsOf = (data: Value): readonly number[] =>
	flattenTensors(data).flatMap(({ spec }) => {
		const first = spec.shape.kind === "ranked" ? spec.shape.dims[0] : undefined;
		return first !== undefined && isStatic(first) ? [first] : [];
	});

export const isKerasTensor = (tensor: TensorValue): boolean => tensor.flavor === "KerasTensor";
