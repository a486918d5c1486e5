import type { OutlineModel } from "../../shared/model-views";

export interface Place {
	readonly uri: string;
	readonly line: number;
}

/** The models in their order, but for the one that is made closest to a place: it comes first. */
export function nearestFirst(models: readonly OutlineModel[], place: Place | undefined): readonly OutlineModel[] {
	const distance = ({ location: { uri, range } }: OutlineModel): number => {
		if (!place || uri !== place.uri) return Number.POSITIVE_INFINITY;
		return Math.max(0, range.start.line - place.line, place.line - range.end.line);
	};
	const least = Math.min(...models.map(distance));
	const nearest = Number.isFinite(least) ? models.find((model) => distance(model) === least) : undefined;
	return nearest ? [nearest, ...models.filter((model) => model !== nearest)] : models;
}
