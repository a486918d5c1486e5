import type { ModelKey, ViewLocation } from "../../../shared/model-views";
import type { Analysis, ModelSummary } from "../ide/analysis";
import { modelIds } from "../ide/model-ids";
import { printArrow } from "../ide/print";
import { editBetween, moveOffset } from "../ide/stable-hints";
import type { Current } from "./analyses";
import type { Server } from "./context";

type Origin = ModelSummary["origin"];

/** The models that views show of a document: in a notebook, those of all cells. */
export interface ShownModels {
	/** What they were found by. */
	readonly analysis: Analysis;
	/** A place as it is in the text now. */
	place(origin: Origin): Origin | undefined;
	locate(origin: Origin | undefined): ViewLocation | undefined;
	idOf(model: ModelSummary): string;
}

/**
 * While some line is not Python yet, the models stay those of the last text that was, at the places where their lines
 * are now: views that go empty with every key are of no use.
 */
export function shownModels(current: Current, { analyses }: Server): ShownModels {
	const { analysis: now, places, document } = current;
	const good = now.file.problems.length > 0 ? analyses.lastGood(document.uri) : undefined;
	const analysis = good ?? now;
	const edit = good && editBetween(good.file.text, now.file.text);
	const place = (origin: Origin): Origin | undefined => {
		if (!edit || origin.path !== now.path) return origin;
		const start = moveOffset(origin.start, edit);
		const end = moveOffset(origin.end, edit);
		return start === undefined || end === undefined ? undefined : { ...origin, start, end };
	};
	const ids = new Map(modelIds(analysis).map((id, index) => [analysis.models[index], id]));
	return {
		analysis,
		place,
		locate(origin) {
			const placed = origin && place(origin);
			return placed && places.locationOf(placed);
		},
		idOf: (model) => ids.get(model) ?? "",
	};
}

export function modelWith({ id }: ModelKey, shown: ShownModels): ModelSummary | undefined {
	return shown.analysis.models.find((model) => shown.idOf(model) === id);
}

/** `(None, 28, 28, 1) -> (None, 10)`; empty when it is not known. */
export const signatureOf = ({ inputs, outputs }: ModelSummary): string =>
	inputs && outputs ? printArrow(inputs, outputs, false) : "";
