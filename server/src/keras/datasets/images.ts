import type { DType } from "../../domain";
import { type FunctionModel, type LibraryCall, raise, typeName, vague } from "../../interpreter/api";
import { imageDataFormat } from "../backend/config";
import { loadData, type Split } from "./load-data";

/** 28 x 28 grey pixels and ten classes, without an axis for channels. */
const GREY: Split = {
	train: [
		{ shape: [60_000, 28, 28], dtype: "uint8" },
		{ shape: [60_000], dtype: "uint8" },
	],
	test: [
		{ shape: [10_000, 28, 28], dtype: "uint8" },
		{ shape: [10_000], dtype: "uint8" },
	],
};

/** 32 x 32 pixels in three colours, channels where the global `image_data_format` has them; labels as a column. */
function colours({ machine, world }: LibraryCall, labels: DType): Split {
	const format = imageDataFormat(machine, world) ?? vague("the global image_data_format is not known");
	const image = format === "channels_last" ? [32, 32, 3] : [3, 32, 32];
	const part = (count: number): Split["train"] => [
		{ shape: [count, ...image], dtype: "uint8" },
		{ shape: [count, 1], dtype: labels },
	];
	return { train: part(50_000), test: part(10_000) };
}

/** Mirrors keras/src/datasets/{mnist,fashion_mnist,cifar10,cifar100}.py, which agree in both worlds. */
export const IMAGE_DATASETS: readonly FunctionModel[] = [
	loadData("mnist", "path='mnist.npz'", () => GREY),
	loadData("fashion_mnist", "", () => GREY),
	loadData("cifar10", "", (_bound, call) => colours(call, "uint8")),
	loadData("cifar100", "label_mode='fine'", (bound, call) => {
		const mode = bound.get("label_mode");
		if (mode.kind === "unknown" || (mode.kind === "str" && mode.value === undefined)) return colours(call, "int64");
		if (mode.kind === "str" && (mode.value === "fine" || mode.value === "coarse")) return colours(call, "int64");
		return raise({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `label_mode must be "fine" or "coarse", found ${mode.kind === "str" ? `"${mode.value}"` : typeName(mode)}`,
			argument: "label_mode",
		});
	}),
];
