import {
	type Dim,
	isNone,
	isStatic,
	isUnknown,
	noneDim,
	ranked,
	type TensorValue,
	unknownDim,
	type Value,
} from "../../domain";
import { type LibraryCall, type MethodModel, Raised, raise, syntheticArguments, vague } from "../../interpreter/api";
import { buildsSomehow } from "../engine/built-somehow";
import { layerState } from "../engine/layer-state";
import { flattenTensors, mapTensors, unknownPart } from "../engine/structure";
import { rejectSymbols } from "./compare-loss";
import { checkRows, checkSorts, type GivenData } from "./data-checks";
import { batchOfDataset, isDataset } from "./dataset-batch";
import { feedBatch, feedModel, raiseAgain } from "./feed-model";
import { runFunctional } from "./functional";
import { checkModelInputs } from "./model-inputs";
import { openBatch } from "./open-batch";

/**
 * `model.predict(x)` and `predict_on_batch(x)`: NumPy arrays of as many rows as the data. Only models whose graph is
 * known are followed: what else a model does on data, its own code says at run time.
 */
export const predictMethod =
	(name: string): MethodModel =>
	(self, call) => {
		const state = layerState(self);
		rejectSymbols(name, self, state, call);
		rejectInTrace(name, call);
		const argument = call.args.positional[0] ?? call.args.keywords.find((each) => each.name === "x");
		const data = argument?.value;
		const isOwn = state && !state.vague && self.kind === "instance" && self.cls.kind === "library";
		if (isOwn && argument && !call.args.open) return predictOwn(self, { ...argument, name: "x" }, name, call);
		const followed = state?.graph && !state.vague && self.kind === "instance" && data && !call.args.open;
		if (!followed || !state.graph || self.kind !== "instance") return buildsSomehow(name)(self, call);
		const rows = rowsOf(data);
		if (rows === undefined || unknownPart(data)) return vague(`what ${name}() is given is not followed`);
		const why = { text: "the batch of a prediction", origin: call.args.origin };
		const batch = mapTensors(data, (tensor) => openBatch(tensor, noneDim(why), state.world));
		const inner: LibraryCall = { ...call, args: syntheticArguments([batch], call.args.origin) };
		const graph = state.graph;
		// A Sequential looks at its input in its own way.
		if (!state.stack && !checkModelInputs(state, graph, batch, call.machine, call.args.origin))
			return vague(`what ${name}() gives after an error`);
		const result = call.machine.trap(() => runFunctional(self, state, graph, inner));
		if (result instanceof Raised || unknownPart(result)) return vague(`what ${name}() gives is not followed`);
		return mapTensors(result, (tensor) => gather(tensor, rows, name));
	};

/** Of a model of Keras's own nothing is done but to call it. */
function predictOwn(self: Value, data: GivenData, name: string, call: LibraryCall): Value {
	const isBatched = isDataset(data.value);
	if (name === "predict" && !isBatched) {
		checkSorts([data], call.world);
		checkRows([data]);
	}
	const rows = isBatched
		? unknownDim({ text: "how many rows the dataset has", origin: call.args.origin })
		: rowsOf(data.value);
	const batch = isBatched ? batchOfDataset(data, call) : data.value;
	if (rows === undefined || unknownPart(batch)) return buildsSomehow(name)(self, call);
	const result = (isBatched ? feedBatch : feedModel)(self, batch, call);
	if (result instanceof Raised) raiseAgain(result, "x", data.origin);
	if (result instanceof Raised || unknownPart(result)) return vague(`what ${name}() gives is not followed`);
	return mapTensors(result, (tensor) => gather(tensor, rows, name));
}

/** Inside of a `tf.function` Keras 2 refuses; Keras 3 goes on to make batches of it, or an array of the result. */
function rejectInTrace(name: string, { machine, world, args }: LibraryCall): void {
	if (!machine.tracing) return;
	const data = args.positional[0]?.value;
	if (world === "keras3" && (data?.kind !== "tensor" || data.eager !== false)) return;
	const { shape } = data?.kind === "tensor" ? data.spec : { shape: undefined };
	const isOpen = shape?.kind === "ranked" && !isStatic(shape.dims[0] ?? 0);
	const exception = isOpen && name === "predict" ? "TypeError" : "AttributeError";
	raise({
		code: "invalid-layer-input",
		exception: world === "keras2" ? "RuntimeError" : exception,
		message: `${name}() cannot be called inside a tf.function: call the model itself`,
	});
}

/** How many rows the data has: the same in all of its arrays; absent when that is not so. */
function rowsOf(data: Value): Dim | undefined {
	const tensors = flattenTensors(data);
	const rows = tensors.map(({ spec }) => (spec.shape.kind === "ranked" ? spec.shape.dims[0] : undefined));
	const [first] = rows;
	if (first === undefined || tensors.some((tensor) => tensor.flavor === "KerasTensor")) return undefined;
	if (!isStatic(first)) return tensors.length === 1 ? first : undefined;
	return rows.every((each) => each === first) ? first : undefined;
}

/** The outputs of all batches, one after the other. */
function gather(tensor: TensorValue, rows: Dim, name: string): Value {
	const { shape, dtype } = tensor.spec;
	const [first, ...others] = shape.kind === "ranked" ? shape.dims : [];
	const isBatch = first !== undefined && (isNone(first) || isUnknown(rows));
	if (!isBatch) return vague(`what ${name}() gives does not have a row for each input`);
	const dims = others.map((dim) => (isNone(dim) ? unknownDim({ text: "a size that the data decides" }) : dim));
	return { ...tensor, flavor: "ndarray", spec: { shape: ranked([rows, ...dims]), dtype } };
}
