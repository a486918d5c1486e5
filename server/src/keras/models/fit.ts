import type { Value, World } from "../../domain";
import { type Bound, type LibraryCall, type MethodModel, Raised } from "../../interpreter/api";
import { buildsSomehow } from "../engine/built-somehow";
import { type LayerState, layerState } from "../engine/layer-state";
import { flattenLeaves, unknownPart } from "../engine/structure";
import { bindMethod } from "./bind-method";
import { compareLoss, rejectSymbols } from "./compare-loss";
import { checkRows, checkSorts, checkTensors, type GivenData, givenData } from "./data-checks";
import { batchOfDataset, isDataset, rejectBeside } from "./dataset-batch";
import { feedBatch, feedModel, isKerasTensor, raiseAgain } from "./feed-model";

type Method = "fit" | "evaluate" | "train_on_batch" | "test_on_batch";

const WORKERS = ", max_queue_size=10, workers=1, use_multiprocessing=False";
const FIT =
	"x=None, y=None, batch_size=None, epochs=1, verbose='auto', callbacks=None, validation_split=0.0, validation_data=None, shuffle=True, class_weight=None, sample_weight=None, initial_epoch=0, steps_per_epoch=None, validation_steps=None, validation_batch_size=None, validation_freq=1";
const EVALUATE = "x=None, y=None, batch_size=None, verbose='auto', sample_weight=None, steps=None, callbacks=None";

const SIGNATURES: Readonly<Record<Method, Readonly<Record<World, string>>>> = {
	fit: { keras2: FIT + WORKERS, keras3: FIT },
	evaluate: {
		keras2: `${EVALUATE}${WORKERS}, return_dict=False, **kwargs`,
		keras3: `${EVALUATE}, return_dict=False, **kwargs`,
	},
	train_on_batch: {
		keras2: "x, y=None, sample_weight=None, class_weight=None, reset_metrics=True, return_dict=False",
		keras3: "x, y=None, sample_weight=None, class_weight=None, return_dict=False",
	},
	test_on_batch: {
		keras2: "x, y=None, sample_weight=None, reset_metrics=True, return_dict=False",
		keras3: "x, y=None, sample_weight=None, return_dict=False",
	},
};

/**
 * `model.fit(x, y)` and its like, on Keras's own models: the data must be of a sort that Keras makes batches of, have as
 * many rows everywhere, and fit the model. What a model of the user's does on data is its own code's affair.
 */
export const feedingMethod =
	(name: Method): MethodModel =>
	(self, call) => {
		const state = layerState(self);
		const isOwn = self.kind === "instance" && self.cls.kind === "library";
		if (!state || !isOwn || state.vague || call.args.open || call.machine.tracing || call.machine.inGraph)
			return buildsSomehow(name)(self, call);
		const bound = bindMethod(name, SIGNATURES[name][call.world], call);
		const data = givenData(bound, ["x", "y", "sample_weight"]);
		rejectBeside(data, bound);
		const sets = [data, ...(name === "fit" ? [validationOf(bound)] : [])];
		for (const parts of sets) {
			const output = feed(self, state, parts, name.endsWith("on_batch"), call);
			const size = bound.get(parts === data ? "batch_size" : "validation_batch_size");
			if (output) compareLoss(name, state, output, parts[1]?.value, size, call);
		}
		rejectSymbols(name, self, state, call);
		return buildsSomehow(name)(self, call);
	};

/** `validation_data=(x, y)`, or a dataset. */
function validationOf(bound: Bound): readonly GivenData[] {
	const name = "validation_data";
	return givenData(bound, [name]).flatMap(({ value, origin }) => {
		const items = value.kind === "tuple" || value.kind === "list" ? (value.items ?? []) : [value];
		const isKnown = items.length > 1 || isDataset(value);
		return isKnown ? items.filter(({ kind }) => kind !== "none").map((item) => ({ name, value: item, origin })) : [];
	});
}

function feed(
	model: Value,
	state: LayerState,
	parts: readonly GivenData[],
	isBatch: boolean,
	call: LibraryCall,
): Value | undefined {
	const [x] = parts;
	if (!x || (x.name !== "x" && x.name !== "validation_data")) return undefined;
	if (isDataset(x.value)) return feedFrom(x, batchOfDataset(x, call), (batch) => feedBatch(model, batch, call));
	// Keras 3 does not look at the batches that it is handed.
	if (isBatch && state.world === "keras2") for (const part of parts) checkTensors(part);
	if (!isBatch) checkSorts(parts, state.world);
	if (!isBatch || state.world === "keras2") checkRows(parts);
	return feedFrom(x, x.value, (data) => feedModel(model, data, call));
}

/** What the model gives for a batch, where that is known. */
function feedFrom({ name, origin }: GivenData, data: Value, run: (data: Value) => Value | Raised): Value | undefined {
	if (!isFollowed(data)) return undefined;
	const output = run(data);
	if (!(output instanceof Raised)) return output;
	raiseAgain(output, name, origin);
	return undefined;
}

/** Tensors and arrays of known specs, in containers. */
function isFollowed(data: Value): boolean {
	if (unknownPart(data)) return false;
	const leaves = flattenLeaves(data);
	return leaves.length > 0 && leaves.every((leaf) => leaf.kind === "tensor" && !isKerasTensor(leaf) && isNumeric(leaf));
}

const isNumeric = (leaf: Value): boolean =>
	leaf.kind === "tensor" && leaf.spec.shape.kind === "ranked" && leaf.spec.dtype !== "string";
