import type { SnapshotDetail } from "../domain";
import type { Observation, Unknown } from "../interpreter/observations";
import type { Analysis } from "./analysis";
import { printArrow } from "./print";

/** Look-ups by place that hovers and hints share; made once for each analysis. */
export interface Places {
	observation(node: { readonly start: number; readonly end: number }): Observation | undefined;
	unknown(node: { readonly start: number; readonly end: number }): Unknown | undefined;
	/** Whether some longer expression with a value starts where this one does. */
	isHead(node: { readonly start: number; readonly end: number }): boolean;
	/** The distinct calls of the layers that were constructed here, in the order of their first sight. */
	callsOf(node: { readonly start: number; readonly end: number }): readonly SnapshotDetail[];
	/** As `callsOf`, for calls that a model makes of its own layers. */
	partsAt(node: { readonly start: number; readonly end: number }): readonly SnapshotDetail[];
}

const known = new WeakMap<Analysis, Places>();

export function placesOf(analysis: Analysis): Places {
	const places = known.get(analysis) ?? createPlaces(analysis);
	known.set(analysis, places);
	return places;
}

const keyOf = (place: { readonly start: number; readonly end: number }): string => `${place.start}:${place.end}`;

type Calls = Map<string, Map<string, SnapshotDetail>>;

function addCall(calls: Calls, detail: SnapshotDetail, path: string): void {
	const { origin, inputs, outputs } = detail;
	if (origin?.path !== path || !inputs || inputs.length === 0) return;
	const distinct = calls.get(keyOf(origin)) ?? new Map<string, SnapshotDetail>();
	calls.set(keyOf(origin), distinct);
	const text = printArrow(inputs, outputs);
	if (!distinct.has(text)) distinct.set(text, detail);
}

function createPlaces(analysis: Analysis): Places {
	const observations = new Map(analysis.observations.map((each) => [keyOf(each), each]));
	const unknowns = new Map(analysis.unknowns.map((each) => [keyOf(each), each]));
	const calls: Calls = new Map();
	const parts: Calls = new Map();
	for (const { seen } of analysis.observations) {
		for (const { kind, detail } of seen) {
			if (!detail) continue;
			if (kind !== "Layer" && kind !== "Model") addCall(calls, detail, analysis.path);
			for (const layer of detail.layers ?? []) {
				addCall(calls, layer, analysis.path);
				addCall(parts, layer, analysis.path);
			}
		}
	}
	const ends = new Map<number, number>();
	for (const { start, end } of analysis.observations) ends.set(start, Math.max(end, ends.get(start) ?? 0));
	const listed = (map: Calls, node: { start: number; end: number }): readonly SnapshotDetail[] => [
		...(map.get(keyOf(node))?.values() ?? []),
	];
	return {
		observation: (node) => observations.get(keyOf(node)),
		unknown: (node) => unknowns.get(keyOf(node)),
		isHead: ({ start, end }) => (ends.get(start) ?? 0) > end,
		callsOf: (node) => listed(calls, node),
		partsAt: (node) => listed(parts, node),
	};
}
