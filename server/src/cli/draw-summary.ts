import type { LayerSummary, ModelSummary } from "../ide/analysis";
import type { Locate } from "../ide/locate";
import { printBytes, printCount, printOutputShape, printParams } from "../ide/summary";
import { safeText, widthOfText } from "./display-text";
import { placeText } from "./draw-findings";
import type { Paint } from "./paint";

/** The table of `model.summary()`. Its columns are as wide as their cells. */
export function drawSummary(model: ModelSummary, path: string, locate: Locate, paint: Paint): string {
	const header = ["Layer (type)", "Output Shape", "Param #", ...(model.isChain ? [] : ["Connected to"])];
	const rows = model.layers.map((layer) => cells(layer, model));
	const widths = header.map((title, column) =>
		Math.max(...[header, ...rows].map((row) => widthOfText(row[column] ?? title))),
	);
	const place = placeText(path, locate(model.origin.start, model.origin.end));
	const line = (fill: string): string => paint.dim(fill.repeat(widths.reduce((sum, width) => sum + width + 2, 0) - 2));
	const [all, trainable, fixed] = model.bytes;
	return [
		`${paint.bold(`Model: ${JSON.stringify(safeText(model.name))}`)} ${paint.dim(`(${place})`)}`,
		line("_"),
		paint.bold(drawRow(header, widths)),
		line("="),
		...rows.map((row) => drawRow(row, widths)),
		line("="),
		`Total params: ${printCount(model.totalParams, model)} (${printBytes(all)})`,
		`Trainable params: ${printCount(model.trainableParams, model)} (${printBytes(trainable)})`,
		`Non-trainable params: ${printCount(model.nonTrainableParams, model)} (${printBytes(fixed)})`,
	].join("\n");
}

function cells(layer: LayerSummary, model: ModelSummary): readonly string[] {
	const connections = layer.connectedTo.length > 0 ? layer.connectedTo.map(safeText).join(", ") : "-";
	return [
		`${safeText(layer.name)} (${safeText(layer.className)})`,
		safeText(printOutputShape(layer, model)),
		printParams(layer, model),
		...(model.isChain ? [] : [connections]),
	];
}

const drawRow = (row: readonly string[], widths: readonly number[]): string =>
	row
		.map((cell, column) => {
			const space = " ".repeat(Math.max(0, (widths[column] ?? 0) - widthOfText(cell)));
			return column === 2 ? space + cell : cell + space;
		})
		.join("  ")
		.trimEnd();
