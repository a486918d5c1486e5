import { type Dim, type DType, unknownDim, unknownDType, type Value } from "../../domain";
import { type Bound, type FunctionModel, type LibraryCall, raise } from "../../interpreter/api";

import { readNumber } from "../engine/argument-readers";
import { loadData, type Split } from "./load-data";

/** The rows before and after `int(rows * (1 - test_split))`. */
function splitRows(rows: number, testSplit: Value, invalid: () => never): readonly [Dim, Dim] {
	const share = readNumber(testSplit);
	if (share === undefined) {
		const why = { text: "test_split is not known" };
		return [unknownDim(why), unknownDim(why)];
	}
	if (share < 0 || share >= 1) invalid();
	const at = Math.trunc(rows * (1 - share));
	return [at, rows - at];
}

function features(rows: number, columns: number, dtype: DType, bound: Bound, { world }: LibraryCall): Split {
	const split = splitRows(rows, bound.get("test_split"), () =>
		raise({
			code: "invalid-layer-argument",
			exception: world === "keras2" ? "AssertionError" : "ValueError",
			message: "test_split must be at least 0 and below 1",
			argument: "test_split",
		}),
	);
	const part = (count: Dim): Split["train"] => [
		{ shape: [count, columns], dtype },
		{ shape: [count], dtype },
	];
	return { train: part(split[0]), test: part(split[1]) };
}

function versionRows(version: Value): number | undefined {
	if (version.kind !== "str" || version.value === undefined) return undefined;
	if (version.value === "large") return 20_640;
	if (version.value === "small") return 600;
	return raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `version must be "small" or "large", found "${version.value}"`,
		argument: "version",
	});
}

/** Mirrors keras/src/datasets/{boston_housing,california_housing}.py. */
export const TABLE_DATASETS: readonly FunctionModel[] = [
	loadData("boston_housing", "path='boston_housing.npz', test_split=0.2, seed=113", (bound, call) =>
		features(506, 13, "float64", bound, call),
	),
	loadData(
		"california_housing",
		"version='large', path='california_housing.npz', test_split=0.2, seed=113",
		(bound, call) => {
			const dtype = unknownDType({ text: "the dtype of the downloaded table" });
			const rows = versionRows(bound.get("version"));
			if (rows !== undefined) return features(rows, 8, dtype, bound, call);
			const why = { text: "which version of the table is loaded is not known" };
			const part: Split["train"] = [
				{ shape: [unknownDim(why), 8], dtype },
				{ shape: [unknownDim(why)], dtype },
			];
			return { train: part, test: part };
		},
		{ worlds: ["keras3"] },
	),
];
