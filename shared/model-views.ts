/**
 * What the server tells of models to the views of a client: outline, summary and graph. Positions are those of the
 * Language Server Protocol, so that this file needs no package.
 */

export interface ViewPosition {
	readonly line: number;
	readonly character: number;
}

export interface ViewRange {
	readonly start: ViewPosition;
	readonly end: ViewPosition;
}

/** A place that a view leads to; in a notebook, `uri` is that of the cell. */
export interface ViewLocation {
	readonly uri: string;
	readonly range: ViewRange;
}

/** A model of a document. */
export interface ModelKey {
	readonly uri: string;
	/** Stays the same while the program is edited, as long as the model can be recognised. */
	readonly id: string;
}

export type ModelKind = "Sequential" | "Functional" | "Model";
export type ViewCount = number | "?";

/** Request `keraspec/outline` `{ uri }`: the models of a document, in the order in which the program makes them. */
export const OUTLINE_REQUEST = "keraspec/outline";
/** Request `keraspec/summary` `SummaryParams`: `ModelSummaryView`, or null when there is no such model any more. */
export const SUMMARY_REQUEST = "keraspec/summary";
/** Request `keraspec/graph` `ModelKey`: `ModelGraphView`, or null. */
export const GRAPH_REQUEST = "keraspec/graph";
/** Notification to clients that said `views` in their initialization options: a document has been analysed anew. */
export const ANALYSED_NOTIFICATION = "keraspec/analysed";
/** Commands of the client that code lenses call, with a `ModelKey`. */
export const SHOW_SUMMARY_COMMAND = "keraspec.showModelSummary";
export const SHOW_GRAPH_COMMAND = "keraspec.showModelGraph";

export interface OutlineParams {
	readonly uri: string;
}

export interface AnalysedParams {
	readonly uri: string;
	readonly version: number;
}

export interface OutlineLayer {
	readonly name: string;
	readonly className: string;
	/** As Keras prints it, such as `(None, 10)`. */
	readonly outputShape: string;
	readonly params: ViewCount;
	/** Where the layer is made. */
	readonly location?: ViewLocation | undefined;
	/** A model within the model has its own layers. */
	readonly layers?: readonly OutlineLayer[] | undefined;
}

export interface OutlineModel {
	readonly id: string;
	readonly name: string;
	readonly kind: ModelKind;
	/** `(None, 28, 28, 1) -> (None, 10)`; empty when it is not known. */
	readonly signature: string;
	readonly totalParams: ViewCount;
	readonly location: ViewLocation;
	readonly layers: readonly OutlineLayer[];
}

export interface SummaryParams extends ModelKey {
	/** Puts a number in the place of each open batch axis, for the memory of activations. */
	readonly batchSize: number;
}

export interface SummaryRow {
	readonly name: string;
	readonly className: string;
	readonly outputShape: string;
	readonly params: ViewCount;
	readonly trainable: boolean;
	/** Bytes of the layer's outputs for the chosen batch size; `?` when a size other than the batch is open. */
	readonly activationBytes: ViewCount;
	readonly connectedTo: readonly string[];
	readonly location?: ViewLocation | undefined;
	/** Findings at the place where the layer is made or called. */
	readonly findings: readonly string[];
}

export interface ModelSummaryView {
	readonly key: ModelKey;
	readonly name: string;
	readonly kind: ModelKind;
	/** The version of the document that it was made from. */
	readonly version: number;
	readonly batchSize: number;
	readonly rows: readonly SummaryRow[];
	readonly totalParams: ViewCount;
	readonly trainableParams: ViewCount;
	readonly nonTrainableParams: ViewCount;
	readonly parameterBytes: ViewCount;
	readonly activationBytes: ViewCount;
}

/** A node of the drawn graph, for search, keyboard and screen readers; `svg` holds an element with `data-node` = `id`. */
export interface GraphNode {
	readonly id: string;
	readonly name: string;
	readonly className: string;
	/** What a screen reader says: name, class, input and output specs, findings. */
	readonly label: string;
	readonly location?: ViewLocation | undefined;
	readonly findings: readonly string[];
	/** Whether a size of its output is `None` beside the batch, or `?`. */
	readonly hasUnknown: boolean;
	/** Ids of the nodes before and after it, for moving by keyboard. */
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
	/** Its box in the drawing, in the units of the `viewBox`. */
	readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export interface ModelGraphView {
	readonly key: ModelKey;
	readonly name: string;
	readonly version: number;
	/** A complete, self-contained `<svg>` whose colours are custom properties with defaults; all text is escaped. */
	readonly svg: string;
	readonly width: number;
	readonly height: number;
	readonly nodes: readonly GraphNode[];
}
