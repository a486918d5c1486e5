import {
	type Dim,
	type DType,
	isStatic,
	NONE,
	type Spec,
	tuple,
	unknownDim,
	type Value,
	type World,
} from "../../../domain";
import { type Bound, type FunctionModel, type LibraryCall, vague } from "../../../interpreter/api";
import { readNumber } from "../../engine/argument-readers";
import { defineByWorld } from "./define-by-world";
import { fail, inBatches, makeDataset, openDim, tensorSpec, transform } from "./make-dataset";

const COMMON =
	"data, targets, sequence_length, sequence_stride=1, sampling_rate=1, batch_size=128, shuffle=False, seed=None, start_index=None, end_index=None";
const SIGNATURES: Readonly<Record<World, string>> = { keras2: COMMON, keras3: `${COMMON}, format='tf'` };

/**
 * `timeseries_dataset_from_array`: windows `(sequence_length, ...)` over an array, whose length the dataset leaves open.
 * Mirrors keras/src/utils/{timeseries_dataset,timeseries_dataset_utils}.py.
 */
export const TIMESERIES_DATASET: FunctionModel = defineByWorld(
	"timeseries_dataset_from_array",
	SIGNATURES,
	(bound, call) => {
		const series = arrayOf(bound.get("data"), call);
		checkBounds(bound, series.length);
		const format = call.world === "keras3" ? bound.get("format") : undefined;
		if (format && !(format.kind === "str" && format.value === "tf")) return vague("a dataset of another format");
		if (number(bound, "end_index") === 0 && bound.get("data").kind !== "tensor") return vague("windows over nothing");
		const window = number(bound, "sequence_length");
		const length = window ?? unknownDim({ text: "sequence_length is not known" });
		const targets = bound.get("targets");
		const target = targets.kind === "none" ? undefined : arrayOf(targets, call);
		const open = tensorSpec([openDim("the length of a window", call), ...series.row], series.dtype);
		const actual = tensorSpec([length, ...series.row], series.dtype);
		const both = (spec: Value): Value => (target ? tuple([spec, tensorSpec(target.row, target.dtype)]) : spec);
		const count = countWindows(bound, series.length, target?.length);
		const windows = makeDataset(both(open), call, count, both(actual));
		return inBatches(windows, bound, call);
	},
);

interface Series {
	readonly length: Dim;
	readonly row: readonly Dim[];
	readonly dtype: DType;
}

/** Whatever has a length and rows: an array, a tensor, or a list, which TensorFlow converts. */
function arrayOf(value: Value, call: LibraryCall): Series {
	const spec = value.kind === "tensor" ? value.spec : listSpec(value, call);
	if (spec.shape.kind !== "ranked" || spec.shape.dims.length === 0) return vague("a series that is not known");
	const [length, ...row] = spec.shape.dims as [Dim, ...Dim[]];
	return { length, row, dtype: spec.dtype };
}

function listSpec(value: Value, call: LibraryCall): Spec {
	if (value.kind !== "list" && value.kind !== "tuple") return vague("a series that is not known");
	const element = call.machine.getAttribute(makeFrom(value, call), "element_spec", call.args.origin);
	return element.kind === "typespec" ? element.spec : vague("a series that is not known");
}

const makeFrom = (value: Value, call: LibraryCall): Value =>
	transform({ kind: "library", name: "tensorflow.data.Dataset", world: call.world }, "from_tensors", [value], call);

const number = (bound: Bound, name: string): number | undefined => readNumber(bound.get(name));

/** The checks of Keras, in its order. */
function checkBounds(bound: Bound, length: Dim): void {
	const [start, end] = [number(bound, "start_index"), number(bound, "end_index")];
	const isBeyond = (value: number): boolean => isStatic(length) && value >= length;
	if (start) {
		if (start < 0) fail(`start_index is not negative, found ${start}`, "start_index");
		if (isBeyond(start)) fail(`start_index is ${start}, and the data has ${length} steps`, "start_index");
	}
	if (end) {
		if (start && end <= start) fail(`end_index ${end} is not above start_index ${start}`, "end_index");
		if (isBeyond(end)) fail(`end_index is ${end}, and the data has ${length} steps`, "end_index");
		if (end <= 0) fail(`end_index is positive, found ${end}`, "end_index");
	}
	for (const name of ["sampling_rate", "sequence_stride"]) {
		const value = number(bound, name);
		if (value === undefined) continue;
		if (value <= 0) fail(`${name} is positive, found ${value}`, name);
		if (isBeyond(value)) fail(`${name} is ${value}, and the data has ${length} steps`, name);
	}
}

/** How many windows there are; absent when that is not known. */
function countWindows(bound: Bound, length: Dim, targets: Dim | undefined): number | undefined {
	const [window, rate, stride] = ["sequence_length", "sampling_rate", "sequence_stride"].map((name) =>
		number(bound, name),
	);
	const bounds = ["start_index", "end_index"].map((name) => bound.get(name));
	const [start, end] = [
		bounds[0]?.kind === "none" ? 0 : readNumber(bounds[0] ?? NONE),
		bounds[1]?.kind === "none" ? length : readNumber(bounds[1] ?? NONE),
	];
	if (window === undefined || rate === undefined || stride === undefined || start === undefined) return undefined;
	if (end === undefined || !isStatic(end) || (targets !== undefined && !isStatic(targets))) return undefined;
	const positions = end - start - (window - 1) * rate;
	return Math.max(0, Math.ceil(Math.min(positions, targets ?? positions) / stride));
}
