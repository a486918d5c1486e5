import { type Dim, list, NONE, ranked, tuple, unknownDim, type Value, type World } from "../../../domain";
import { type Bound, type FunctionModel, type LibraryCall, truthOf, vague } from "../../../interpreter/api";
import { asInt } from "../../engine/argument-readers";
import { defineByWorld } from "./define-by-world";
import { checkLabels, checkSplit, labelSpec } from "./directory-arguments";
import {
	fail,
	inBatches,
	labelled,
	makeDataset,
	openDim,
	partsOf,
	tellFolder,
	tensorSpec,
	transform,
} from "./make-dataset";

const COMMON =
	"directory, labels='inferred', label_mode='int', class_names=None, batch_size=32, sampling_rate=None, output_sequence_length=None, ragged=False, shuffle=True, seed=None, validation_split=None, subset=None, follow_links=False";
const SIGNATURES: Readonly<Record<World, string>> = { keras2: COMMON, keras3: `${COMMON}, verbose=True` };

/**
 * `audio_dataset_from_directory`: sounds `(samples, channels)`, padded to the longest of a batch unless their length is given.
 * Mirrors keras/src/utils/{audio_dataset,audio_dataset_utils}.py.
 */
export const AUDIO_DATASET: FunctionModel = defineByWorld("audio_dataset_from_directory", SIGNATURES, (bound, call) => {
	checkLabels(bound);
	const length = bound.get("output_sequence_length");
	const isRagged = truthOf(bound.get("ragged")) ?? vague("ragged is not known");
	if (isRagged && length.kind !== "none") fail("ragged sounds have no output_sequence_length", "ragged");
	checkRate(bound.get("sampling_rate"));
	checkSplit(bound);
	return partsOf(bound, () => {
		const sounds = makeDataset(labelled(soundSpec(length, isRagged, call), labelSpec(bound, call)), call);
		return tellFolder(soundBatches(sounds, bound, isRagged, call), ["class_names"], bound, call);
	});
});

function checkRate(rate: Value): void {
	if (rate.kind === "none" || rate.kind === "unknown") return;
	if (rate.kind !== "int" && rate.kind !== "bool") fail("sampling_rate is an int", "sampling_rate");
	const number = asInt(rate);
	if (number !== undefined && number <= 0) fail(`sampling_rate is positive, found ${number}`, "sampling_rate");
	vague("resampling needs tensorflow_io");
}

function soundSpec(length: Value, isRagged: boolean, call: LibraryCall): Value {
	const channels = openDim("the channels of a file", call);
	const samples = openDim("the samples of a file", call);
	if (isRagged)
		return {
			kind: "typespec",
			spec: { shape: ranked([samples, channels]), dtype: "float32", layout: { kind: "ragged", raggedRank: 1 } },
			derived: false,
			type: "RaggedTensorSpec",
			parts: { ragged_rank: { kind: "int", value: 1 }, row_splits_dtype: { kind: "dtype", dtype: "int64" } },
		};
	const known: Dim = asInt(length) ?? unknownDim({ text: "output_sequence_length is not known" });
	return tensorSpec([length.kind === "none" ? samples : known, channels], "float32");
}

/** Keras 2 writes the shapes to pad to, which fit sounds with scalar labels only. */
function soundBatches(sounds: Value, bound: Bound, isRagged: boolean, call: LibraryCall): Value {
	const size = bound.get("batch_size");
	if (size.kind === "none" || isRagged || bound.get("output_sequence_length").kind !== "none")
		return inBatches(sounds, bound, call);
	const shapes = call.world === "keras2" ? [tuple([list([NONE, NONE]), list([])])] : [];
	return transform(sounds, "padded_batch", [size, ...shapes], call);
}
