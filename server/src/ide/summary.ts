import { type Count, type LayerSummary, type ModelSummary, printDim, printShape, type ShapeTree } from "../domain";
import { activationBytes, layerActivationBytes } from "./activations";
import { type JsonRange, type JsonShape, jsonShape } from "./json";
import type { Locate } from "./locate";

/** Shapes nested as the layer returns them; `multiple` is the word that Keras 2 prints. */
export type JsonShapes = JsonShape | readonly JsonShapes[] | { readonly [key: string]: JsonShapes };

export interface JsonModel {
	readonly name: string;
	readonly kind: ModelSummary["kind"];
	readonly range: JsonRange;
	readonly layers: readonly {
		readonly name: string;
		readonly class: string;
		readonly output_shape: JsonShapes | "multiple";
		readonly params: Count;
		readonly connected_to: readonly string[];
		/** Only when a batch size was given. */
		readonly activation_bytes?: Count;
	}[];
	readonly total_params: Count;
	readonly trainable_params: Count;
	readonly non_trainable_params: Count;
	readonly activation_bytes?: Count;
}

export function jsonOfModel(model: ModelSummary, locate: Locate, batchSize?: number): JsonModel {
	return {
		name: model.name,
		kind: model.kind,
		range: locate(model.origin.start, model.origin.end),
		layers: model.layers.map((layer) => ({
			name: layer.name,
			class: layer.className,
			output_shape: layer.outputShape === "multiple" ? "multiple" : jsonShapes(layer.outputShape),
			params: layer.params,
			connected_to: layer.connectedTo,
			...(batchSize === undefined ? {} : { activation_bytes: layerActivationBytes(layer, model, batchSize) }),
		})),
		total_params: model.totalParams,
		trainable_params: model.trainableParams,
		non_trainable_params: model.nonTrainableParams,
		...(batchSize === undefined ? {} : { activation_bytes: activationBytes(model, batchSize) }),
	};
}

function jsonShapes(shapes: ShapeTree): JsonShapes {
	if ("items" in shapes) return shapes.items.map(jsonShapes);
	if ("entries" in shapes)
		return Object.fromEntries(Object.entries(shapes.entries).map(([name, shape]) => [name, jsonShapes(shape)]));
	return jsonShape(shapes);
}

/** The output shape as Keras writes it into the table: Keras 3 leaves the comma of a tuple of one out. */
export function printOutputShape({ outputShape }: LayerSummary, model: ModelSummary): string {
	if (outputShape === "multiple") return outputShape;
	return printShapes(outputShape, model.world === "keras3");
}

function printShapes(shapes: ShapeTree, plain: boolean): string {
	if ("items" in shapes) {
		if (plain && shapes.items.length === 1) return printShapes(shapes.items[0] as ShapeTree, plain);
		const items = shapes.items.map((item) => printShapes(item, plain)).join(", ");
		if (shapes.kind === "list") return `[${items}]`;
		return shapes.items.length === 1 ? `(${items},)` : `(${items})`;
	}
	if ("entries" in shapes) {
		const quote = plain ? "" : "'";
		const entries = Object.entries(shapes.entries).map(
			([name, shape]) => `${quote}${name}${quote}: ${printShapes(shape, plain)}`,
		);
		return `{${entries.join(", ")}}`;
	}
	return plain && shapes.kind === "ranked" ? `(${shapes.dims.map(printDim).join(", ")})` : printShape(shapes);
}

/** The number as Keras writes it: Keras 3 with commas, and with a word about layers that were never called. */
export function printParams(layer: LayerSummary, model: ModelSummary): string {
	if (!layer.unbuilt) return printCount(layer.params, model);
	return `${printCount(layer.params, model)} (${model.world === "keras3" ? "unbuilt" : "unused"})`;
}

export const printCount = (count: Count, { world }: ModelSummary): string =>
	typeof count === "number" && world === "keras3" ? count.toLocaleString("en-US") : String(count);

const UNITS = ["B", "KB", "MB", "GB", "TB"];

/** `1.92 KB`, as Keras writes it. */
export function printBytes(bytes: Count): string {
	if (bytes === "?") return "?";
	const unit = bytes === 0 ? 0 : Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(bytes) / 10)));
	return `${(bytes / 1024 ** unit).toFixed(2)} ${UNITS[unit]}`;
}
