import type { Value, World } from "../../domain";
import { type Bound, type LibraryCall, type MethodModel, Raised, raise } from "../../interpreter/api";
import { buildsSomehow } from "../engine/built-somehow";
import { type LayerState, layerState } from "../engine/layer-state";
import { flattenLeaves, flattenTensors, unknownPart } from "../engine/structure";
import { bindMethod } from "./bind-method";
import { compareLoss, rejectSymbols } from "./compare-loss";
import { feedModel, isKerasTensor, raiseAgain, rowsOf } from "./feed-model";

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
		const isBatch = name.endsWith("on_batch");
		rejectSymbols(name, self, state, call);
		const sets = [dataOf(bound), ...(name === "fit" ? [validationOf(bound)] : [])];
		for (const data of sets) {
			const output = feed(self, state, data, isBatch, call);
			const size = data.argument === "x" ? bound.get("batch_size") : bound.get("validation_batch_size");
			if (output) compareLoss(name, state, output, data.y, size, call);
		}
		return buildsSomehow(name)(self, call);
	};

/** Arrays that belong together, by the names of their arguments. */
interface DataSet {
	readonly x: Value | undefined;
	readonly y: Value | undefined;
	readonly weights: Value | undefined;
	/** What to blame. */
	readonly argument: string;
}

const dataOf = (bound: Bound): DataSet => ({
	x: bound.get("x"),
	y: bound.get("y"),
	weights: bound.get("sample_weight"),
	argument: "x",
});

/** `validation_data=(x, y)`. */
function validationOf(bound: Bound): DataSet {
	const given = bound.get("validation_data");
	const [x, y, weights] = given.kind === "tuple" || given.kind === "list" ? (given.items ?? []) : [];
	return { x, y, weights, argument: "validation_data" };
}

/** The model's output for a batch, where it is known. */
function feed(model: Value, state: LayerState, data: DataSet, isBatch: boolean, call: LibraryCall): Value | undefined {
	const { x } = data;
	const parts = [x, data.y, data.weights].filter((each) => each !== undefined && each.kind !== "none") as Value[];
	// Keras 3 does not look at the batches that it is handed.
	if (isBatch && state.world === "keras2") for (const part of parts) checkTensors(part, data.argument);
	if (!isBatch) for (const part of parts) checkSort(part, data.argument);
	if (!isBatch || state.world === "keras2") checkRows(parts, data.argument);
	if (x === undefined || !isFollowed(x)) return undefined;
	const output = feedModel(model, x, call);
	if (!(output instanceof Raised)) return output;
	raiseAgain(output, data.argument);
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

const NUMBERS: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "str"]);

/** Keras makes batches of arrays and tensors, not of Python's numbers: a list holds one array for each input. */
export function checkSort(data: Value, argument: string): void {
	const bad = flattenLeaves(data).find(({ kind }) => NUMBERS.has(kind));
	if (bad) {
		const isList = data.kind === "list" || data.kind === "tuple";
		raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: isList
				? `${argument} is a ${data.kind} of numbers: Keras wants an array (np.array), a list holds one array for each input`
				: `${argument} is a ${bad.kind}, of which Keras makes no batches`,
			argument,
		});
	}
	checkTensors(data, argument);
}

/** What has no rows cannot be cut into batches. */
function checkTensors(data: Value, argument: string): void {
	for (const tensor of flattenTensors(data)) {
		const { shape } = tensor.spec;
		if (shape.kind !== "ranked") continue;
		if (shape.dims.length === 0 && !isKerasTensor(tensor))
			raise({
				code: "input-rank",
				exception: "IndexError",
				message: `${argument} holds a scalar, which has no rows`,
				argument,
			});
		const [rows] = shape.dims;
		if (isKerasTensor(tensor) && typeof rows === "object" && rows.kind === "none")
			raise({
				code: "keras-tensor-in-tf-function",
				exception: "TypeError",
				message: `${argument} is a KerasTensor, which has no rows: a model is trained on arrays`,
				argument,
				because: [rows.why],
			});
	}
}

/** All arrays have one row for each sample. */
export function checkRows(parts: readonly Value[], argument: string): void {
	const rows = parts.flatMap((part) => rowsOf(part));
	const other = rows.find((each) => each !== rows[0]);
	if (other === undefined) return;
	raise({
		code: "input-axis-size",
		exception: "ValueError",
		message: `the data has ${rows[0]} rows in one array and ${other} in another: every sample needs one in each`,
		argument,
	});
}
