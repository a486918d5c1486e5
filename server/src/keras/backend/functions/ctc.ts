import { type Dim, type DType, int, list, mergeDims, ranked, str, tuple, type Value } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { makeTensor } from "../../engine/call-layer";
import { type BackendCall, backendFunction, intOf, ints, shapeOf, tensorOf } from "./define";

/** A tensor beside another one: of the same sort, with a spec of its own. */
const beside = (value: Value, dims: readonly Dim[], dtype: DType): Value => ({
	...tensorOf(value),
	flavor: "Tensor",
	spec: { shape: ranked(dims), dtype },
	content: undefined,
});

function dimsOf(value: Value): readonly Dim[] {
	const shape = shapeOf(value);
	return shape.kind === "ranked" ? shape.dims : vague(shape.why);
}

/** Sparse tensors are not built of KerasTensors: the dispatcher takes the whole function then. */
function rejectSymbolic(k: BackendCall, ...values: readonly Value[]): void {
	if (!values.some((value) => value.kind === "tensor" && value.flavor === "KerasTensor")) return;
	k.fail("a sparse tensor cannot be made of KerasTensors", undefined, "keras-tensor-in-tf-function", "TypeError");
}

/** `log(transpose(y_pred) + epsilon)`: the time axis first. */
function logarithms(k: BackendCall): Value {
	const turned = k.tf("transpose", [k.get("y_pred")], { perm: ints(1, 0, 2) });
	return k.tf("math.log", [k.binary("+", turned, k.backend("epsilon", {}))]);
}

/** A column of lengths as a vector of int32. */
const lengths = (k: BackendCall, name: string): Value =>
	k.tf("cast", [k.tf("squeeze", [k.get(name)], { axis: int(-1) }), str("int32")]);

const isSymbolic = (value: Value): boolean => value.kind === "tensor" && value.flavor === "KerasTensor";

/** What is made of KerasTensors before the dispatcher gives up: the names of these layers are taken. */
function startSparse(k: BackendCall, labels: Value): void {
	const shape = k.tf("shape", [labels]);
	for (const axis of [0, 1]) k.tf("stack", [list([k.item(shape, int(axis))])]);
	const filled = k.tf("fill", [list([int(1), k.item(shape, int(1))]), int(0)]);
	k.tf("cast", [filled, str("bool")]);
}

/** The layers that Keras 2 makes of the loss: the sparse labels are one. */
function symbolicLoss(k: BackendCall, labels: Value, counts: Value, given: Value, loss: (logs: Value) => Value): Value {
	startSparse(k, labels);
	const sparse = k.layer("keras.backend.ctc_label_dense_to_sparse", asKerasTensor(labels, k), [labels, counts]);
	const cast = k.tf("cast", [sparse, str("int32")]);
	const logs = logarithms(k);
	return k.layer("tensorflow.compat.v1.nn.ctc_loss", asKerasTensor(loss(logs), k), [cast, logs, given]);
}

const asKerasTensor = (value: Value, k: BackendCall): Value =>
	makeTensor(tensorOf(value).spec, "KerasTensor", { world: k.world });

/** One loss for each sample. */
function lossOf(logs: Value, given: Value): Value {
	const [batch, counted] = [dimsOf(logs)[1], dimsOf(given)[0]];
	if (batch === undefined || counted === undefined) return vague("lengths that are no vector");
	const merged = mergeDims(batch, counted) ?? vague("as many lengths as samples");
	return beside(logs, [merged], tensorOf(logs).spec.dtype);
}

/** (samples, text), (samples, time, classes), (samples, 1) twice -> (samples, 1) */
const BATCH_COST = backendFunction("ctc_batch_cost", "y_true, y_pred, input_length, label_length", (k) => {
	const counts = lengths(k, "label_length");
	const given = lengths(k, "input_length");
	const labels = k.get("y_true");
	if (dimsOf(counts).length === 0)
		k.fail("label_length must be a column of lengths", "label_length", "input-rank", "IndexError");
	if (dimsOf(labels).length !== 2) vague("labels of another rank than 2");
	const loss = (logs: Value): Value => lossOf(logs, given);
	const result = [labels, counts, given, k.get("y_pred")].some(isSymbolic)
		? symbolicLoss(k, labels, counts, given, loss)
		: loss(logarithms(k));
	return k.tf("expand_dims", [result, int(1)]);
});

/** (samples, time, classes) -> a list of (samples, time), and the log probabilities (samples, paths) */
const DECODE = backendFunction("ctc_decode", "y_pred, input_length, greedy=True, beam_width=100, top_paths=1", (k) => {
	const given = k.get("y_pred");
	const logs = logarithms(k);
	k.tf("cast", [k.get("input_length"), str("int32")]);
	rejectSymbolic(k, given);
	const [samples, time] = dimsOf(given) as readonly [Dim, Dim];
	const isGreedy = k.machine.truth(k.get("greedy"), k.origin) ?? vague("greedy is not known");
	const paths = isGreedy ? 1 : intOf(k.get("top_paths"), "top_paths");
	const decoded = Array.from({ length: paths }, () => beside(given, [samples, time], "int64"));
	return tuple([list(decoded), beside(logs, [samples, paths], tensorOf(logs).spec.dtype)]);
});

const TO_SPARSE = backendFunction("ctc_label_dense_to_sparse", "labels, label_lengths", (k) => {
	const [labels, counts] = [k.get("labels"), k.get("label_lengths")];
	rejectSymbolic(k, labels, counts);
	k.item(k.tf("shape", [labels]), int(1));
	k.compare("<", k.tf("range", [int(1)]), counts);
	return vague("a sparse tensor");
});

/** Connectionist temporal classification. Mirrors keras/src/backend.py (2.15) and keras/src/legacy/backend.py (3). */
export const CTC: readonly FunctionModel[] = [BATCH_COST, DECODE, TO_SPARSE];
