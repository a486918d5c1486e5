import { activationBytes, layerActivationBytes } from "../ide/activations";
import type { LayerSummary, ModelSummary } from "../ide/analysis";
import type { Locate } from "../ide/locate";
import { printBytes, printCount, printOutputShape, printParams } from "../ide/summary";
import { safeText, widthOfText } from "./display-text";
import { placeText } from "./draw-findings";
import type { Paint } from "./paint";

export interface SummaryPlace {
	readonly path: string;
	readonly locate: Locate;
	/** Asks for a column that Keras does not print: the memory of activations. */
	readonly batchSize: number | undefined;
}

const RIGHT = new Set([2, 3]);

/** The table of `model.summary()`. Its columns are as wide as their cells. */
export function drawSummary(model: ModelSummary, { path, locate, batchSize }: SummaryPlace, paint: Paint): string {
	const memory = batchSize === undefined ? [] : ["Activations"];
	const header = ["Layer (type)", "Output Shape", "Param #", ...memory, ...(model.isChain ? [] : ["Connected to"])];
	const rows = model.layers.map((layer) => cells(layer, model, batchSize));
	const right = batchSize === undefined ? new Set([2]) : RIGHT;
	const widths = header.map((title, column) =>
		Math.max(...[header, ...rows].map((row) => widthOfText(row[column] ?? title))),
	);
	const place = placeText(path, locate(model.origin.start, model.origin.end));
	const line = (fill: string): string => paint.dim(fill.repeat(widths.reduce((sum, width) => sum + width + 2, 0) - 2));
	const [all, trainable, fixed] = model.bytes;
	return [
		`${paint.bold(`Model: ${JSON.stringify(safeText(model.name))}`)} ${paint.dim(`(${place})`)}`,
		line("_"),
		paint.bold(drawRow(header, widths, right)),
		line("="),
		...rows.map((row) => drawRow(row, widths, right)),
		line("="),
		`Total params: ${printCount(model.totalParams, model)} (${printBytes(all)})`,
		`Trainable params: ${printCount(model.trainableParams, model)} (${printBytes(trainable)})`,
		`Non-trainable params: ${printCount(model.nonTrainableParams, model)} (${printBytes(fixed)})`,
		...(batchSize === undefined
			? []
			: [`Activations for batches of ${batchSize}: ${printBytes(activationBytes(model, batchSize))}`]),
	].join("\n");
}

function cells(layer: LayerSummary, model: ModelSummary, batchSize: number | undefined): readonly string[] {
	const connections = layer.connectedTo.length > 0 ? layer.connectedTo.map(safeText).join(", ") : "-";
	return [
		`${safeText(layer.name)} (${safeText(layer.className)})`,
		safeText(printOutputShape(layer, model)),
		printParams(layer, model),
		...(batchSize === undefined ? [] : [printBytes(layerActivationBytes(layer, model, batchSize))]),
		...(model.isChain ? [] : [connections]),
	];
}

const drawRow = (row: readonly string[], widths: readonly number[], right: ReadonlySet<number>): string =>
	row
		.map((cell, column) => {
			const space = " ".repeat(Math.max(0, (widths[column] ?? 0) - widthOfText(cell)));
			return right.has(column) ? space + cell : cell + space;
		})
		.join("  ")
		.trimEnd();
