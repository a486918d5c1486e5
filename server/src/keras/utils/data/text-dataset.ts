import type { World } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { defineByWorld } from "./define-by-world";
import { checkLabels, checkSplit, labelSpec } from "./directory-arguments";
import { inBatches, labelled, makeDataset, partsOf, tellFolder, tensorSpec } from "./make-dataset";

const COMMON =
	"directory, labels='inferred', label_mode='int', class_names=None, batch_size=32, max_length=None, shuffle=True, seed=None, validation_split=None, subset=None, follow_links=False";
const SIGNATURES: Readonly<Record<World, string>> = { keras2: COMMON, keras3: `${COMMON}, format='tf', verbose=True` };

/** `text_dataset_from_directory`: each file is a string. Mirrors keras/src/utils/{text_dataset,text_dataset_utils}.py. */
export const TEXT_DATASET: FunctionModel = defineByWorld("text_dataset_from_directory", SIGNATURES, (bound, call) => {
	checkLabels(bound);
	checkSplit(bound);
	const format = call.world === "keras3" ? bound.get("format") : undefined;
	if (format && !(format.kind === "str" && format.value === "tf")) return vague("a dataset of another format");
	return partsOf(bound, () => {
		const texts = makeDataset(labelled(tensorSpec([], "string"), labelSpec(bound, call)), call);
		return tellFolder(inBatches(texts, bound, call), ["class_names"], bound, call);
	});
});
