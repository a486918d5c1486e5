import type { FunctionModel } from "../../../interpreter/api";
import { AUDIO_DATASET } from "./audio-dataset";
import { IMAGE_DATASET } from "./image-dataset";
import { SPLIT_DATASET } from "./split-dataset";
import { TEXT_DATASET } from "./text-dataset";
import { TIMESERIES_DATASET } from "./timeseries-dataset";

/** Functions of `keras.utils` that make datasets. */
export const DATASET_UTILITIES: readonly FunctionModel[] = [
	IMAGE_DATASET,
	TEXT_DATASET,
	AUDIO_DATASET,
	TIMESERIES_DATASET,
	SPLIT_DATASET,
];
